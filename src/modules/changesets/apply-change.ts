import type { ChangeState } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, desc, eq, ne } from '#platform/sql';
import { type AttemptEnd, attemptEndOf } from './apply/attempt-end.ts';
import type { Outcome } from './apply/outcome.ts';
import { performChange } from './apply/perform-change.ts';
import { roundOf } from './apply/round-of.ts';
import { closeAttempt, openAttempt } from './attempt.ts';
import type { ChangeContext, ConnectedChangeContext } from './change-context.ts';
import { type ChangeSetRow, loadChange } from './load-change.ts';
import { type ChangeRow, moveChange } from './move-change.ts';
import { settleChange } from './settle-change.ts';
import { changeMoveRecords, crmSyncLog } from './tables.ts';

const hourMs = 3_600_000;

export interface AppliedChange {
  readonly changeId: string;
  readonly state: ChangeState;
  /**
   * `settled`: this attempt brought it to an end or asks again; `postponed`: the CRM could not be reached;
   * `dry_run`: nothing is sent; `nothing`: there was nothing to do.
   */
  readonly outcome: 'settled' | 'postponed' | 'dry_run' | 'nothing';
  /** Why it was postponed. */
  readonly fault?: { readonly code: string; readonly message: string };
}

/**
 * Does one change that is to be written: compares, writes once, reads back. However often it is called, whatever breaks
 * in between, it is written once. Throws `vendor.off` where no CRM is connected.
 */
export async function applyChange({
  ctx,
  input,
}: {
  ctx: ConnectedChangeContext;
  input: { changeId: string };
}): Promise<AppliedChange> {
  authorise({ ctx, action: 'change_set.apply', resource: { type: 'change', id: input.changeId } });
  const { changeId } = input;
  const { change, set } = await loadChange(ctx, changeId);
  if (change.state !== 'proposed' && change.state !== 'approved' && change.state !== 'applying') {
    return { changeId, state: change.state, outcome: 'nothing' };
  }
  if (set.dryRun || ctx.dryRun) {
    await noteDryRun({ ctx, change });
    return { changeId, state: change.state, outcome: 'dry_run' };
  }
  const crm = requireConnection(ctx.connections.crm);
  const approved = await wasApproved(ctx, change);
  if (change.state !== 'applying' && (await isStale({ ctx, change, set }))) {
    const outcome = { state: 'waiting', reason: staleReason(change), set: {} } as const;
    await settleChange({ ctx, change, outcome, attemptId: null });
    return { changeId, state: 'waiting', outcome: 'settled' };
  }
  const started = await begin({ ctx, change });
  if (started === null) return { changeId, state: (await loadChange(ctx, changeId)).change.state, outcome: 'nothing' };
  const { attemptId, begun } = started;
  const round = await roundOf(ctx, { changeId, to: 'approved', notFrom: 'applying' });
  const attempt = await tryOnce(() =>
    performChange({ ctx, crm, change: begun, key: `change:${changeId}:r${round}`, approved }),
  );
  if (attempt.end === 'contended') return leaveTo({ ctx, changeId, attemptId, reason: attempt.reason });
  const outcome: Outcome =
    attempt.end === 'settled'
      ? attempt.outcome
      : { state: approved ? 'approved' : 'proposed', reason: attempt.reason, set: {} };
  try {
    await settleChange({ ctx, change: begun, outcome, attemptId });
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code !== 'change.move-not-allowed') throw error;
    return leaveTo({ ctx, changeId, attemptId, reason: 'Another worker has brought it to its end.' });
  }
  const fault = attempt.end === 'postponed' ? { fault: { code: attempt.code, message: attempt.reason } } : {};
  return { changeId, state: outcome.state, outcome: attempt.end, ...fault };
}

/** What another worker is doing is its own to settle. */
async function leaveTo({
  ctx,
  changeId,
  attemptId,
  reason,
}: {
  ctx: ChangeContext;
  changeId: string;
  attemptId: string;
  reason: string;
}): Promise<AppliedChange> {
  await closeAttempt({ ctx, attemptId, status: 'left', error: reason, entityId: null });
  return { changeId, state: (await loadChange(ctx, changeId)).change.state, outcome: 'nothing' };
}

