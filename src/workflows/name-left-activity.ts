import { z } from 'zod';
import { CrmActivityType, CrmReference } from '#contracts';
import { findLeftActivity } from '#modules/changesets';
import { recordDrift } from '#modules/ledger';
import { scheduleWork } from '#platform/due-work';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const NameLeftActivityInput = z.strictObject({
  workspaceId: z.string(),
  requestId: z.string(),
  changeId: z.string(),
  objectType: CrmActivityType,
  associatedWith: z.array(CrmReference),
  /** Such as `deal 4711 (Alder Point)`. */
  record: z.string(),
  /** How often nothing was found where something may come to be still. */
  looks: z.int().min(0),
});
type NameLeftActivityInput = z.infer<typeof NameLeftActivityInput>;

const attempts = 3;
/** A request that waits for the vendor's pace, or whose sender died, has come to an end by the last of these. */
const waitsMinutes: readonly number[] = [10, 60];

/**
 * Names the activity that was being made as its call was taken out: it stands in the CRM without its call, and whoever
 * is to take it away needs its id. One that never came to be leaves nothing.
 */
export function nameLeftActivity({ contextFor }: Pick<WorkflowDependencies, 'contextFor'>): AnyWorkflow {
  return defineWorkflow({
    name: 'name-left-activity',
    queue: 'hubspot',
    input: NameLeftActivityInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId, changeId, objectType, associatedWith } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'name-left-activity' } });
      const { externalIds, isOpen } = await run.step({ name: 'look', maxAttempts: attempts }, () =>
        findLeftActivity({ ctx, input: { changeId, objectType, associatedWith } }),
      );
      await run.step({ name: 'name', maxAttempts: attempts }, () => name({ ctx, input, externalIds }));
      if (isOpen) await run.step({ name: 'look-again', maxAttempts: attempts }, () => lookAgain({ ctx, input }));
      return { externalIds, isOpen };
    },
  });
}

async function name({
  ctx,
  input: { changeId, record },
  externalIds,
}: {
  ctx: WorkContext;
  input: NameLeftActivityInput;
  externalIds: readonly string[];
}): Promise<null> {
  for (const externalId of externalIds) {
    const label = `HubSpot activity ${externalId} at ${record}`;
    const lines = [{ label, difference: 'holds-words-of-a-removed-call', before: null, after: null }];
    const drift = { source: 'gong', what: 'removed_calls', severity: 'high', lines } as const;
    await recordDrift({ ctx, input: { ...drift, key: `made:${changeId}:${externalId}` } });
  }
  return null;
}

async function lookAgain({
  ctx,
  input: { changeId, objectType, associatedWith, record, looks },
}: {
  ctx: WorkContext;
  input: NameLeftActivityInput;
}): Promise<null> {
  const minutes = waitsMinutes[looks];
  if (minutes === undefined) return null;
  const dueAt = new Date(ctx.clock.now().getTime() + minutes * 60_000);
  const payload = { objectType, associatedWith, record, looks: looks + 1 };
  await scheduleWork({ ctx, kind: 'name-left-activity', subject: changeId, payload, dueAt });
  return null;
}
