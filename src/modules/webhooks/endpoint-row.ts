import { WebhookEndpoint } from '#contracts';
import type { Context } from '#platform/context';
import type { SecretBox } from '#platform/crypto';
import { findId } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { openSecret } from './open-secret.ts';
import { webhookEndpoints } from './tables.ts';

export type EndpointRow = typeof webhookEndpoints.$inferSelect;

/** Rows and endpoints meet here; the secrets stay behind. */
export function toEndpoint({ ctx, row }: { ctx: Context; row: EndpointRow }): WebhookEndpoint {
  const { previousSecretUntil } = row;
  const isPreviousValid = previousSecretUntil !== null && previousSecretUntil > ctx.clock.now();
  return WebhookEndpoint.parse({
    endpointId: row.id,
    url: row.url,
    description: row.description,
    types: row.types,
    state: row.state,
    problem: row.problem ?? null,
    previousSecretUntil: isPreviousValid ? previousSecretUntil.toISOString() : null,
    failingSince: row.failingSince?.toISOString() ?? null,
    lastDeliveredAt: row.lastDeliveredAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  });
}

/** What the audit trail keeps of an endpoint: a path may hold a secret, so that only the host is told. */
export function recordedEndpoint({ url, types, description, state }: EndpointRow) {
  return { host: new URL(url).host, types, description, state };
}

/** The row of an endpoint that is named by as much of its id as only one has. Throws `webhook.not-found`. */
export async function findEndpoint({ ctx, reference }: { ctx: Context; reference: string }): Promise<EndpointRow> {
  const id = await findId({
    ctx,
    reference,
    tables: [webhookEndpoints],
    what: 'webhook endpoint',
    code: 'webhook.not-found',
  });
  const row = await readEndpoint({ ctx, endpointId: id });
  if (row === null) throw new SophiaError('webhook.not-found', `Expected the endpoint ${id}, found none.`);
  return row;
}

/** The row of an endpoint; null where it is gone. */
export async function readEndpoint({
  ctx,
  endpointId,
}: {
  ctx: Context;
  endpointId: string;
}): Promise<EndpointRow | null> {
  const [row] = await ctx.db
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.workspaceId, ctx.workspaceId), eq(webhookEndpoints.id, endpointId)));
  return row ?? null;
}

/** The secrets that a receiver may hold now, the newest first; empty where the newest cannot be read any more. */
export function validSecrets({ row, now, box }: { row: EndpointRow; now: Date; box: SecretBox }): string[] {
  const { secret: stored, previousSecret, previousSecretUntil } = row;
  const secret = openSecret({ box, stored });
  if (secret === null) return [];
  const isPreviousValid = previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > now;
  const previous = isPreviousValid ? openSecret({ box, stored: previousSecret }) : null;
  return previous === null ? [secret] : [secret, previous];
}
