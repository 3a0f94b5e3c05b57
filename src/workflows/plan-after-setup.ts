import { z } from 'zod';
import { endWithoutProperty, getChangeSet, listCallsWithoutProperty } from '#modules/changesets';
import { requestNotification } from '#modules/notifications';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import { proposeFromHistory } from './propose-from-history.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const PlanAfterSetupInput = z.strictObject({ workspaceId: z.string(), requestId: z.string(), changeSetId: z.string() });

const attempts = 3;
const lookBackMs = 30 * 86_400_000;

/** Once a setup has made properties, what calls were refused for want of them is planned again, and asked about. */
export function planAfterSetup({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'plan-after-setup',
    queue: 'follow-ups',
    input: PlanAfterSetupInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId, changeSetId } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'plan-after-setup' } });
      if (ctx.connections.crm.state === 'off') return { state: 'off' };
      const setIds = await run.step({ name: 'plan', maxAttempts: attempts }, () => plan({ ctx, changeSetId }));
      await run.step({ name: 'ask', maxAttempts: attempts }, () => ask({ ctx, setIds }));
      return { state: 'planned', sets: setIds.length };
    },
  });
}

async function plan({ ctx, changeSetId }: { ctx: WorkContext; changeSetId: string }): Promise<string[]> {
  const since = new Date(ctx.clock.now().getTime() - lookBackMs);
  const { callIds } = await listCallsWithoutProperty({ ctx, input: { changeSetId, since } });
  const occasion = { type: 'setup', key: changeSetId } as const;
  const proposed = await proposeFromHistory({ ctx, callIds, occasion, onlyLook: false });
  await endWithoutProperty({ ctx, input: { changeSetId, callIds } });
  return proposed.flatMap((each) => each.changeSetId ?? []);
}

async function ask({ ctx, setIds }: { ctx: WorkContext; setIds: readonly string[] }): Promise<null> {
  if (ctx.connections.chat.state === 'off') return null;
  for (const changeSetId of setIds) {
    const { changes, callId } = await getChangeSet({ ctx, input: { changeSetId } });
    if (!changes.some(({ state }) => state === 'waiting')) continue;
    const subject = callId === null ? { changeSetId } : { changeSetId, callId };
    const key = `approval_request:${changeSetId}`;
    await requestNotification({ ctx, input: { kind: 'approval_request', key, severity: 'medium', subject } });
  }
  return null;
}
