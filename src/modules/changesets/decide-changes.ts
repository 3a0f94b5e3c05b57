import type { ApprovalDecision, ChangeState } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { publish } from '#platform/events';
import { and, desc, eq, gte } from '#platform/sql';
import { deciderOf } from './approvers.ts';
import type { ChangeContext } from './change-context.ts';
import { changeValue } from './change-value.ts';
import { loadChange } from './load-change.ts';
import { type ChangeRow, moveChange } from './move-change.ts';
import { recheckValue } from './recheck-value.ts';
import { DecideChangesInput } from './schema.ts';
import { approvalDecisions, changeMoveRecords, changes } from './tables.ts';

export interface DecidedChange {
  readonly changeId: string;
  readonly state: ChangeState;
  /** `counted`: others must agree yet; `already`: the same person said the same before; `refused`: see the problem. */
  readonly outcome: 'decided' | 'counted' | 'already' | 'refused';
  /** How many must agree yet. */
  readonly missing: number;
  readonly problem: { readonly code: string; readonly message: string } | null;
}

const decidable: ReadonlySet<ChangeState> = new Set(['waiting', 'suggested', 'conflict', 'not_applied', 'failed']);

/**
 * Takes a person's word on changes: yes, yes with another value, or no. A second click changes nothing. Where one of
 * several cannot be decided, the others are; where none can, the reason is thrown.
 */
export async function decideChanges({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: DecideChangesInput;
}): Promise<{ decided: DecidedChange[] }> {
  authorise({ ctx, action: 'change_set.decide', resource: { type: 'change_set', id: input.changeSetId ?? null } });
  const { decisions, changeSetId } = parseInput({ schema: DecideChangesInput, input, what: 'decisions on changes' });
  return transact({ ctx }, async (inner) => {
    const decided: DecidedChange[] = [];
    const touched = new Set<string>();
    const faults: SophiaError[] = [];
    for (const decision of decisions) {
      try {
        const { change } = await loadChange(inner, decision.changeId);
        assertInSet({ change, changeSetId });
        const result = await decideOne({ ctx: inner, change, decision });
        decided.push(result);
        if (result.outcome !== 'already') touched.add(change.changeSetId);
      } catch (error) {
        if (!(error instanceof SophiaError)) throw error;
        faults.push(error);
        decided.push(refused(decision.changeId, error));
      }
    }
    const [first] = faults;
    if (first !== undefined && faults.length === decisions.length) throw first;
    await announce({ ctx: inner, touched });
    await audit({
      ctx: inner,
      action: 'change_set.decided',
      resource: { type: 'change_set', id: [...touched].join(',') },
      details: { decided: decided.map(({ changeId, state, outcome }) => ({ changeId, state, outcome })) },
    });
    return { decided };
  });
}

async function announce({ ctx, touched }: { ctx: ChangeContext; touched: ReadonlySet<string> }): Promise<void> {
  for (const changeSetId of touched) {
    await publish({ ctx, event: { type: 'change_set.decided', changeSetId } });
  }
}

function assertInSet({ change, changeSetId }: { change: ChangeRow; changeSetId: string | undefined }): void {
  if (changeSetId === undefined || change.changeSetId === changeSetId) return;
  throw new SophiaError('change.not-found', `Expected a change of the set ${changeSetId}, found ${change.id}.`);
}

function refused(changeId: string, { code, message }: SophiaError): DecidedChange {
  return { changeId, state: 'refused', outcome: 'refused', missing: 0, problem: { code, message } };
}

async function decideOne({
  ctx,
  change,
  decision,
}: {
  ctx: ChangeContext;
  change: ChangeRow;
  decision: ApprovalDecision;
}): Promise<DecidedChange> {
  const decidedBy = await deciderOf(ctx, change);
  const asked = await lastAsked(ctx, change);
  const value = await valueOf({ ctx, change, decision });
  const known = await decisionsSince({ ctx, change, since: asked.at });
  const before = known.find((row) => row.decidedBy === decidedBy);
  if (before !== undefined && isSameWord({ before, decision, value })) {
    return {
      changeId: change.id,
      state: change.state,
      outcome: 'already',
      missing: missingFor({ change, known, value }),
      problem: null,
    };
  }
  assertDecidable({ change, asked });
  await keepWord({ ctx, change, decision, decidedBy, value });
  if (decision.decision === 'reject') {
    await moveChange({ ctx, change, to: 'rejected', reason: decision.reason ?? `Rejected by ${decidedBy}.` });
    return { changeId: change.id, state: 'rejected', outcome: 'decided', missing: 0, problem: null };
  }
  const set = decision.decision === 'edit' ? { editedValue: value } : {};
  const others = known.filter((row) => row.decidedBy !== decidedBy);
  const word = { decidedBy, decision: decision.decision, value };
  const missing = missingFor({ change, known: [...others, word], value });
  if (missing > 0) {
    await ctx.db
      .update(changes)
      .set({ ...set, updatedAt: ctx.clock.now() })
      .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.id, change.id)));
    return { changeId: change.id, state: change.state, outcome: 'counted', missing, problem: null };
  }
  const reason = decision.reason ?? `Approved by ${decidedBy}.`;
  await moveChange({ ctx, change, to: 'approved', reason, set: { ...set, problem: null } });
  return { changeId: change.id, state: 'approved', outcome: 'decided', missing: 0, problem: null };
}

