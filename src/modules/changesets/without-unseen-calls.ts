import { isBounded, seenCallIds } from '#modules/access';
import type { Context } from '#platform/context';
import type { ChangeRow } from './move-change.ts';
import type { changeSets } from './tables.ts';

type ChangeSetRow = typeof changeSets.$inferSelect;

const unseenCall = 'An activity of a call that is not shown here';

/**
 * Whose deal an activity is taken off is asked about that, also where they do not see the call: what was said there, and
 * which call it is, is left out. Only for telling.
 */
export async function withoutUnseenCalls<Row extends ChangeRow>(ctx: Context, rows: readonly Row[]): Promise<Row[]> {
  const callIds = rows.flatMap((row) => (isTakenOff(row) ? row.evidence.flatMap(({ callId }) => callId ?? []) : []));
  if (!isBounded(ctx) || callIds.length === 0) return [...rows];
  const seen = await seenCallIds(ctx, callIds);
  return rows.map((row) => (isTakenOff(row) ? { ...row, evidence: row.evidence.map((proof) => toldOf(proof)) } : row));

  function toldOf(proof: ChangeRow['evidence'][number]): ChangeRow['evidence'][number] {
    const isSeen = proof.callId === null || seen.has(proof.callId);
    return isSeen ? proof : { ...proof, callId: null, claimId: null, evidence: null };
  }
}

/** The same for the sets that they stand in. */
export async function withoutUnseenTitles(ctx: Context, sets: readonly ChangeSetRow[]): Promise<ChangeSetRow[]> {
  const callIds = sets.flatMap(({ callId }) => callId ?? []);
  if (!isBounded(ctx) || callIds.length === 0) return [...sets];
  const seen = await seenCallIds(ctx, callIds);
  return sets.map((set) =>
    set.callId === null || seen.has(set.callId) ? set : { ...set, title: unseenCall, callId: null, analysisId: null },
  );
}

function isTakenOff({ action }: ChangeRow): boolean {
  return action.type === 'dissociate';
}
