import type { Context } from '#platform/context';
import { type CallLink, CallMatch, type DealCandidate } from './schema.ts';
import { callMatches } from './tables.ts';

export async function storeMatch({
  ctx,
  match,
}: {
  ctx: Context;
  match: Omit<CallMatch, 'links' | 'candidates'> & {
    readonly links: readonly CallLink[];
    readonly candidates: readonly DealCandidate[];
  };
}): Promise<CallMatch> {
  const now = ctx.clock.now();
  const { callId, state, candidates, attempts, corrections, manual } = match;
  const values = { state, candidates, attempts, corrections, manual, lastTriedAt: now };
  await ctx.db
    .insert(callMatches)
    .values({ callId, workspaceId: ctx.workspaceId, ...values, firstTriedAt: now })
    .onConflictDoUpdate({ target: callMatches.callId, set: values });
  return CallMatch.parse(match);
}
