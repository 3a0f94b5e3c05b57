import type { Metrics } from '#platform/telemetry';
import { type AnyWorkflow, isEngineError } from '#platform/workflow';

/** The same workflow; how its runs end is counted. A run that the engine takes from this process has not ended. */
export function countRuns({
  workflow,
  metrics,
}: {
  workflow: AnyWorkflow;
  metrics: Pick<Metrics, 'workflowRuns'>;
}): AnyWorkflow {
  return {
    ...workflow,
    runUnchecked: async (given) => {
      try {
        const result = await workflow.runUnchecked(given);
        metrics.workflowRuns.inc({ workflow: workflow.name, outcome: 'succeeded' });
        return result;
      } catch (error) {
        if (!isEngineError(error)) metrics.workflowRuns.inc({ workflow: workflow.name, outcome: 'failed' });
        throw error;
      }
    },
  };
}
