import { createHash } from 'node:crypto';
import { z } from 'zod';
import { noProperty } from '#contracts';
import { endWithoutProperty, getChangeSet, listCallsWithoutProperty, type PreviewedChange } from '#modules/changesets';
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
  const { callIds, made } = await listCallsWithoutProperty({ ctx, input: { changeSetId, since } });
  // Each property has a button of its own: what is made later is an occasion of its own.
  const occasion = { type: 'setup', key: `${changeSetId}:${hashOf(made)}` } as const;
  const proposed = await proposeFromHistory({ ctx, callIds, occasion, onlyLook: false });
  const planned = proposed.map(({ changes, ...call }) => ({ ...call, turnedDown: turnedDownIn(changes) }));
  await endWithoutProperty({ ctx, input: { changeSetId, planned } });
  return proposed.flatMap((each) => each.changeSetId ?? []);
}

function hashOf(made: readonly string[]): string {
  return createHash('sha256').update(made.join(' ')).digest('hex').slice(0, 16);
}

/** What waits for a property still is not turned down. */
function turnedDownIn(changes: readonly PreviewedChange[]): string[] {
  return changes
    .filter(({ state, policyRule }) => state === 'refused' && policyRule !== noProperty)
    .map(({ identity }) => identity);
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
