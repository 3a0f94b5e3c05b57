import { z } from 'zod';
import { type ChangeSet, type ChangeState, type CrmRecordType, commandIn } from '#contracts';
import { getCallSource } from '#modules/calls';
import {
  type AppliedChangeSet,
  applyChanges,
  type ConnectedChangeContext,
  finishApplying,
  getChangeSet,
  getSetOrigin,
  listApplicable,
  listChangeSets,
  settleMerge,
} from '#modules/changesets';
import { settleByChanges } from '#modules/contradictions';
import { refreshRecords, syncDefinitions } from '#modules/crm';
import { recordGap, recordStation } from '#modules/ledger';
import { requestNotification } from '#modules/notifications';
import type { Actor } from '#platform/context';
import { scheduleWork } from '#platform/due-work';
import type { Metrics } from '#platform/telemetry';
import { type AnyWorkflow, defineWorkflow, type WorkflowRun } from '#platform/workflow';
import { endOtherVersions } from './end-other-versions.ts';
import { mirroredProperties } from './mirrored-properties.ts';
import { noteWriting, problemOfWriting } from './note-writing.ts';
import { firstRunOf, isBegunAnew } from './run-again-when-broken.ts';
import { standsElsewhere } from './stands-elsewhere.ts';

export interface ApplyChangeSetDependencies {
  readonly contextFor: (options: { workspaceId: string; requestId: string; actor: Actor }) => ConnectedChangeContext;
  readonly metrics: Pick<Metrics, 'crmSync'>;
}

const ApplyChangeSetInput = z.strictObject({
  workspaceId: z.string(),
  changeSetId: z.string(),
  requestId: z.string(),
  traceparent: z.string().nullable(),
});

const attempts = 3;
/** How long a CRM that could not be reached is left alone. */
const retryAfterMs = 5 * 60_000;
/** By then what was just being judged by the properties of before is stored. */
const planAfterMs = 10_000;

/** Writes what a set has to be written, together where it can. Where the CRM is down, it is looked at again later. */
export function applyChangeSet({ contextFor, metrics }: ApplyChangeSetDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'apply-change-set',
    queue: 'hubspot',
    input: ApplyChangeSetInput,
    run: async ({ run, input }) => {
      const { workspaceId, changeSetId, requestId, traceparent } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'apply-change-set' } });
      if (ctx.connections.crm.state === 'off' && !ctx.dryRun) return { state: 'off', settled: 0 };
      const changeIds = await run.step('list-changes', () =>
        listWhatHolds({ ctx, changeSetId, begunAnew: isBegunAnew(run.workflowId) }),
      );
      const outcomes = await run.step({ name: 'apply', maxAttempts: attempts }, async () => {
        const results = await applyChanges({ ctx, input: { changeSetId, traceparent } });
        await noteWriting({ ctx, results });
        return results.map(({ outcome }) => outcome);
      });
      for (const status of outcomes) metrics.crmSync.inc({ source: 'sophia', target: 'hubspot', status });
      const runId = firstRunOf(run.workflowId);
      const {
        counts,
        mirrors,
        callToTie = null,
      } = await run.step({ name: 'finish', maxAttempts: attempts }, () =>
        finish({ ctx, changeSetId, changeIds, runId }),
      );
      if (mirrors) {
        await run.step({ name: 'mirror', maxAttempts: attempts }, () => mirror({ ctx, changeSetId }));
        await run.step({ name: 'record', maxAttempts: attempts }, async () =>
          record({ ctx, set: await getChangeSet({ ctx, input: { changeSetId } }), counts }),
        );
      }
      if (callToTie !== null)
        await followAgain({ run, input: { workspaceId, requestId, traceparent, callId: callToTie } });
      return { state: 'done', ...counts };
    },
  });
}

/** What its call is about was found out, or said, while the activity was on its way: now it can be tied to that. */
async function followAgain({
  run,
  input,
}: {
  run: WorkflowRun;
  input: Omit<z.infer<typeof ApplyChangeSetInput>, 'changeSetId'> & { callId: string };
}): Promise<void> {
  const workflowId = `follow-up-call:${input.callId}:tied:${run.workflowId}`;
  await run.start({ workflowName: 'follow-up-call', workflowId, input });
}

/** What has waited for the CRM while the words of its call were changed is ended first. */
async function listWhatHolds({
  ctx,
  changeSetId,
  begunAnew,
}: {
  ctx: ConnectedChangeContext;
  changeSetId: string;
  begunAnew: boolean;
}): Promise<string[]> {
  const { kind, callId } = await getSetOrigin({ ctx, input: { changeSetId } });
  if (kind === 'call' && callId !== null) await endOtherVersions({ ctx, callId });
  return listApplicable({ ctx, input: { changeSetId, begunAnew } });
}

/** What was to be written and needs a person's word after all is shown on a card of its own: nobody looks at an old one. */
async function askAgain({
  ctx,
  changeSetId,
  runId,
}: {
  ctx: ConnectedChangeContext;
  changeSetId: string;
  runId: string;
}): Promise<null> {
  if (ctx.connections.chat.state === 'off') return null;
  const key = `approval_request:${changeSetId}:${runId}`;
  const input = { kind: 'approval_request', key, severity: 'medium', subject: { changeSetId } } as const;
  await requestNotification({ ctx, input });
  return null;
}

