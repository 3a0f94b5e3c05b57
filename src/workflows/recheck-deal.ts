import { z } from 'zod';
import { getChangeSet, recheckDeal as recheckChangesOfDeal } from '#modules/changesets';
import { tieChanges } from '#modules/contradictions';
import { getDealOverview, getRecord } from '#modules/crm';
import { listCallsOfRecord } from '#modules/matching';
import { getNotificationSettings, requestNotification } from '#modules/notifications';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import { proposeFromHistory } from './propose-from-history.ts';
import { isBegunAnew } from './run-again-when-broken.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const RecheckDealInput = z.strictObject({
  workspaceId: z.string(),
  requestId: z.string(),
  recordId: z.string(),
  properties: z.array(z.string()).min(1),
  /** Tells one change of the deal from the next. */
  occasion: z.string(),
});

const attempts = 3;
const lookBackMs = 30 * 86_400_000;
const mostCalls = 5;

/**
 * What follows a change of a deal in the CRM: proposals that it made needless are withdrawn, those that were planned on
 * an old value are asked about anew, calls of the last thirty days are planned again for what was never asked about, a
 * new owner is asked what the old one has not answered, and of another stage the owner gets a brief.
 */
export function recheckDeal({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'recheck-deal',
    queue: 'follow-ups',
    input: RecheckDealInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId, recordId, properties, occasion } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'recheck-deal' } });
      if (ctx.connections.crm.state === 'off') return { state: 'off' };
      const checked = await run.step({ name: 'recheck', maxAttempts: attempts }, async () => {
        const found = await recheckChangesOfDeal({ ctx, input: { recordId, properties } });
        for (const changeSetId of found.reopenedSetIds) await tieChanges({ ctx, input: { changeSetId } });
        return { ...found, reopenedSetIds: [...found.reopenedSetIds], waitingSetIds: [...found.waitingSetIds] };
      });
      const laterSetIds = await run.step({ name: 'look-back', maxAttempts: attempts }, () =>
        lookBack({ ctx, recordId, occasion }),
      );
      const newSetIds = [...checked.reopenedSetIds, ...laterSetIds];
      await run.step({ name: 'ask', maxAttempts: attempts }, () =>
        ask({
          ctx,
          recordId,
          // Begun anew after a run that broke, it finds nothing new in what that run had reopened.
          newSetIds: isBegunAnew(run.workflowId) ? [...newSetIds, ...checked.waitingSetIds] : newSetIds,
          waitingSetIds: checked.waitingSetIds,
          properties,
        }),
      );
      if (properties.includes('dealstage')) {
        await run.step({ name: 'brief', maxAttempts: attempts }, () => brief({ ctx, recordId, occasion }));
      }
      return {
        state: 'rechecked',
        withdrawn: checked.withdrawn,
        reopened: checked.reopenedSetIds.length,
        later: laterSetIds.length,
      };
    },
  });
}

/** Where somebody wants it, the owner learns where a deal stands that came into another open stage. */
async function brief({
  ctx,
  recordId,
  occasion,
}: {
  ctx: WorkContext;
  recordId: string;
  occasion: string;
}): Promise<null> {
  if (ctx.connections.chat.state === 'off') return null;
  if (!(await getNotificationSettings({ ctx })).briefs.onStageChange) return null;
  const { deal, stage } = await getDealOverview({ ctx, input: { recordId } });
  if (deal.ownerId === null || stage === null || stage.isClosed) return null;
  const key = `deal_brief:stage:${recordId}:${occasion}`;
  await requestNotification({ ctx, input: { kind: 'deal_brief', key, severity: 'low', subject: { recordId } } });
  return null;
}

async function lookBack({
  ctx,
  recordId,
  occasion,
}: {
  ctx: WorkContext;
  recordId: string;
  occasion: string;
}): Promise<string[]> {
  const { calls } = await listCallsOfRecord({ ctx, input: { recordId, limit: mostCalls } });
  const sinceMs = ctx.clock.now().getTime() - lookBackMs;
  const recent = calls.filter(({ startedAt }) => startedAt !== null && Date.parse(startedAt) >= sinceMs);
  const proposed = await proposeFromHistory({
    ctx,
    callIds: recent.map(({ callId }) => callId),
    occasion: { type: 'crm_event', key: occasion },
    onlyLook: false,
  });
  return proposed.flatMap(({ changeSetId }) => changeSetId ?? []);
}

/** The card of a set that waits is shown again to an owner who has not seen it. */
async function ask({
  ctx,
  recordId,
  newSetIds,
  waitingSetIds,
  properties,
}: {
  ctx: WorkContext;
  recordId: string;
  newSetIds: readonly string[];
  waitingSetIds: readonly string[];
  properties: readonly string[];
}): Promise<null> {
  if (ctx.connections.chat.state === 'off') return null;
  const { ownerId } = await getRecord({ ctx, input: { recordId } });
  const isHandedOver = properties.includes('hubspot_owner_id') && ownerId !== null;
  const keys = new Map(newSetIds.map((id) => [id, `approval_request:${id}`]));
  for (const id of isHandedOver ? waitingSetIds : []) {
    if (!keys.has(id)) keys.set(id, `approval_request:${id}:owner:${ownerId}`);
  }
  for (const [changeSetId, key] of keys) {
    const { changes, callId } = await getChangeSet({ ctx, input: { changeSetId } });
    if (!changes.some(({ state }) => state === 'waiting')) continue;
    const subject = callId === null ? { changeSetId } : { changeSetId, callId };
    await requestNotification({ ctx, input: { kind: 'approval_request', key, severity: 'medium', subject } });
  }
  return null;
}
