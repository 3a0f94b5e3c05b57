import { calls } from '#modules/calls';
import type { Context } from '#platform/context';
import { and, eq, inArray, type SQL, sql } from '#platform/sql';
import { isSamePromise } from './is-same-promise.ts';
import { namesMore } from './names-more.ts';
import { inScope, type PromiseScope } from './promise-scope.ts';
import { commitments } from './tables.ts';

/** For another day than before, people are reminded from the start. */
function remindersFor(dueDate: string): SQL {
  return sql`case when ${commitments.dueDate} = ${dueDate} then ${commitments.reminders} else 0 end`;
}

/**
 * A promise that is open and is made once more is followed in the row of the first, which takes the day that was said
 * last. The row of the second stays, with its quote, and points to the first;
 * one that names a further thing is a promise of its own.
 */
export async function joinRepeats({ ctx, scope }: { ctx: Context; scope: PromiseScope }): Promise<void> {
  const condition = inScope(scope);
  if (condition === null) return;
  const rows = await ctx.db
    .select({ promise: commitments })
    .from(commitments)
    .innerJoin(calls, eq(calls.id, commitments.callId))
    .where(and(eq(commitments.workspaceId, ctx.workspaceId), sql`${commitments.state} = 'open'`, condition))
    .orderBy(calls.startedAt, commitments.createdAt, commitments.id);
  const firsts: (typeof commitments.$inferSelect)[] = [];
  const repeats = new Map<string, string[]>();
  for (const { promise } of rows) {
    const first = firsts.find((one) => isSamePromise(one, promise) && !namesMore(promise.text, one.text));
    if (first === undefined) firsts.push(promise);
    else repeats.set(first.id, [...(repeats.get(first.id) ?? []), promise.id]);
  }
  for (const [firstId, ids] of repeats) {
    await ctx.db.update(commitments).set({ repeats: firstId }).where(inArray(commitments.id, ids));
    const days = rows.flatMap(({ promise }) => (ids.includes(promise.id) && promise.dueDate) || []);
    const dueDate = days.at(-1);
    await ctx.db
      .update(commitments)
      .set({ repeats: null, ...(dueDate === undefined ? {} : { dueDate, reminders: remindersFor(dueDate) }) })
      .where(eq(commitments.id, firstId));
  }
}
