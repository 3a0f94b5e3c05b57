import { DBOS } from '@dbos-inc/dbos-sdk';
import { SophiaError } from '#platform/errors';
import type { GatedRun } from './create-stop-gate.ts';
import type { StepOptions, WorkflowRun } from './define-workflow.ts';
import { reviveError } from './revive-error.ts';

/** A workflow that the engine knows. */
export interface RegisteredWorkflow {
  /** Queues it; does nothing where the id is known. */
  start(options: { readonly workflowId: string; readonly input: unknown }): Promise<void>;
}

export type RegisteredWorkflows = ReadonlyMap<string, RegisteredWorkflow>;

const resultPollIntervalMs = 20;
const firstRetryAfterSeconds = 1;

/** What a workflow's body is handed: each call is recorded by the engine and held by the gate. */
export function createRun({ gated, registered }: { gated: GatedRun; registered: RegisteredWorkflows }): WorkflowRun {
  return {
    workflowId: DBOS.workflowID ?? '',
    step: (step, work) =>
      gated.step(() =>
        runRecorded({
          options: typeof step === 'string' ? { name: step } : step,
          work: () => gated.insideStep(work),
        }),
      ),
    start: ({ workflowName, workflowId, input }) =>
      gated.step(() => registeredWorkflow({ registered, workflowName }).start({ workflowId, input })),
    resultOf: (workflowId) => gated.waiting(() => readResult(workflowId)),
    patch: (name) => gated.step(() => DBOS.patch(name)),
  };
}

/** An error that says of itself that trying again is of no use is not tried again. */
function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof SophiaError) || error.entry.retryable;
}

/** Throws `workflow.unknown`, with the names there are. */
export function registeredWorkflow({
  registered,
  workflowName,
}: {
  registered: RegisteredWorkflows;
  workflowName: string;
}): RegisteredWorkflow {
  const workflow = registered.get(workflowName);
  if (workflow === undefined) {
    throw new SophiaError(
      'workflow.unknown',
      `Expected one of the workflows ${[...registered.keys()].join(', ')}, found ${workflowName}.`,
    );
  }
  return workflow;
}

/** Waits for the end of a workflow. Throws what it threw where that was an error of ours, else `workflow.failed`. */
export async function readResult(workflowId: string): Promise<unknown> {
  try {
    const handle = DBOS.retrieveWorkflow<unknown>(workflowId);
    return await handle.getResult({ pollingIntervalMs: resultPollIntervalMs });
  } catch (error) {
    const revived = reviveError(error);
    if (revived instanceof SophiaError) {
      throw revived;
    }
    throw new SophiaError(
      'workflow.failed',
      `Expected the workflow ${workflowId} to end with a result, but it failed: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

async function runRecorded<Result>({
  options,
  work,
}: {
  options: StepOptions;
  work: () => Promise<Result>;
}): Promise<Result> {
  const { name, maxAttempts = 1, shouldRetry = isWorthRetrying } = options;
  try {
    return await DBOS.runStep(work, {
      name,
      retriesAllowed: maxAttempts > 1,
      maxAttempts,
      intervalSeconds: firstRetryAfterSeconds,
      shouldRetry,
    });
  } catch (error) {
    throw reviveError(error);
  }
}