async function tryOnce(work: () => Promise<Outcome>): Promise<AttemptEnd> {
  try {
    return { end: 'settled', outcome: await work() };
  } catch (error) {
    return attemptEndOf(error);
  }
}

async function noteDryRun({ ctx, change }: { ctx: ChangeContext; change: ChangeRow }): Promise<void> {
  authorise({ ctx, action: 'change_set.apply', resource: { type: 'change', id: change.id } });
  await transact({ ctx }, async (inner) => {
    const status = 'would_have_been_sent';
    const [noted] = await inner.db
      .select({ id: crmSyncLog.id })
      .from(crmSyncLog)
      .where(
        and(
          eq(crmSyncLog.workspaceId, inner.workspaceId),
          eq(crmSyncLog.changeId, change.id),
          eq(crmSyncLog.status, status),
        ),
      );
    if (noted !== undefined) return;
    await openAttempt({ ctx: inner, change, status });
    await audit({ ctx: inner, action: 'change.rehearsed', resource: { type: 'change', id: change.id } });
  });
}

/**
 * An attempt that a crash has broken off is gone on with: the change is being applied already. Null where another
 * worker has just taken it.
 */
async function begin({
  ctx,
  change,
}: {
  ctx: ChangeContext;
  change: ChangeRow;
}): Promise<{ attemptId: string; begun: ChangeRow } | null> {
  authorise({ ctx, action: 'change_set.apply', resource: { type: 'change', id: change.id } });
  try {
    return await transact({ ctx }, async (inner) => {
      if (change.state !== 'applying') await moveChange({ ctx: inner, change, to: 'applying', reason: null });
      const attemptId = await openAttempt({ ctx: inner, change });
      await audit({ ctx: inner, action: 'change.begun', resource: { type: 'change', id: change.id } });
      return { attemptId, begun: { ...change, state: 'applying' } };
    });
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'change.move-not-allowed') return null;
    throw error;
  }
}

/** A change that is being applied was approved or not as it set out. */
async function wasApproved(ctx: ChangeContext, change: ChangeRow): Promise<boolean> {
  if (change.state !== 'applying') return change.state === 'approved';
  const [move] = await ctx.db
    .select({ from: changeMoveRecords.fromState })
    .from(changeMoveRecords)
    .where(
      and(
        eq(changeMoveRecords.workspaceId, ctx.workspaceId),
        eq(changeMoveRecords.changeId, change.id),
        eq(changeMoveRecords.toState, 'applying'),
      ),
    )
    .orderBy(desc(changeMoveRecords.at), desc(changeMoveRecords.id))
    .limit(1);
  return move?.from === 'approved';
}

/** The time counts from when somebody last said yes, or from the proposal; never from a failed attempt. */
async function isStale({
  ctx,
  change,
  set,
}: {
  ctx: ChangeContext;
  change: ChangeRow;
  set: ChangeSetRow;
}): Promise<boolean> {
  const [approval] = await ctx.db
    .select({ at: changeMoveRecords.at })
    .from(changeMoveRecords)
    .where(
      and(
        eq(changeMoveRecords.workspaceId, ctx.workspaceId),
        eq(changeMoveRecords.changeId, change.id),
        eq(changeMoveRecords.toState, 'approved'),
        ne(changeMoveRecords.fromState, 'applying'),
      ),
    )
    .orderBy(desc(changeMoveRecords.at))
    .limit(1);
  const sinceMs = ctx.clock.now().getTime() - (approval?.at ?? set.proposedAt).getTime();
  return sinceMs > change.terms.staleAfterHours * hourMs;
}

function staleReason({ terms }: ChangeRow): string {
  return `It could not be written for more than ${terms.staleAfterHours} hours, and may no longer be right: it is asked about again.`;
}
