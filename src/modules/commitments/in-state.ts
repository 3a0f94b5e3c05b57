import type { Context } from '#platform/context';
import { and, eq, lt, type SQL } from '#platform/sql';
import type { CommitmentState } from './schema.ts';
import { commitments } from './tables.ts';

/** The condition under which a promise is in a state today; of `open`, whatever nothing has become of. */
export function inState(ctx: Context, state: CommitmentState): SQL | undefined {
  if (state !== 'overdue') return eq(commitments.state, state);
  return and(eq(commitments.state, 'open'), lt(commitments.dueDate, dayOf(ctx)));
}

/** The day that it is, in UTC: a promise that is due on it is not late yet. */
export function dayOf(ctx: Context): string {
  return ctx.clock.now().toISOString().slice(0, 10);
}
