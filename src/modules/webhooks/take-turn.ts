import type { Context } from '#platform/context';
import { and, eq, isNull, lte, or } from '#platform/sql';
import type { EndpointRow } from './endpoint-row.ts';
import { webhookEndpoints } from './tables.ts';

export interface Turn {
  readonly ctx: Context;
  readonly endpointId: string;
  /** Which run it is. */
  readonly holder: string;
}

/** Longer than one request may take. */
const leaseMs = 60_000;

/** Takes or keeps the right to send to an endpoint, which one run has at a time; null where another has it or nothing may be sent. */
export async function takeTurn({ ctx, endpointId, holder }: Turn): Promise<EndpointRow | null> {
  const now = ctx.clock.now();
  const isFree = or(
    isNull(webhookEndpoints.leaseUntil),
    lte(webhookEndpoints.leaseUntil, now),
    eq(webhookEndpoints.leaseHolder, holder),
  );
  const [row] = await ctx.db
    .update(webhookEndpoints)
    .set({ leaseHolder: holder, leaseUntil: new Date(now.getTime() + leaseMs) })
    .where(and(isEndpoint({ ctx, endpointId }), eq(webhookEndpoints.state, 'active'), isFree))
    .returning();
  return row ?? null;
}

/** Gives it back. */
export async function endTurn({ ctx, endpointId, holder }: Turn): Promise<void> {
  await ctx.db
    .update(webhookEndpoints)
    .set({ leaseHolder: null, leaseUntil: null })
    .where(and(isEndpoint({ ctx, endpointId }), eq(webhookEndpoints.leaseHolder, holder)));
}

function isEndpoint({ ctx, endpointId }: Pick<Turn, 'ctx' | 'endpointId'>) {
  return and(eq(webhookEndpoints.workspaceId, ctx.workspaceId), eq(webhookEndpoints.id, endpointId));
}
