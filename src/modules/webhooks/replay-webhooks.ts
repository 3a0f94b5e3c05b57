import type { EventMessage, WebhookEndpoint } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { readEventsBetween } from '#platform/events';
import { ne } from '#platform/sql';
import { newDelivery } from './delivery-row.ts';
import { findEndpoint, readEndpoint, toEndpoint } from './endpoint-row.ts';
import { findDelivery } from './get-webhook-delivery.ts';
import { ReplayWebhooksInput } from './schema.ts';
import { webhookDeliveries } from './tables.ts';
import { wakeDelivery } from './wake-delivery.ts';

const mostEvents = 10_000;
const rowsPerInsert = 500;

/**
 * Has one delivery, or the events of a time that the endpoint is told of, sent again under their old `webhook-id`;
 * also those that were never sent. Throws `webhook.not-found`, and `webhook.too-many` for too long a time.
 */
export async function replayWebhooks({
  ctx,
  input,
}: Verb<ReplayWebhooksInput>): Promise<{ endpointId: string; queued: number; state: WebhookEndpoint['state'] }> {
  authorise({ ctx, action: 'webhook.manage', resource: { type: 'webhook', id: null } });
  const what = parseInput({ schema: ReplayWebhooksInput, input, what: 'a delivery, or an endpoint and a time' });
  const { endpoint, rows } = what.what === 'delivery' ? await oneOf({ ctx, what }) : await rangeOf({ ctx, what });
  const { endpointId, state } = endpoint;
  return transact({ ctx }, async (inner) => {
    let queued = 0;
    const dueAt = inner.clock.now();
    for (let start = 0; start < rows.length; start += rowsPerInsert) {
      const written = await inner.db
        .insert(webhookDeliveries)
        .values(rows.slice(start, start + rowsPerInsert))
        .onConflictDoUpdate({
          target: [webhookDeliveries.endpointId, webhookDeliveries.messageId],
          set: { state: 'waiting', attempts: 0, nextAttemptAt: dueAt, problem: null, settledAt: null },
          setWhere: ne(webhookDeliveries.state, 'waiting'),
        })
        .returning({ id: webhookDeliveries.id });
      queued += written.length;
    }
    if (queued > 0) await wakeDelivery({ ctx: inner, endpointId, dueAt });
    const range = what.what === 'range' ? { from: what.from, to: what.to } : { delivery: what.delivery };
    await audit({
      ctx: inner,
      action: 'webhook.replayed',
      resource: { type: 'webhook', id: endpointId },
      details: { ...range, queued },
    });
    return { endpointId, queued, state };
  });
}

type Rows = (typeof webhookDeliveries.$inferInsert)[];

async function oneOf({
  ctx,
  what,
}: {
  ctx: Context;
  what: Extract<ReplayWebhooksInput, { what: 'delivery' }>;
}): Promise<{ endpoint: WebhookEndpoint; rows: Rows }> {
  const delivery = await findDelivery({ ctx, reference: what.delivery });
  const row = await readEndpoint({ ctx, endpointId: delivery.endpointId });
  if (row === null) throw new SophiaError('webhook.not-found', `Expected ${delivery.endpointId}, found none.`);
  return { endpoint: toEndpoint({ ctx, row }), rows: [delivery] };
}

/** What happens at this very moment has happened. */
function justAfter(now: Date): Date {
  return new Date(now.getTime() + 1);
}

async function rangeOf({
  ctx,
  what,
}: {
  ctx: Context;
  what: Extract<ReplayWebhooksInput, { what: 'range' }>;
}): Promise<{ endpoint: WebhookEndpoint; rows: Rows }> {
  const endpoint = toEndpoint({ ctx, row: await findEndpoint({ ctx, reference: what.endpoint }) });
  const from = new Date(what.from);
  const to = what.to === null || what.to === undefined ? justAfter(ctx.clock.now()) : new Date(what.to);
  if (from >= to) {
    throw new SophiaError(
      'input.invalid',
      `Expected a beginning before the end, found ${from.toISOString()} to ${to.toISOString()}.`,
    );
  }
  const types = endpoint.types.includes('*') ? null : endpoint.types;
  const { db, workspaceId } = ctx;
  const messages: EventMessage[] = await readEventsBetween({ db, workspaceId, from, to, types, limit: mostEvents + 1 });
  if (messages.length > mostEvents) {
    throw new SophiaError('webhook.too-many', `Expected at most ${mostEvents} events in one replay, found more.`);
  }
  const { endpointId } = endpoint;
  return { endpoint, rows: messages.map((message) => newDelivery({ ctx, endpointId, message })) };
}
