import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { and, eq } from '#platform/sql';
import type { Outcome } from './apply/outcome.ts';
import { statusFor } from './apply/status-for.ts';
import { closeAttempt } from './attempt.ts';
import type { ChangeContext } from './change-context.ts';
import { type ChangeRow, moveChange } from './move-change.ts';
import { changeSets } from './tables.ts';

const hourMs = 3_600_000;

/** Brings a change to where an attempt has left it. Throws `change.move-not-allowed` where another worker was quicker. */
export async function settleChange({
  ctx,
  change,
  outcome,
  attemptId,
}: {
  ctx: ChangeContext;
  change: ChangeRow;
  outcome: Outcome;
  attemptId: string | null;
}): Promise<void> {
  authorise({ ctx, action: 'change_set.apply', resource: { type: 'change', id: change.id } });
  const { state, reason } = outcome;
  await transact({ ctx }, async (inner) => {
    const now = inner.clock.now();
    const set = { ...outcome.set, problem: reason, ...(state === 'applied' ? { appliedAt: now } : {}) };
    await moveChange({ ctx: inner, change, to: state, reason, set });
    if (attemptId !== null) {
      const entityId = outcome.set.externalId ?? null;
      await closeAttempt({ ctx: inner, attemptId, status: statusFor(state), error: reason, entityId });
    }
    if (state === 'waiting') {
      const expiresAt = new Date(now.getTime() + change.terms.expireAfterHours * hourMs);
      await inner.db
        .update(changeSets)
        .set({ expiresAt, remindedAt: null })
        .where(and(eq(changeSets.workspaceId, inner.workspaceId), eq(changeSets.id, change.changeSetId)));
    }
    await audit({
      ctx: inner,
      action: 'change.settled',
      resource: { type: 'change', id: change.id },
      result: state === 'failed' || state === 'not_applied' ? 'failed' : 'done',
      details: { state },
    });
  });
}
