import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { and, eq, isNull, lt, or, sql } from '#platform/sql';
import { commitments } from './tables.ts';

/** Notes that somebody is reminded of a promise, once a day however often it is called. */
export async function recordReminder({
  ctx,
  input,
}: Verb<{ commitmentId: string }>): Promise<{ isFirstOfDay: boolean }> {
  authorise({ ctx, action: 'commitment.track', resource: { type: 'commitment', id: input.commitmentId } });
  const { commitmentId } = input;
  return transact({ ctx }, async (inner) => {
    const now = inner.clock.now();
    const startOfDay = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
    const noted = await inner.db
      .update(commitments)
      .set({ remindedAt: now, reminders: sql`${commitments.reminders} + 1` })
      .where(
        and(
          eq(commitments.workspaceId, inner.workspaceId),
          eq(commitments.id, commitmentId),
          or(isNull(commitments.remindedAt), lt(commitments.remindedAt, startOfDay)),
        ),
      )
      .returning({ reminders: commitments.reminders });
    const [row] = noted;
    if (row === undefined) return { isFirstOfDay: false };
    await audit({
      ctx: inner,
      action: 'commitment.reminded',
      resource: { type: 'commitment', id: commitmentId },
      details: { reminders: row.reminders },
    });
    return { isFirstOfDay: true };
  });
}
