import type { Crm } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { publish } from '#platform/events';
import { and, desc, eq, gte, inArray, lt, type SQL } from '#platform/sql';
import { roundOf } from './apply/round-of.ts';
import { deciderOf } from './approvers.ts';
import { closeAttempt, openAttempt } from './attempt.ts';
import type { ChangeContext, ConnectedChangeContext } from './change-context.ts';
import { loadChange, loadChangeSet } from './load-change.ts';
import { type ChangeRow, moveChange } from './move-change.ts';
import { UndoChangesInput } from './schema.ts';
import { seenChange } from './seen-change.ts';
import { changes } from './tables.ts';
import { performUndo } from './undo/perform-undo.ts';
import type { UndoOutcome } from './undo/undo-outcome.ts';

export interface UndoneChanges {
  readonly undone: number;
  readonly refused: number;
  readonly changes: readonly (UndoOutcome & { readonly changeId: string })[];
}

/**
 * Takes back a field, a set, a day or everything of one rule, newest first. What somebody has touched since stays as
 * it is and is named with who and when. Throws `change.move-not-allowed` where a single change was never written.
 */
export async function undoChanges({
  ctx,
  input,
}: {
  ctx: ConnectedChangeContext;
  input: UndoChangesInput;
}): Promise<UndoneChanges> {
  authorise({ ctx, action: 'change_set.undo', resource: { type: 'change_set', id: null } });
  const asked = parseInput({ schema: UndoChangesInput, input, what: 'what is to be undone' });
  if (ctx.dryRun)
    throw new SophiaError('change.move-not-allowed', 'This is a dry run: nothing was written that could be undone.');
  const crm = requireConnection(ctx.connections.crm);
  const chosen = await choose(ctx, asked);
  for (const change of chosen) await deciderOf(ctx, change);
  const results: (UndoOutcome & { changeId: string })[] = [];
  for (const change of chosen) {
    const outcome = await undoOne({ ctx, crm, change });
    results.push({ ...outcome, changeId: change.id });
    const status = outcome.state === 'applied' ? 'undo_postponed' : outcome.state;
    ctx.countSync?.({ source: 'sophia', target: crm.name, status, count: 1 });
  }
  await announce({ ctx, chosen, results });
  return {
    undone: results.filter(({ state }) => state === 'undone').length,
    refused: results.filter(({ state }) => state !== 'undone').length,
    changes: results,
  };
}

/** `undo_refused` may be tried again one by one; what an undo left half-way is gone on with. */
async function choose(ctx: ChangeContext, asked: UndoChangesInput): Promise<ChangeRow[]> {
  if ('changeId' in asked) {
    const { change } = await loadChange(ctx, asked.changeId);
    if (change.state === 'applied' || change.state === 'undo_refused' || change.state === 'undoing') return [change];
    throw new SophiaError(
      'change.move-not-allowed',
      `The change ${change.id} is ${change.state}: only what was written can be undone.`,
      { details: { changeId: change.id, state: change.state } },
    );
  }
  if ('changeSetId' in asked) await loadChangeSet(ctx, asked.changeSetId);
  return ctx.db
    .select()
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        seenChange(ctx),
        inArray(changes.state, ['applied', 'undoing']),
        ...conditionsFor(asked),
      ),
    )
    .orderBy(desc(changes.appliedAt), desc(changes.id));
}

function conditionsFor(asked: Exclude<UndoChangesInput, { changeId: string }>): SQL[] {
  if ('changeSetId' in asked) return [eq(changes.changeSetId, asked.changeSetId)];
  if ('rule' in asked) return [eq(changes.rule, asked.rule)];
  const start = new Date(`${asked.day}T00:00:00Z`);
  const end = new Date(start.getTime() + 86_400_000);
  return [gte(changes.appliedAt, start), lt(changes.appliedAt, end)];
}

async function undoOne({
  ctx,
  crm,
  change,
}: {
  ctx: ChangeContext;
  crm: Crm;
  change: ChangeRow;
}): Promise<UndoOutcome> {
  const { attemptId, begun } = await begin({ ctx, change });
  const round = await roundOf(ctx, { changeId: change.id, to: 'undo_refused', notFrom: 'applied' });
  const approvals = await roundOf(ctx, { changeId: change.id, to: 'approved', notFrom: 'applying' });
  const outcome = await tryOnce(() =>
    performUndo({ ctx, crm, change: begun, key: `undo:${change.id}:r${approvals}.${round}` }),
  );
  await settle({ ctx, change: begun, outcome, attemptId });
  return outcome;
}

async function tryOnce(work: () => Promise<UndoOutcome>): Promise<UndoOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SophiaError) || !/^(vendor|effect)\./.test(error.code)) throw error;
    const reason = `${error.message} ${error.entry.action}`;
    const mayBeTried =
      error.entry.retryable || error.code === 'vendor.unauthorized' || error.code === 'vendor.missing-scope';
    return { state: mayBeTried ? 'applied' : 'undo_refused', reason, readBackValue: null };
  }
}

async function begin({
  ctx,
  change,
}: {
  ctx: ChangeContext;
  change: ChangeRow;
}): Promise<{ attemptId: string; begun: ChangeRow }> {
  authorise({ ctx, action: 'change_set.undo', resource: { type: 'change', id: change.id } });
  return transact({ ctx }, async (inner) => {
    if (change.state !== 'undoing') await moveChange({ ctx: inner, change, to: 'undoing', reason: null });
    const { type } = change.action;
    const operation = type === 'create_activity' || type === 'create_property' ? 'delete' : 'update';
    const attemptId = await openAttempt({ ctx: inner, change, operation });
    await audit({ ctx: inner, action: 'change.undo_begun', resource: { type: 'change', id: change.id } });
    return { attemptId, begun: { ...change, state: 'undoing' } };
  });
}

async function settle({
  ctx,
  change,
  outcome,
  attemptId,
}: {
  ctx: ChangeContext;
  change: ChangeRow;
  outcome: UndoOutcome;
  attemptId: string;
}): Promise<void> {
  authorise({ ctx, action: 'change_set.undo', resource: { type: 'change', id: change.id } });
  const { state, reason, readBackValue } = outcome;
  await transact({ ctx }, async (inner) => {
    const undoneAt = state === 'undone' ? inner.clock.now() : null;
    await moveChange({
      ctx: inner,
      change,
      to: state,
      reason,
      set: { problem: reason, undoneAt, ...(readBackValue === null ? {} : { readBackValue }) },
    });
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

async function announce({
  ctx,
  chosen,
  results,
}: {
  ctx: ChangeContext;
  chosen: readonly ChangeRow[];
  results: readonly (UndoOutcome & { changeId: string })[];
}): Promise<void> {
  authorise({ ctx, action: 'change_set.undo', resource: { type: 'change_set', id: null } });
  const undone = new Set(results.filter(({ state }) => state === 'undone').map(({ changeId }) => changeId));
  const sets = new Set(chosen.filter(({ id }) => undone.has(id)).map(({ changeSetId }) => changeSetId));
  await transact({ ctx }, async (inner) => {
    for (const changeSetId of sets) {
      await publish({ ctx: inner, event: { type: 'change_set.undone', changeSetId } });
      await audit({ ctx: inner, action: 'change_set.undone', resource: { type: 'change_set', id: changeSetId } });
    }
  });
}
