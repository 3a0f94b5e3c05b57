import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { and, asc, eq, inArray } from '#platform/sql';
import { withSpan } from '#platform/telemetry';
import { type AppliedChange, applyChange } from './apply-change.ts';
import { applyTogether } from './apply-together.ts';
import type { ChangeContext, ConnectedChangeContext } from './change-context.ts';
import { loadChangeSet, loadStates } from './load-change.ts';
import { changeMoveRecords } from './tables.ts';

export interface AppliedChangeSet {
  readonly applied: number;
  readonly conflicts: number;
  /** Failed, or taken by the CRM and not kept. */
  readonly failed: number;
  /** For a person's word, or for the CRM to come back. */
  readonly waiting: number;
  /** Of those that wait, the ones that the CRM could not be reached for. */
  readonly postponed: number;
}

/** Does everything in a set that is to be written, and announces it. The counts are of the whole set. */
export async function applyChangeSet({
  ctx,
  input,
}: {
  ctx: ConnectedChangeContext;
  input: { changeSetId: string };
}): Promise<AppliedChangeSet> {
  authorise({ ctx, action: 'change_set.apply', resource: { type: 'change_set', id: input.changeSetId } });
  const { changeSetId } = input;
  const changeIds = await listApplicable({ ctx, input });
  await applyChanges({ ctx, input: { changeSetId } });
  return finishApplying({ ctx, input: { changeSetId, changeIds } });
}

/**
 * Does what is to be written of a set: together where nothing was tried before, the rest one by one and in their order.
 * Where the CRM cannot be reached it ends there. It is part of the trace that proposed the set, whoever approved it and
 * when; of the one that is named where the set has none.
 */
export async function applyChanges({
  ctx,
  input,
}: {
  ctx: ConnectedChangeContext;
  input: { changeSetId: string; traceparent?: string | null };
}): Promise<AppliedChange[]> {
  authorise({ ctx, action: 'change_set.apply', resource: { type: 'change_set', id: input.changeSetId } });
  const loaded = await loadChangeSet(ctx, input.changeSetId);
  const traceparent = loaded.set.traceparent ?? input.traceparent ?? null;
  const attributes = { 'workspace.id': ctx.workspaceId, 'request.id': ctx.requestId };
  return withSpan({ name: 'change_set.apply', traceparent, attributes }, () => applyAll({ ctx, loaded }));
}

async function applyAll({
  ctx,
  loaded: { set, rows },
}: {
  ctx: ConnectedChangeContext;
  loaded: Awaited<ReturnType<typeof loadChangeSet>>;
}): Promise<AppliedChange[]> {
  const applicable = rows.filter(({ state }) => isApplicable(state));
  const { crm } = ctx.connections;
  const together =
    set.dryRun || ctx.dryRun || crm.state === 'off'
      ? new Map<string, AppliedChange>()
      : await withSpan({ name: 'crm.write_together' }, () =>
          applyTogether({ ctx, crm: crm.client, set, rows: applicable }),
        );
  const results = [...together.values()];
  if (results.some(({ outcome }) => outcome === 'postponed')) return results;
  for (const { id: changeId } of applicable) {
    if (together.has(changeId)) continue;
    const result = await withSpan({ name: 'crm.write' }, () => applyChange({ ctx, input: { changeId } }));
    results.push(result);
    if (result.outcome === 'postponed') break;
  }
  return results;
}

/**
 * The changes of a set that are to be written, in their order. For a run that takes the place of one that broke also
 * those which that one may have brought to their end: nobody has been told of them.
 */
export async function listApplicable({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: { changeSetId: string; begunAnew?: boolean };
}): Promise<string[]> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: input.changeSetId } });
  const rows = await loadStates(ctx, input.changeSetId);
  const settled = input.begunAnew === true ? await settledByUs({ ctx, changeIds: rows.map(({ id }) => id) }) : null;
  return rows.filter(({ id, state }) => isApplicable(state) || settled?.has(id) === true).map(({ id }) => id);
}

/** What was to be written when it last moved; what began to wait, or was decided since, was not. */
async function settledByUs({
  ctx,
  changeIds,
}: {
  ctx: ChangeContext;
  changeIds: readonly string[];
}): Promise<ReadonlySet<string>> {
  const moves = await ctx.db
    .select({
      changeId: changeMoveRecords.changeId,
      fromState: changeMoveRecords.fromState,
      toState: changeMoveRecords.toState,
    })
    .from(changeMoveRecords)
    .where(and(eq(changeMoveRecords.workspaceId, ctx.workspaceId), inArray(changeMoveRecords.changeId, [...changeIds])))
    .orderBy(asc(changeMoveRecords.at), asc(changeMoveRecords.id));
  const last = new Map(moves.map((move) => [move.changeId, move]));
  const settled = [...last.values()].filter(
    ({ fromState, toState }) => fromState !== null && isApplicable(fromState) && toState !== 'expired',
  );
  return new Set(settled.map(({ changeId }) => changeId));
}

/** Counts where the set stands, and announces it where one of the changes that were to be written is settled. */
export async function finishApplying({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: { changeSetId: string; changeIds: readonly string[] };
}): Promise<AppliedChangeSet> {
  authorise({ ctx, action: 'change_set.apply', resource: { type: 'change_set', id: input.changeSetId } });
  const { changeSetId, changeIds } = input;
  return transact({ ctx }, async (inner) => {
    const rows = await loadStates(inner, changeSetId);
    const states = rows.map(({ state }) => state);
    const counts: AppliedChangeSet = {
      applied: states.filter((state) => state === 'applied').length,
      conflicts: states.filter((state) => state === 'conflict').length,
      failed: states.filter((state) => state === 'failed' || state === 'not_applied').length,
      waiting: states.filter((state) => state === 'waiting' || isApplicable(state)).length,
      postponed: states.filter(isApplicable).length,
    };
    if (rows.some(({ id, state }) => changeIds.includes(id) && !isApplicable(state))) {
      await publish({ ctx: inner, event: { type: 'change_set.applied', changeSetId } });
      await audit({
        ctx: inner,
        action: 'change_set.applied',
        resource: { type: 'change_set', id: changeSetId },
        details: { ...counts },
      });
    }
    return counts;
  });
}

function isApplicable(state: string): boolean {
  return state === 'proposed' || state === 'approved' || state === 'applying';
}
