import { commandIn, LedgerGap, webAddress } from '#contracts';
import { authorise, isAllowed, seenCall } from '#modules/access';
import { callSources, calls } from '#modules/calls';
import { callMatches } from '#modules/matching';
import type { Context, Verb } from '#platform/context';
import { and, desc, eq, gt, gte } from '#platform/sql';
import { listMisplaced, type MisplacedChange } from './list-misplaced.ts';

/** The calls from a day on, the newest first, of which something stands where it does not belong since a correction. */
export async function listMisplacedCalls({
  ctx,
  input,
}: Verb<{ since: string; limit: number }>): Promise<{ misplaced: LedgerGap[] }> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: null } });
  if (!isAllowed({ ctx, action: 'change_set.read' })) return { misplaced: [] };
  const rows = await ctx.db
    .select({ match: callMatches, call: calls, url: callSources.url })
    .from(callMatches)
    .innerJoin(calls, eq(calls.id, callMatches.callId))
    .leftJoin(callSources, eq(callSources.callId, calls.id))
    .where(
      and(
        eq(callMatches.workspaceId, ctx.workspaceId),
        gt(callMatches.corrections, 0),
        gte(calls.callDate, input.since),
        seenCall(ctx, calls.id),
      ),
    )
    .orderBy(desc(calls.callDate), desc(calls.id))
    .limit(input.limit);
  const misplaced: LedgerGap[] = [];
  for (const row of rows) {
    const changes = await listMisplaced({ ctx, input: { callId: row.call.id } });
    if (changes.length > 0) misplaced.push(toGap({ ctx, ...row, changes }));
  }
  return { misplaced };
}

function toGap({
  ctx,
  match,
  call,
  url,
  changes,
}: {
  ctx: Context;
  match: typeof callMatches.$inferSelect;
  call: typeof calls.$inferSelect;
  url: string | null;
  changes: readonly MisplacedChange[];
}): LedgerGap {
  return LedgerGap.parse({
    source: call.source,
    externalId: call.externalId,
    callId: call.id,
    title: call.title,
    address: webAddress(url),
    day: call.callDate ?? match.lastTriedAt.toISOString().slice(0, 10),
    missing: 'written',
    cause: 'written_elsewhere',
    detail: changes
      .map(({ changeId, targetName, what }) => {
        const command = commandIn(ctx, `sophia changes undo ${changeId.slice(-8)}`);
        return `${what} of ${targetName ?? 'a record'}: ${command}.`;
      })
      .join(' '),
    since: match.lastTriedAt.toISOString(),
    attempts: match.corrections,
    nextAttemptAt: null,
  });
}
