import { z } from 'zod';
import { type CrmPipeline, CrmRecordType, type DraftChange } from '#contracts';
import { authorise } from '#modules/access';
import { getRecord, lastChangeOf } from '#modules/crm';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { publish } from '#platform/events';
import { and, eq, inArray } from '#platform/sql';
import { describeEntry } from '../apply/describe-entry.ts';
import type { ChangeContext } from '../change-context.ts';
import { changeValue } from '../change-value.ts';
import type { ChangeSetRow } from '../load-change.ts';
import { createDefinitions } from '../mirror/create-definitions.ts';
import { type MirrorRecord, readMirrorRecord } from '../mirror/read-mirror.ts';
import { type ChangeRow, moveChange } from '../move-change.ts';
import { proposeChangeSet } from '../propose-change-set.ts';
import { changeSets, changes } from '../tables.ts';
import { toChange } from '../to-change.ts';
import { sameValue } from '../values/same-value.ts';

const RecheckDealInput = z.strictObject({
  /** The mirror's id of the deal. */
  recordId: z.string().min(1),
  /** Which of its properties have changed. */
  properties: z.array(z.string().min(1)).min(1),
});
type RecheckDealInput = z.infer<typeof RecheckDealInput>;

export interface RecheckedDeal {
  /** Proposals that the change has made needless. */
  readonly withdrawn: number;
  /** Sets in which what was planned on an old value is asked about anew. */
  readonly reopenedSetIds: readonly string[];
  /** Sets of which something waits still. */
  readonly waitingSetIds: readonly string[];
}

interface Pending {
  readonly change: ChangeRow;
  readonly set: ChangeSetRow;
}

/**
 * Holds what waits for a word on a deal against what the CRM has now: what it has already, or what a closed or further
 * deal has no use for, is withdrawn; what was planned on a value that is no longer there is asked about anew.
 */
export async function recheckDeal({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: RecheckDealInput;
}): Promise<RecheckedDeal> {
  authorise({ ctx, action: 'change_set.propose', resource: { type: 'crm_record', id: input.recordId } });
  const { recordId, properties } = parseInput({ schema: RecheckDealInput, input, what: 'a deal that has changed' });
  const { externalId } = await getRecord({ ctx, input: { recordId } });
  const record = await readMirrorRecord(ctx, { objectType: CrmRecordType.enum.deal, externalId });
  const pending = await listPending({ ctx, externalId });
  if (record === null || pending.length === 0) return { withdrawn: 0, reopenedSetIds: [], waitingSetIds: [] };
  const pipeline = await createDefinitions(ctx).pipelineOf(record);
  return transact({ ctx }, async (inner) => {
    let withdrawn = 0;
    const stale: Pending[] = [];
    for (const one of pending) {
      const reason = needlessBecause({ record, pipeline, change: one.change });
      if (reason !== null) {
        await expire({ ctx: inner, one, reason });
        withdrawn += 1;
      } else if (isStale({ record, properties, change: one.change })) {
        stale.push(one);
      }
    }
    const reopenedSetIds = await reopen({ ctx: inner, record, stale });
    if (withdrawn + stale.length > 0) {
      const details = { properties, withdrawn, reopened: stale.map(({ change }) => change.id) };
      await audit({ ctx: inner, action: 'changes.rechecked', resource: { type: 'crm_record', id: recordId }, details });
    }
    const left = (await listPending({ ctx: inner, externalId })).filter(({ change }) => change.state === 'waiting');
    return { withdrawn, reopenedSetIds, waitingSetIds: [...new Set(left.map(({ set }) => set.id))] };
  });
}

async function listPending({ ctx, externalId }: { ctx: ChangeContext; externalId: string }): Promise<Pending[]> {
  return ctx.db
    .select({ change: changes, set: changeSets })
    .from(changes)
    .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        eq(changes.targetType, 'deal'),
        eq(changes.targetId, externalId),
        inArray(changes.state, ['waiting', 'suggested']),
      ),
    );
}

function needlessBecause({
  record,
  pipeline,
  change,
}: {
  record: MirrorRecord;
  pipeline: CrmPipeline | null;
  change: ChangeRow;
}): string | null {
  const { action } = change;
  if (record.gone) return 'The CRM has the deal no longer.';
  if (action.type !== 'set_property') return null;
  const { property } = action;
  const value = changeValue(change);
  const now = record.properties[property] ?? null;
  if (sameValue({ type: change.facts.value, left: now, right: value })) return 'The CRM has this value by now.';
  const stages = pipeline?.stages ?? [];
  const current = stages.find((stage) => stage.externalId === record.properties['dealstage']);
  if (current?.isClosed === true) return `The deal is closed by now (${current.label}).`;
  const proposed = stages.find((stage) => stage.externalId === value);
  if (property === 'dealstage' && current !== undefined && proposed !== undefined && !proposed.isClosed) {
    if (current.position >= proposed.position) return `The deal is further by now (${current.label}).`;
  }
  return null;
}

function isStale({
  record,
  properties,
  change,
}: {
  record: MirrorRecord;
  properties: readonly string[];
  change: ChangeRow;
}): boolean {
  const { action } = change;
  if (action.type !== 'set_property' || !properties.includes(action.property)) return false;
  const now = record.properties[action.property] ?? null;
  return !sameValue({ type: change.facts.value, left: now, right: change.oldValue });
}

async function expire({ ctx, one, reason }: { ctx: ChangeContext; one: Pending; reason: string }): Promise<void> {
  await moveChange({ ctx, change: one.change, to: 'expired', reason, set: { problem: reason } });
  await publish({ ctx, event: { type: 'change_set.decided', changeSetId: one.set.id } });
}

/** The same draft once more, judged on the value that is there now; nobody's earlier yes counts for it. */
async function reopen({
  ctx,
  record,
  stale,
}: {
  ctx: ChangeContext;
  record: MirrorRecord;
  stale: readonly Pending[];
}): Promise<string[]> {
  const setIds: string[] = [];
  for (const [setId, those] of Map.groupBy(stale, ({ set }) => set.id)) {
    const drafts: DraftChange[] = [];
    const marks: string[] = [];
    for (const one of those) {
      const property = one.change.property ?? '';
      const last = await lastChangeOf({ ctx, input: { recordId: record.recordId, property } });
      const what = last === null ? 'the value was changed' : await describeEntry({ ctx, target: record, entry: last });
      await expire({ ctx, one, reason: `Since it was proposed, ${what}; it is asked about anew.` });
      drafts.push(draftOf(one.change));
      marks.push(`${property}@${last?.at ?? record.updatedAt}`);
    }
    const set = those[0]?.set;
    if (set === undefined) continue;
    const { kind, title, callId, analysisId, tainted } = set;
    const key = `recheck:${setId}:${marks.join(',')}`.slice(0, 300);
    const again = await proposeChangeSet({ ctx, input: { kind, key, title, callId, analysisId, tainted, drafts } });
    setIds.push(again.changeSetId);
  }
  return setIds;
}

function draftOf(row: ChangeRow): DraftChange {
  const { target, targetName, action, evidence, confidence, rule } = toChange(row);
  return { target, targetName, action, evidence, confidence, rule };
}
