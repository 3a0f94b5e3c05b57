import type { ChangeState } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import type { JointChange, JointEnd } from './apply/joint-change.ts';
import type { Outcome } from './apply/outcome.ts';
import { statusFor } from './apply/status-for.ts';
import type { AppliedChange } from './apply-change.ts';
import { closeAttempts } from './attempt.ts';
import type { ChangeContext } from './change-context.ts';
import { recordMoves } from './move-change.ts';
import { settleChange } from './settle-change.ts';
import { changes } from './tables.ts';

interface Settled extends JointChange {
  readonly outcome: Outcome;
  readonly postponed: boolean;
  readonly fault?: AppliedChange['fault'];
}

const broken = 'It could not be written together with the others of its set, and is tried by itself.';
const takenOver = 'Another worker has brought it to its end.';

/** Brings the changes to where their attempts have left them; those to be tried by themselves are not in the answer. */
export async function settleTogether({
  ctx,
  ends,
}: {
  ctx: ChangeContext;
  ends: readonly JointEnd[];
}): Promise<ReadonlyMap<string, AppliedChange>> {
  const left = ends.filter(({ end }) => end === null || end.end === 'contended');
  await closeAttempts({
    ctx,
    ended: left.map(({ attemptId, end }) => ({
      attemptId,
      status: end?.end === 'contended' ? 'left' : 'failed',
      error: end?.end === 'contended' ? end.reason : broken,
      entityId: null,
    })),
  });
  const settled = ends.flatMap((one) => settledOf(one));
  const plain = settled.filter(({ outcome }) => isPlain(outcome));
  const applied = new Map<string, AppliedChange>();
  for (const one of await settlePlain({ ctx, settled: plain })) applied.set(one.changeId, one);
  for (const one of settled.filter(({ outcome }) => !isPlain(outcome))) {
    applied.set(one.change.id, await settleAlone({ ctx, one }));
  }
  for (const { change, end } of left) {
    if (end !== null) applied.set(change.id, { changeId: change.id, state: 'applying', outcome: 'nothing' });
  }
  return applied;
}

function settledOf({ end, ...joint }: JointEnd): Settled[] {
  if (end === null || end.end === 'contended') return [];
  if (end.end === 'settled') return [{ ...joint, outcome: end.outcome, postponed: false }];
  const state = joint.approved ? 'approved' : 'proposed';
  const fault = { code: end.code, message: end.reason };
  return [{ ...joint, outcome: { state, reason: end.reason, set: {} }, postponed: true, fault }];
}

const plainFields: ReadonlySet<string> = new Set(['readBackValue', 'externalId']);

/** Whether nothing of the plan itself changes by it, and nobody is asked. */
function isPlain({ state, set }: Outcome): boolean {
  return state !== 'waiting' && Object.keys(set).every((field) => plainFields.has(field));
}

async function settlePlain({
  ctx,
  settled,
}: {
  ctx: ChangeContext;
  settled: readonly Settled[];
}): Promise<AppliedChange[]> {
  if (settled.length === 0) return [];
  for (const { change } of settled) {
    authorise({ ctx, action: 'change_set.apply', resource: { type: 'change', id: change.id } });
  }
  return transact({ ctx }, async (inner) => {
    const movedIds = await writeStates(inner, settled);
    const moved = settled.filter(({ change }) => movedIds.has(change.id));
    await recordMoves({
      ctx: inner,
      moves: moved.map(({ change, outcome: { state, reason } }) => ({
        changeId: change.id,
        from: 'applying',
        to: state,
        reason,
      })),
    });
    await closeAttempts({ ctx: inner, ended: settled.map((one) => endedOf(one, movedIds)) });
    for (const state of new Set(moved.map(({ outcome }) => outcome.state))) {
      await audit({
        ctx: inner,
        action: 'change.settled',
        resource: moved
          .filter(({ outcome }) => outcome.state === state)
          .map(({ change }) => ({ type: 'change', id: change.id })),
        result: state === 'failed' || state === 'not_applied' ? 'failed' : 'done',
        details: { state },
      });
    }
    return settled.map(({ change, outcome, postponed, fault }) => ({
      changeId: change.id,
      state: outcome.state,
      outcome: !movedIds.has(change.id) ? 'nothing' : postponed ? 'postponed' : 'settled',
      ...(postponed && fault !== undefined ? { fault } : {}),
    }));
  });
}

/** Returns those that were being applied still. */
async function writeStates(ctx: ChangeContext, settled: readonly Settled[]): Promise<ReadonlySet<string>> {
  const now = ctx.clock.now();
  function column(value: (one: Settled) => string | null) {
    return sql`${sql.param(settled.map(value))}::text[]`;
  }
  const ids = column(({ change }) => change.id);
  const states = column(({ outcome }) => outcome.state);
  const problems = column(({ outcome }) => outcome.reason);
  const readBack = column(({ change, outcome }) => outcome.set.readBackValue ?? change.readBackValue);
  const externalIds = column(({ change, outcome }) => outcome.set.externalId ?? change.externalId);
  const applied: ChangeState = 'applied';
  const rows = await ctx.db
    .update(changes)
    .set({
      state: sql`ended.state`,
      problem: sql`ended.problem`,
      readBackValue: sql`ended.read_back_value`,
      externalId: sql`ended.external_id`,
      appliedAt: sql`case when ended.state = ${applied} then ${now.toISOString()}::timestamptz else ${changes.appliedAt} end`,
      updatedAt: now,
    })
    .from(
      sql`unnest(${ids}, ${states}, ${problems}, ${readBack}, ${externalIds})
        as ended (id, state, problem, read_back_value, external_id)`,
    )
    .where(and(eq(changes.workspaceId, ctx.workspaceId), sql`${changes.id} = ended.id`, eq(changes.state, 'applying')))
    .returning({ id: changes.id });
  return new Set(rows.map(({ id }) => id));
}

function endedOf({ attemptId, change, outcome }: Settled, movedIds: ReadonlySet<string>) {
  if (!movedIds.has(change.id)) return { attemptId, status: 'left' as const, error: takenOver, entityId: null };
  const { state, reason, set } = outcome;
  return { attemptId, status: statusFor(state), error: reason, entityId: set.externalId ?? null };
}

/** What asks a person again, or changes the plan, is told one by one. */
async function settleAlone({ ctx, one }: { ctx: ChangeContext; one: Settled }): Promise<AppliedChange> {
  const { change, outcome, attemptId } = one;
  try {
    await settleChange({ ctx, change, outcome, attemptId });
    return { changeId: change.id, state: outcome.state, outcome: 'settled' };
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code !== 'change.move-not-allowed') throw error;
    await closeAttempts({ ctx, ended: [{ attemptId, status: 'left', error: takenOver, entityId: null }] });
    return { changeId: change.id, state: 'applying', outcome: 'nothing' };
  }
}