interface Word {
  readonly decidedBy: string;
  readonly decision: ApprovalDecision['decision'];
  readonly value: string | null;
}

/** A yes stands for a value: one that was given before the value was edited does not count for the new one. */
function missingFor({
  change,
  known,
  value,
}: {
  change: ChangeRow;
  known: readonly Word[];
  value: string | null;
}): number {
  const agreed = known.filter((word) => word.decision !== 'reject' && word.value === value);
  return Math.max(0, change.terms.needed - agreed.length);
}

async function valueOf({
  ctx,
  change,
  decision,
}: {
  ctx: ChangeContext;
  change: ChangeRow;
  decision: ApprovalDecision;
}): Promise<string | null> {
  if (decision.decision !== 'edit') return changeValue(change);
  if (decision.value === null) {
    throw new SophiaError('input.invalid', 'Expected the value that is to stand instead, found none.');
  }
  return recheckValue({ ctx, change, value: decision.value });
}

function isSameWord({
  before,
  decision,
  value,
}: {
  before: Word;
  decision: ApprovalDecision;
  value: string | null;
}): boolean {
  const bothYes = before.decision !== 'reject' && decision.decision !== 'reject';
  return before.value === value && (bothYes || before.decision === decision.decision);
}

interface Asked {
  /** When the change came to where it stands, or was asked about last where it has been decided since. */
  readonly at: Date;
  /** When and why it came to where it stands. */
  readonly movedAt: Date;
  readonly reason: string | null;
}

function assertDecidable({ change, asked }: { change: ChangeRow; asked: Asked }): void {
  if (decidable.has(change.state)) return;
  const why = asked.reason === null ? '.' : `: ${asked.reason}${/[.!?…]$/u.test(asked.reason) ? '' : '.'}`;
  throw new SophiaError(
    'change.move-not-allowed',
    `The change is ${change.state} since ${asked.movedAt.toISOString()}${why} It cannot be decided on any more.`,
    { details: { changeId: change.id, state: change.state } },
  );
}

async function lastAsked(ctx: ChangeContext, change: ChangeRow): Promise<Asked> {
  const moves = await ctx.db
    .select({ at: changeMoveRecords.at, to: changeMoveRecords.toState, reason: changeMoveRecords.reason })
    .from(changeMoveRecords)
    .where(and(eq(changeMoveRecords.workspaceId, ctx.workspaceId), eq(changeMoveRecords.changeId, change.id)))
    .orderBy(desc(changeMoveRecords.at), desc(changeMoveRecords.id));
  const last = moves.find(({ to }) => decidable.has(to)) ?? moves.at(-1);
  const newest = moves[0];
  return {
    at: last?.at ?? change.updatedAt,
    movedAt: newest?.at ?? change.updatedAt,
    reason: decidable.has(change.state) ? null : (newest?.reason ?? null),
  };
}

async function decisionsSince({
  ctx,
  change,
  since,
}: {
  ctx: ChangeContext;
  change: ChangeRow;
  since: Date;
}): Promise<Word[]> {
  return ctx.db
    .select({
      decidedBy: approvalDecisions.decidedBy,
      decision: approvalDecisions.decision,
      value: approvalDecisions.value,
    })
    .from(approvalDecisions)
    .where(
      and(
        eq(approvalDecisions.workspaceId, ctx.workspaceId),
        eq(approvalDecisions.changeId, change.id),
        gte(approvalDecisions.at, since),
      ),
    );
}

async function keepWord({
  ctx,
  change,
  decision,
  decidedBy,
  value,
}: {
  ctx: ChangeContext;
  change: ChangeRow;
  decision: ApprovalDecision;
  decidedBy: string;
  value: string | null;
}): Promise<void> {
  const said = { decision: decision.decision, value, reason: decision.reason, at: ctx.clock.now() };
  await ctx.db
    .insert(approvalDecisions)
    .values({ ...said, id: ctx.ids.create('approval'), workspaceId: ctx.workspaceId, changeId: change.id, decidedBy })
    .onConflictDoUpdate({ target: [approvalDecisions.changeId, approvalDecisions.decidedBy], set: said });
}
