import { z } from 'zod';
import { listDefinitions } from '#modules/crm';
import { readSyncCursor } from '#modules/intake';
import { freezePipeline as freezeNights, keepForecasts } from '#modules/pipeline';
import { moveWork } from '#platform/due-work';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const FreezePipelineInput = z.strictObject({ workspaceId: z.string(), requestId: z.string() });

const attempts = 3;
const lookAgainMs = 60_000;

/**
 * Freezes the nights that are over and not frozen yet, and keeps the forecasts of the last of them. It waits until the
 * CRM has been read: a mirror with half of the deals, or without stages, would be frozen for good.
 */
export function freezePipeline({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'freeze-pipeline',
    queue: 'upkeep',
    input: FreezePipelineInput,
    run: async ({ run, input }) => {
      const ctx = contextFor({ ...input, actor: { type: 'schedule', name: 'freeze-pipeline' } });
      if (ctx.connections.crm.state === 'off') return { state: 'off' };
      const { readAt } = await run.step('await-mirror', async () => ({ readAt: await mirrorReadAt(ctx) }));
      if (readAt === null) return { state: 'awaits_mirror' };
      const { day, days } = await run.step({ name: 'freeze', maxAttempts: attempts }, async () => ({
        ...(await freezeNights({ ctx, input: { readAt } })),
      }));
      const { kept } = await run.step({ name: 'keep-forecasts', maxAttempts: attempts }, () => keepForecasts({ ctx }));
      return { state: 'frozen', day, days, kept };
    },
  });
}

/** When all deals were read last; null, and looked at again, where they never were or nobody knows the stages. */
async function mirrorReadAt(ctx: WorkContext): Promise<string | null> {
  const { crm } = ctx.connections;
  if (crm.state === 'off') return null;
  const place = await readSyncCursor({ ctx, input: { source: crm.client.name, stream: 'deal:incremental' } });
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  if (place !== null && pipelines.length > 0) return place.lastSuccessAt;
  const dueAt = new Date(ctx.clock.now().getTime() + lookAgainMs);
  await moveWork({ ctx, kind: 'freeze-pipeline', subject: 'all', dueAt });
  return null;
}
