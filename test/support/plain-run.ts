import type { WorkflowRun } from '#platform/workflow';

/** A run that does each step at once, starts nothing and waits for nothing. */
export const plainRun: WorkflowRun = {
  workflowId: 'test',
  step: async (_step, work) => work(),
  start: async () => undefined,
  resultOf: async () => null,
  patch: async () => true,
};
