import type { Metrics } from '#platform/telemetry';
import { type AnyWorkflow, isEngineError } from '#platform/workflow';

/** The same workflow, whose runs are counted as they end; one that goes on in another process ends there. */
export function countRuns({
  workflow,
  metrics: { workflowRuns },
}: {
  workflow: AnyWorkflow;
  metrics: Pick<Metrics, 'workflowRuns'>;
}): AnyWorkflow {
  return {
    ...workflow,
    runUnchecked: async (given) => {
      try {
        const result = await workflow.runUnchecked(given);
        workflowRuns.inc({ workflow: workflow.name, outcome: 'succeeded' });
        return result;
      } catch (error) {
        if (!isEngineError(error)) workflowRuns.inc({ workflow: workflow.name, outcome: 'failed' });
        throw error;
      }
    },
  };
}
