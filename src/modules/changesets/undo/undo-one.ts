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
import { changes, crmSyncLog } from '../tables.ts';
import { performUndo } from './perform-undo.ts';
import type { UndoOutcome, UndoRight } from './undo-outcome.ts';

interface UndoingOne {
  readonly ctx: ChangeContext;
  readonly crm: Crm;
  readonly change: ChangeRow;
  readonly right: UndoRight;
  /** Whether nobody waits for it any more: then it is not given up because the CRM cannot be reached. */
  readonly goesOn?: boolean;
}

const finishingUndo = 'finish-undo';
/** Longer than an undo takes: only one whose process has died is still under way by then. */
const takenForDeadMs = 2 * 60_000;
/** Doubled with each further try, up to an hour. */
const againAfterMs = 60_000;
const longestWaitMs = 60 * 60_000;

/**
 * Takes one change back. Where an answer of the CRM is lost after something was sent, it stays under way and is gone on
 * with later, and so it is where the process dies: nobody has to ask again.
 */
export async function undoOne(undoing: UndoingOne): Promise<UndoOutcome> {
  const { ctx, change, right } = undoing;
  const { attemptId, begun } = await begin(undoing);
  const round = await roundOf(ctx, { changeId: change.id, to: 'undo_refused', notFrom: 'applied' });
  const approvals = await roundOf(ctx, { changeId: change.id, to: 'approved', notFrom: 'applying' });
  const key = `undo:${change.id}:r${approvals}.${round}`;
  try {
    const outcome = await tryOnce({ undoing, begun, key });
    await settle({ ctx, change: begun, outcome, attemptId, right });
    return outcome;
  } catch (error) {
    if (!(error instanceof SophiaError) || !takenOver.has(error.code)) throw error;
    const reason = 'Another worker is at it, or has brought it to its end.';
    await closeAttempt({ ctx, attemptId, status: 'left', error: reason, entityId: null });
    return standingOf({ ctx, change });
  }
}

const takenOver: ReadonlySet<string> = new Set(['effect.contended', 'change.move-not-allowed']);

/** What may have been sent is found out, whatever went wrong but that the record is gone. */
async function tryOnce({
  undoing: { ctx, crm, goesOn: isGoneOnWith },
  begun,
  key,
}: {
  undoing: UndoingOne;
  begun: ChangeRow;
  key: string;
}): Promise<UndoOutcome> {
  try {
    return await performUndo({ ctx, crm, change: begun, key });
  } catch (error) {
    if (!(error instanceof SophiaError) || !error.code.startsWith('vendor.')) throw error;
    const reason = `${error.message} ${error.entry.action}`;
    const isThere = error.code !== 'vendor.not-found';
    const mayBeDone = isThere && (await hasBegun(ctx, { target: crm.name, key }));
    if (mayBeDone) return { state: 'undoing', reason, readBackValue: null };
    const mayBeTried =
      error.entry.retryable || error.code === 'vendor.unauthorized' || error.code === 'vendor.missing-scope';
    if (!mayBeTried) return { state: 'undo_refused', reason, readBackValue: null };
    return { state: isGoneOnWith ? 'undoing' : 'applied', reason, readBackValue: null };
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
    await scheduleWork({ ctx: inner, kind: finishingUndo, subject: change.id, dueAt });
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
      set: { problem: reason, undoneAt, ...(readBackValue === null || state !== 'undone' ? {} : { readBackValue }) },
    });
    await cancelWork({ ctx: inner, kind: finishingUndo, subject: change.id });
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

/** It stays under way, with why, and is gone on with in a while; the trail has each reason once. */
async function putOff({ ctx, change, outcome: { reason }, attemptId }: Settling): Promise<void> {
  const now = ctx.clock.now();
  const [before] = await ctx.db.select({ problem: changes.problem }).from(changes).where(rowOf({ ctx, change }));
  await ctx.db.update(changes).set({ problem: reason, updatedAt: now }).where(rowOf({ ctx, change }));
  await scheduleAgain({ ctx, changeId: change.id });
  await closeAttempt({ ctx, attemptId, status: 'failed', error: reason, entityId: null });
  if (before?.problem === reason) return;
  const resource = { type: 'change', id: change.id } as const;
  await audit({ ctx, action: 'change.undo_settled', resource, result: 'failed', details: { state: 'undoing' } });
}

/** Waits longer the longer it has been tried. */
export async function scheduleAgain({ ctx, changeId }: { ctx: ChangeContext; changeId: string }): Promise<void> {
  const tries = await ctx.db.$count(
    crmSyncLog,
    and(
      eq(crmSyncLog.workspaceId, ctx.workspaceId),
      eq(crmSyncLog.changeId, changeId),
      eq(crmSyncLog.status, 'failed'),
    ),
  );
  const waitMs = Math.min(longestWaitMs, againAfterMs * 2 ** Math.min(tries, 10));
  const dueAt = new Date(ctx.clock.now().getTime() + waitMs);
  await scheduleWork({ ctx, kind: finishingUndo, subject: changeId, dueAt });
}

function rowOf({ ctx, change }: Pick<UndoingOne, 'ctx' | 'change'>) {
  return and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.id, change.id), eq(changes.state, 'undoing'));
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
