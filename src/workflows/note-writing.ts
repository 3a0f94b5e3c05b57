import type { AppliedChange } from '#modules/changesets';
import { listSyncCursors, saveSyncCursor, saveSyncProblem } from '#modules/intake';
import type { Context } from '#platform/context';

const place = { source: 'hubspot', stream: 'writing' } as const;

/** Keeps what stands in the way of writing to the CRM where the health of the vendor is read, until something is written. */
export async function noteWriting({
  ctx,
  results,
}: {
  ctx: Context;
  results: readonly AppliedChange[];
}): Promise<void> {
  const fault = results.find((result) => result.fault !== undefined)?.fault;
  if (fault !== undefined) {
    await saveSyncProblem({ ctx, input: { ...place, problem: fault } });
    return;
  }
  const count = results.filter(({ outcome }) => outcome === 'settled').length;
  if (count === 0 || (await problemOfWriting({ ctx })) === null) return;
  await saveSyncCursor({ ctx, input: { ...place, position: {}, count } });
}

/** What stands in the way of writing; null where nothing does. */
export async function problemOfWriting({
  ctx,
}: {
  ctx: Context;
}): Promise<{ readonly code: string; readonly message: string } | null> {
  const { cursors } = await listSyncCursors({ ctx });
  return cursors.find(({ source, stream }) => source === place.source && stream === place.stream)?.problem ?? null;
}
