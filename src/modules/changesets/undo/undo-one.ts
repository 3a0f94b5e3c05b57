import type { Crm } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { cancelWork, scheduleWork } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { hasBegun } from '../apply/has-begun.ts';
import { roundOf } from '../apply/round-of.ts';
import { closeAttempt, openAttempt } from '../attempt.ts';
import type { ChangeContext } from '../change-context.ts';
import { type ChangeRow, moveChange } from '../move-change.ts';
import { changes } from '../tables.ts';
import { performUndo } from './perform-undo.ts';
import type { UndoOutcome, UndoRight } from './undo-outcome.ts';

interface UndoingOne {
  readonly ctx: ChangeContext;
  readonly crm: Crm;
  readonly change: ChangeRow;
  readonly right: UndoRight;
}

const goesOn = 'finish-undo';
/** Longer than an undo takes: only one whose process has died is still under way by then. */
const takenForDeadMs = 2 * 60_000;
const againAfterMs = 60_000;

/**
 * Takes one change back. Where an answer of the CRM is lost after something was sent, it stays under way and is gone on
 * with later, and so it is where the process dies: nobody has to ask again.
 */
export async function undoOne(undoing: UndoingOne): Promise<UndoOutcome> {
  const { ctx, crm, change, right } = undoing;
  const { attemptId, begun } = await begin(undoing);
  const round = await roundOf(ctx, { changeId: change.id, to: 'undo_refused', notFrom: 'applied' });
  const approvals = await roundOf(ctx, { changeId: change.id, to: 'approved', notFrom: 'applying' });
  const key = `undo:${change.id}:r${approvals}.${round}`;
  const outcome = await tryOnce({ ctx, crm, change: begun, key });
  try {
    await settle({ ctx, change: begun, outcome, attemptId, right });
    return outcome;
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code !== 'change.move-not-allowed') throw error;
    const reason = 'Another worker has brought it to its end.';
    await closeAttempt({ ctx, attemptId, status: 'left', error: reason, entityId: null });
    return standingOf({ ctx, change });
  }
}

async function tryOnce(work: Parameters<typeof performUndo>[0]): Promise<UndoOutcome> {
  try {
    return await performUndo(work);
  } catch (error) {
    if (!(error instanceof SophiaError) || !/^(vendor|effect)\./.test(error.code)) throw error;
    const reason = `${error.message} ${error.entry.action}`;
    const mayBeTried =
      error.entry.retryable || error.code === 'vendor.unauthorized' || error.code === 'vendor.missing-scope';
    if (!mayBeTried) return { state: 'undo_refused', reason, readBackValue: null };
    const { ctx, crm, key } = work;
    const mayBeDone = await hasBegun(ctx, { target: crm.name, key });
    return { state: mayBeDone ? 'undoing' : 'applied', reason, readBackValue: null };
  }
}

async function begin({ ctx, change, right }: UndoingOne): Promise<{ attemptId: string; begun: ChangeRow }> {
  authorise({ ctx, action: right, resource: { type: 'change', id: change.id } });
  return transact({ ctx }, async (inner) => {
    if (change.state !== 'undoing') await moveChange({ ctx: inner, change, to: 'undoing', reason: null });
    const { type } = change.action;
    const operation = type === 'create_activity' || type === 'create_property' ? 'delete' : 'update';
    const attemptId = await openAttempt({ ctx: inner, change, operation });
    const dueAt = new Date(inner.clock.now().getTime() + takenForDeadMs);
    await scheduleWork({ ctx: inner, kind: goesOn, subject: change.id, dueAt });
    await audit({ ctx: inner, action: 'change.undo_begun', resource: { type: 'change', id: change.id } });
    return { attemptId, begun: { ...change, state: 'undoing' } };
  });
}

interface Settling extends Pick<UndoingOne, 'ctx' | 'change' | 'right'> {
  readonly outcome: UndoOutcome;
  readonly attemptId: string;
}

async function settle(settling: Settling): Promise<void> {
  const { ctx, change, outcome, attemptId, right } = settling;
  authorise({ ctx, action: right, resource: { type: 'change', id: change.id } });
  const { state, reason, readBackValue } = outcome;
  await transact({ ctx }, async (inner) => {
    if (state === 'undoing') {
      await putOff({ ...settling, ctx: inner });
      return;
    }
    const undoneAt = state === 'undone' ? inner.clock.now() : null;
    await moveChange({
      ctx: inner,
      change,
      to: state,
      reason,
      set: { problem: reason, undoneAt, ...(readBackValue === null ? {} : { readBackValue }) },
    });
    await cancelWork({ ctx: inner, kind: goesOn, subject: change.id });
    const status = state === 'undone' ? 'succeeded' : state === 'applied' ? 'failed' : 'conflict';
    await closeAttempt({ ctx: inner, attemptId, status, error: reason, entityId: null });
    await audit({
      ctx: inner,
      action: 'change.undo_settled',
      resource: { type: 'change', id: change.id },
      result: state === 'undone' ? 'done' : 'refused',
      details: { state },
    });
  });
}

/** It stays under way, with why, and is gone on with in a while. */
async function putOff({ ctx, change, outcome: { reason }, attemptId }: Settling): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db
    .update(changes)
    .set({ problem: reason, updatedAt: now })
    .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.id, change.id), eq(changes.state, 'undoing')));
  const dueAt = new Date(now.getTime() + againAfterMs);
  await scheduleWork({ ctx, kind: goesOn, subject: change.id, dueAt });
  await closeAttempt({ ctx, attemptId, status: 'failed', error: reason, entityId: null });
  const resource = { type: 'change', id: change.id } as const;
  await audit({ ctx, action: 'change.undo_settled', resource, result: 'failed', details: { state: 'undoing' } });
}

async function standingOf({ ctx, change }: Pick<UndoingOne, 'ctx' | 'change'>): Promise<UndoOutcome> {
  const [row] = await ctx.db
    .select({ state: changes.state, problem: changes.problem, readBackValue: changes.readBackValue })
    .from(changes)
    .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.id, change.id)));
  const state = row?.state;
  const isOne = state === 'undone' || state === 'undo_refused' || state === 'applied';
  return { state: isOne ? state : 'undoing', reason: row?.problem ?? null, readBackValue: row?.readBackValue ?? null };
}
