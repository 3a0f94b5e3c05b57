import type { z } from 'zod';

export interface StepOptions {
  /** Unique within the workflow's run and the same whenever it runs again. */
  readonly name: string;
  /** How often it is tried before its error counts; 1 by default. */
  readonly maxAttempts?: number;
  /** Which errors are worth another try; by default all but those whose code says that they are not. */
  readonly shouldRetry?: (error: unknown) => boolean;
}

export interface StartOptions {
  readonly workflowName: string;
  /** `<workflow>:<entity id>:v<version>`: the same id is the same run, whoever starts it and how often. */
  readonly workflowId: string;
  /** Ids and hashes, no texts. */
  readonly input: unknown;
}

/** What a workflow is written with. Between its steps it must do the same whenever it runs again. */
export interface WorkflowRun {
  readonly workflowId: string;
  /** Does the work once, records what it returns (JSON: ids and hashes), and on a later run returns the record. */
  step<Result>(step: string | StepOptions, work: () => Promise<Result>): Promise<Result>;
  /** Starts another workflow, which goes on by itself. */
  start(options: StartOptions): Promise<void>;
  /** Waits for a workflow that was started and returns its result. */
  resultOf(workflowId: string): Promise<unknown>;
  /** Whether this run is to take the new way; a run that was under way before keeps to the old. */
  patch(name: string): Promise<boolean>;
}

export interface WorkflowDefinition<Input = never> {
  readonly name: string;
  /** The queue whose limits it keeps to. */
  readonly queue: string;
  readonly input: z.ZodType<Input>;
  run(options: { readonly run: WorkflowRun; readonly input: Input }): Promise<unknown>;
}

export interface QueueLimits {
  /** How many run at once in one process. */
  readonly perProcess?: number;
  /** How many run at once in all processes. */
  readonly inAll?: number;
  /** How many may start in a period. */
  readonly rate?: { readonly count: number; readonly periodSeconds: number };
}

/** Any definition, whatever its input: what a registry holds. */
export interface AnyWorkflow {
  readonly name: string;
  readonly queue: string;
  runUnchecked(options: { readonly run: WorkflowRun; readonly input: unknown }): Promise<unknown>;
}

/** Keeps input schema and body together; the body sees only input that the schema has passed. */
export function defineWorkflow<Input>(definition: WorkflowDefinition<Input>): AnyWorkflow {
  return {
    name: definition.name,
    queue: definition.queue,
    runUnchecked: async ({ run, input }) => definition.run({ run, input: definition.input.parse(input) }),
  };
}
