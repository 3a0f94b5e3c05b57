import { seenCall, seenCallIds, seenRecordId } from '#modules/access';
import type { Context } from '#platform/context';
import { and, asc, eq, type SQL, sql } from '#platform/sql';
import { dayOf } from './in-state.ts';
import type { TrackedCommitment } from './schema.ts';
import { commitments } from './tables.ts';
import { toCommitment } from './to-commitment.ts';

/** The condition under which the actor sees a promise: it was made in a call that they see. */
export function seenCommitment(ctx: Context): SQL | undefined {
  return seenCall(ctx, commitments.callId);
}

/**
 * The promises that fulfil the conditions and that the actor sees, the next due first. By which call one was settled is
 * left out where that call is not seen, and by what in the CRM where its deal is not.
 */
export async function loadCommitments({
  ctx,
  where,
  limit,
}: {
  ctx: Context;
  where: readonly (SQL | undefined)[];
  limit: number;
}): Promise<TrackedCommitment[]> {
  const rows = await ctx.db
    .select({
      promise: commitments,
      isDealSeen: sql<boolean>`${seenRecordId(ctx, commitments.dealRecordId) ?? sql`true`}`,
    })
    .from(commitments)
    .where(and(eq(commitments.workspaceId, ctx.workspaceId), seenCommitment(ctx), ...where))
    .orderBy(asc(commitments.dueDate), asc(commitments.id))
    .limit(limit);
  const today = dayOf(ctx);
  const found = rows.map(({ promise, isDealSeen }) => {
    const commitment = toCommitment(promise, today);
    return commitment.settledBy?.by === 'activity' && !isDealSeen ? { ...commitment, settledBy: null } : commitment;
  });
  const seen = await seenCallIds(ctx, [...new Set(found.flatMap(settlingCallOf))]);
  return found.map((commitment) =>
    settlingCallOf(commitment).every((callId) => seen.has(callId)) ? commitment : { ...commitment, settledBy: null },
  );
}

function settlingCallOf({ settledBy }: TrackedCommitment): string[] {
  return settledBy !== null && 'callId' in settledBy ? [settledBy.callId] : [];
}
