import { noteChanges } from '#modules/search';
import type { Context } from '#platform/context';
import { scheduleOnce } from '#platform/due-work';

/** Long enough that what happens to one call together is indexed once. */
const gatherMs = 3_000;
const idsPerNote = 2_000;

/** Notes what has changed, to be indexed in a moment: two statements, whatever there is to index. */
export async function noteForSearch({
  ctx,
  kind,
  ids,
}: {
  ctx: Context;
  kind: 'call' | 'record' | 'commitment' | 'note' | 'document';
  ids: readonly string[];
}): Promise<void> {
  if (ids.length === 0) return;
  for (let from = 0; from < ids.length; from += idsPerNote) {
    await noteChanges({ ctx, input: { kind, ids: ids.slice(from, from + idsPerNote) } });
  }
  const dueAt = new Date(ctx.clock.now().getTime() + gatherMs);
  await scheduleOnce({ ctx, kind: 'index-search', subject: 'all', dueAt });
}
