import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, gte, isNull, lt, lte, or } from '#platform/sql';
import { loadCommitments } from './load-commitments.ts';
import { madeLive } from './made-live.ts';
import type { TrackedCommitment } from './schema.ts';
import { commitments } from './tables.ts';

const mostReminders = 3;
/** Of what has been overdue for longer, somebody was told, or it came in late. */
const longestOverdueDays = 7;
const dayMs = 24 * 3_600_000;

/**
 * The open promises that are due and of which nobody was told today: ours until three times were enough, those of the
 * buyer once. The most urgent first, and none that only history has.
 */
export async function listDueCommitments({
  ctx,
  input,
}: Verb<{ limit: number }>): Promise<{ commitments: TrackedCommitment[] }> {
  authorise({ ctx, action: 'commitment.read', resource: { type: 'commitment', id: null } });
  const now = ctx.clock.now();
  const today = now.toISOString().slice(0, 10);
  const earliest = new Date(now.getTime() - longestOverdueDays * dayMs).toISOString().slice(0, 10);
  const due = and(
    eq(commitments.state, 'open'),
    isNull(commitments.repeats),
    or(
      and(eq(commitments.side, 'internal'), lt(commitments.reminders, mostReminders)),
      and(eq(commitments.side, 'external'), eq(commitments.reminders, 0)),
    ),
    madeLive,
    gte(commitments.dueDate, earliest),
    lte(commitments.dueDate, today),
    or(isNull(commitments.remindedAt), lt(commitments.remindedAt, new Date(`${today}T00:00:00Z`))),
  );
  return { commitments: await loadCommitments({ ctx, where: due === undefined ? [] : [due], limit: input.limit }) };
}
