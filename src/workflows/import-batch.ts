import { z } from 'zod';
import { importItem, listPendingItems } from '#modules/calls';
import { withSpan } from '#platform/telemetry';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { WorkflowDependencies } from './workflow-dependencies.ts';

const ImportBatchInput = z.strictObject({
  workspaceId: z.string(),
  batchId: z.string(),
  requestId: z.string(),
  traceparent: z.string().nullable(),
});

const filesPerStep = 20;
const attempts = 5;

/** Reads the files of a batch one after the other, a few to a step, until none waits. */
export function importBatch({ contextFor, metrics }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'import-batch',
    queue: 'imports',
    input: ImportBatchInput,
    run: async ({ run, input }) => {
      const { workspaceId, batchId, requestId, traceparent } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'import-batch' } });
      for (let step = 1; ; step += 1) {
        const files = await run.step({ name: `import-files-${step}`, maxAttempts: attempts }, () =>
          withSpan({ name: 'call.import', traceparent }, async () => {
            const waiting = await listPendingItems({ ctx, input: { batchId, limit: filesPerStep } });
            for (const itemId of waiting) {
              for (const imported of await importItem({ ctx, input: { itemId } }))
                metrics.callsImported.inc({ ...imported });
            }
            return waiting.length;
          }),
        );
        if (files < filesPerStep) return { steps: step };
      }
    },
  });
}
