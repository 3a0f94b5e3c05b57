import type { Change } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, count, desc, eq } from '#platform/sql';
import { seenChange } from './seen-change.ts';
import { changes } from './tables.ts';
import { toChange } from './to-change.ts';
import { withoutOldWords } from './without-old-words.ts';

/** What waits for a person's word, the newest set first, and how many there are in all. */
export async function listWaitingChanges({
  ctx,
  input,
}: Verb<{ limit: number }>): Promise<{ changes: Change[]; total: number }> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: null } });
  const waiting = and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.state, 'waiting'), seenChange(ctx));
  const rows = await ctx.db
    .select()
    .from(changes)
    .where(waiting)
    .orderBy(desc(changes.changeSetId), asc(changes.position))
    .limit(input.limit);
  const [sum] = await ctx.db.select({ total: count() }).from(changes).where(waiting);
  const told = await withoutOldWords(ctx, rows);
  return { changes: told.map(toChange), total: sum?.total ?? 0 };
}