/** What is to be mirrored first is recorded after that. */
async function finish({
  ctx,
  changeSetId,
  changeIds,
  runId,
}: {
  ctx: ConnectedChangeContext;
  changeSetId: string;
  changeIds: readonly string[];
  runId: string;
}): Promise<{ counts: AppliedChangeSet; mirrors: boolean; callToTie?: string | null }> {
  // First, because announcing the set has its card drawn anew.
  await settleByChanges({ ctx, input: { changeSetId } });
  const counts = await finishApplying({ ctx, input: { changeSetId, changeIds } });
  const set = await getChangeSet({ ctx, input: { changeSetId } });
  const isAskedAgain = set.changes.some(({ changeId, state }) => state === 'waiting' && changeIds.includes(changeId));
  if (isAskedAgain) await askAgain({ ctx, changeSetId, runId });
  const mirrors = counts.applied > 0 && (set.kind === 'setup' || mergedIn(set).length > 0);
  if (!mirrors) await record({ ctx, set, counts });
  const isToBeTied = counts.applied > 0 && set.kind === 'call' && (await standsElsewhere({ ctx, set }));
  return { counts, mirrors, callToTie: isToBeTied ? set.callId : null };
}

/**
 * Once the CRM has a new property, what comes next may be written into it; what it has made of two records is read at
 * once, with what belonged to them.
 */
async function mirror({ ctx, changeSetId }: { ctx: ConnectedChangeContext; changeSetId: string }): Promise<boolean> {
  if (ctx.connections.crm.state === 'off') return false;
  const set = await getChangeSet({ ctx, input: { changeSetId } });
  if (set.kind === 'setup') {
    await syncDefinitions({ ctx });
    const dueAt = new Date(ctx.clock.now().getTime() + planAfterMs);
    await scheduleWork({ ctx, kind: 'plan-after-setup', subject: changeSetId, dueAt });
  }
  for (const merged of mergedIn(set)) {
    const properties = await mirroredProperties({ ctx, objectType: merged.objectType });
    await refreshRecords({ ctx, input: { ...merged, properties } });
  }
  return true;
}

function mergedIn({ changes }: ChangeSet): { objectType: CrmRecordType; externalIds: string[] }[] {
  return changes.flatMap(({ action, externalId, state }) =>
    action.type === 'merge' && state === 'applied' && externalId !== null
      ? [{ objectType: action.objectType, externalIds: [externalId] }]
      : [],
  );
}

/** Written means: nothing of the set is left that may be written without a person's word. */
async function record({
  ctx,
  set,
  counts,
}: {
  ctx: ConnectedChangeContext;
  set: ChangeSet;
  counts: AppliedChangeSet;
}): Promise<null> {
  const { changeSetId, kind, callId } = set;
  const dueAt = new Date(ctx.clock.now().getTime() + retryAfterMs);
  if (counts.postponed > 0) {
    await scheduleWork({ ctx, kind: 'apply-change-set', subject: changeSetId, payload: { changeSetId }, dueAt });
  }
  if (kind === 'merge') await settleMerge({ ctx, input: { changeSetId } });
  const source = callId === null ? null : await getCallSource({ ctx, input: { callId } });
  if (source === null) return null;
  const { externalId } = source;
  const place = { source: source.source, externalId, missing: 'written' as const, reopens: true };
  if (counts.postponed > 0) {
    const gap = await postponedGap({ ctx, changeSetId, postponed: counts.postponed });
    return recordGap({ ctx, input: { ...place, ...gap, nextAttemptAt: dueAt } });
  }
  if (counts.failed > 0) {
    const detail = `${counts.failed} changes were refused or not kept by the CRM: ${commandIn(ctx, `sophia changes show ${changeSetId}`)}`;
    return recordGap({ ctx, input: { ...place, cause: 'write_not_applied', detail, nextAttemptAt: null } });
  }
  if (await isLeftToAnother({ ctx, set })) return null;
  return recordStation({ ctx, input: { source: source.source, externalId, stations: ['written'] } });
}

/** What a set has ended with says nothing of its call where a set of other words of it is to be written still. */
async function isLeftToAnother({ ctx, set }: { ctx: ConnectedChangeContext; set: ChangeSet }): Promise<boolean> {
  const { changeSetId, callId, changes } = set;
  if (callId === null || !changes.some(({ state }) => state === 'expired')) return false;
  const { changeSets } = await listChangeSets({ ctx, input: { callId, limit: setsOfCall, beforeId: null } });
  return changeSets.some(
    (other) => other.changeSetId !== changeSetId && other.changes.some(({ state }) => toBeWritten.has(state)),
  );
}

const setsOfCall = 20;
const toBeWritten: ReadonlySet<ChangeState> = new Set(['proposed', 'approved', 'applying']);

/** What waits for the CRM to answer passes by itself; what it refuses for the key, somebody has to mend. */
async function postponedGap({
  ctx,
  changeSetId,
  postponed,
}: {
  ctx: ConnectedChangeContext;
  changeSetId: string;
  postponed: number;
}): Promise<{ cause: 'crm_unavailable' | 'write_refused'; detail: string }> {
  const problem = await problemOfWriting({ ctx });
  const waits = `${postponed} ${postponed === 1 ? 'change waits' : 'changes wait'} to be written`;
  if (problem === null) return { cause: 'crm_unavailable', detail: `${waits}.` };
  const cause = needsSomebody.has(problem.code) ? 'write_refused' : 'crm_unavailable';
  return { cause, detail: `${waits}: ${problem.message} See sophia changes show ${changeSetId}` };
}

const needsSomebody: ReadonlySet<string> = new Set(['vendor.missing-scope', 'vendor.unauthorized']);
