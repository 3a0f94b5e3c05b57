export {
  type AnyWorkflow,
  defineWorkflow,
  type QueueLimits,
  type StartOptions,
  type StepOptions,
  type WorkflowDefinition,
  type WorkflowRun,
} from './define-workflow.ts';
export { isEngineError } from './is-engine-error.ts';
export {
  type EngineOptions,
  startWorkflowEngine,
  type WorkflowEngine,
  type WorkflowState,
} from './start-workflow-engine.ts';
