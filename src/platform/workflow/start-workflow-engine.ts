import { randomUUID } from 'node:crypto';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import { assertNoTransactionHeld, type OpenDatabase } from '#platform/db';
import { SophiaError } from '#platform/errors';
import type { Log } from '#platform/log';
import { createEngineLog } from './create-engine-log.ts';
import { createQueueWaker, type QueueWaker } from './create-queue-waker.ts';
import {
  createRun,
  type RegisteredWorkflow,
  type RegisteredWorkflows,
  readResult,
  registeredWorkflow,
} from './create-run.ts';
import { createStopGate, type StopGate } from './create-stop-gate.ts';
import type { AnyWorkflow, QueueLimits, StartOptions } from './define-workflow.ts';
import { keepLease } from './keep-lease.ts';
import { launchAlone } from './launch-alone.ts';
import { mergeStatements } from './merge-statements.ts';

export type WorkflowState = 'waiting' | 'running' | 'done' | 'failed' | 'canceled';

export interface EngineOptions<QueueName extends string = string> {
  readonly database: OpenDatabase;
  readonly log: Log;
  /** Every workflow there is, written by hand. */
  readonly workflows: readonly AnyWorkflow[];
  readonly queues: Readonly<Record<QueueName, QueueLimits>>;
  /** Whether this process runs workflows or only starts them for others. */
  readonly runsWorkflows: boolean;
  /** Runs those of these queues alone and leaves the rest to others; all of them where it is left out. */
  readonly listensTo?: readonly QueueName[];
  /** After how long without a sign of life a worker counts as dead; 20 s by default. */
  readonly leaseSeconds?: number;
  /**
   * How long a workflow that another process queued may wait to be seen; 500 ms by default, and two seconds with the
   * embedded database, where there is no other process.
   */
  readonly pollIntervalMs?: number;
}

export interface WorkflowEngine {
  /** Queues a workflow; does nothing where its id is known. Throws `workflow.unknown` and `db.transaction-held`. */
  start(options: StartOptions): Promise<void>;
  /**
   * Waits until the workflow has ended and returns its result. Throws what it threw, or `workflow.failed`, and
   * `workflow.not-running` where a stop ends the wait.
   */
  resultOf(workflowId: string): Promise<unknown>;
  /** Null where no workflow has that id. */
  stateOf(workflowId: string): Promise<WorkflowState | null>;
  /** Lets the steps that are under way end; the next start goes on behind them. Safe to call twice. */
  stop(options?: { readonly timeoutMs: number }): Promise<void>;
}

/** Raised when a workflow no longer reads what an older one has recorded; steps change by `run.patch` instead. */
const contractVersion = '1';
const drainMs = 250;

/**
 * Starts the engine for durable workflows on our one pool. One engine can run in a process at a time. Workflows that
 * another process left unfinished go on here.
 */
export async function startWorkflowEngine(options: EngineOptions): Promise<WorkflowEngine> {
  const { database, log, runsWorkflows } = options;
  const executorId = randomUUID();
  const gate = createStopGate();
  const waker = createQueueWaker({ placesOf: (queueName) => placesIn(options, queueName) });
  const registered = register({ options, gate, waker });
  DBOS.setConfig({
    name: 'sophia',
    systemDatabasePool: database.pool,
    useListenNotify: false,
    applicationVersion: contractVersion,
    executorID: executorId,
    enablePatching: true,
    logger: createEngineLog(log),
    schedulerPollingIntervalMs: 3_600_000,
    ...listening(options),
  });
  await launchAlone({ database, launch: () => DBOS.launch() });
  await registerQueues(options);
  askOnceAStep();
  mergeStatements(database);
  await waker.attach();
  // What an earlier process queued is taken up at once, not with the first poll.
  for (const queueName of Object.keys(options.queues)) waker.wake(queueName);
  const lease = runsWorkflows
    ? await keepLease({
        database,
        log,
        executorId,
        leaseSeconds: options.leaseSeconds ?? 20,
        recover: (executorIds) => recover({ executorIds, waker, queueNames: Object.keys(options.queues) }),
      })
    : null;
  return createEngine({ registered, gate, release: async () => lease?.release() });
}

function placesIn({ queues }: EngineOptions, queueName: string): number {
  const limits = new Map<string, QueueLimits>(Object.entries(queues)).get(queueName);
  return Math.min(limits?.perProcess ?? Number.POSITIVE_INFINITY, limits?.inAll ?? Number.POSITIVE_INFINITY);
}

function listening({ runsWorkflows, listensTo }: EngineOptions): { listenQueues?: string[] } {
  if (!runsWorkflows) return { listenQueues: [] };
  return listensTo === undefined ? {} : { listenQueues: [...listensTo] };
}

function register({
  options,
  gate,
  waker,
}: {
  options: EngineOptions;
  gate: StopGate;
  waker: QueueWaker;
}): RegisteredWorkflows {
  const registered = new Map<string, RegisteredWorkflow>();
  for (const workflow of options.workflows) {
    if (!Object.hasOwn(options.queues, workflow.queue)) {
      throw new SophiaError(
        'workflow.unknown',
        `Expected a queue for the workflow ${workflow.name}, found none named ${workflow.queue}.`,
      );
    }
    const invoke = DBOS.registerWorkflow(
      async (input: unknown) =>
        gate.run((gated) => workflow.runUnchecked({ run: createRun({ gated, registered }), input })),
      { name: workflow.name },
    );
    registered.set(workflow.name, {
      start: async ({ workflowId, input }) => {
        await DBOS.startWorkflow(invoke, { workflowID: workflowId, queueName: workflow.queue })(input);
        waker.wake(workflow.queue);
      },
    });
  }
  return registered;
}

async function registerQueues({ queues, database, pollIntervalMs }: EngineOptions): Promise<void> {
  const minPollingIntervalMs = pollIntervalMs ?? (database.kind === 'pglite' ? 2000 : 500);
  for (const [name, limits] of Object.entries(queues)) {
    await DBOS.registerQueue(name, {
      onConflict: 'always_update',
      minPollingIntervalMs,
      ...(limits.perProcess === undefined ? {} : { workerConcurrency: limits.perProcess }),
      ...(limits.inAll === undefined ? {} : { globalConcurrency: limits.inAll }),
      ...(limits.rate === undefined
        ? {}
        : { rateLimit: { limitPerPeriod: limits.rate.count, periodSec: limits.rate.periodSeconds } }),
    });
  }
}

/**
 * Before a step the engine asks whether its workflow was canceled, and again where it looks for the step's record, in
 * the next statement. The second question is left, so that a run that an operator cancels in the engine's tables stops
 * at its next step and not between the tries of one; nothing of ours cancels runs. It is asked of the pinned version.
 */
function askOnceAStep(): void {
  const { globalInstance } = DBOSExecutor;
  const systemDatabase: unknown = globalInstance === undefined ? null : Reflect.get(globalInstance, 'systemDatabase');
  if (typeof systemDatabase !== 'object' || systemDatabase === null) return;
  const answers = ['checkIfCanceled', 'getOperationResultAndThrowIfCancelled'];
  if (!answers.every((name) => typeof Reflect.get(systemDatabase, name) === 'function')) return;
  Reflect.set(systemDatabase, 'checkIfCanceled', () => Promise.resolve());
}

/** What they left goes back into its queue. */
async function recover({
  executorIds,
  waker,
  queueNames,
}: {
  executorIds: readonly string[];
  waker: QueueWaker;
  queueNames: readonly string[];
}): Promise<void> {
  await DBOSExecutor.globalInstance?.recoverPendingWorkflows([...executorIds]);
  for (const queueName of queueNames) {
    waker.wake(queueName);
  }
}

function createEngine({
  registered,
  gate,
  release,
}: {
  registered: RegisteredWorkflows;
  gate: StopGate;
  release: () => Promise<void>;
}): WorkflowEngine {
  let stopping: Promise<void> | null = null;
  async function stop(timeoutMs: number): Promise<void> {
    await gate.close(timeoutMs);
    await DBOS.shutdown({ workflowCompletionTimeoutMS: drainMs, deregister: true });
    await release();
  }
  return {
    start: async ({ workflowName, workflowId, input }) => {
      assertRunning(stopping === null);
      assertNoTransactionHeld(`start the workflow ${workflowName}`);
      await registeredWorkflow({ registered, workflowName }).start({ workflowId, input });
    },
    resultOf: async (workflowId) => {
      assertRunning(stopping === null);
      try {
        return await readResult(workflowId);
      } catch (error) {
        // A stop ends the wait, not the workflow.
        assertRunning(stopping === null);
        throw error;
      }
    },
    stateOf: async (workflowId) => {
      assertRunning(stopping === null);
      const status = await DBOS.getWorkflowStatus(workflowId);
      return status === null ? null : (states[status.status] ?? 'failed');
    },
    stop: ({ timeoutMs } = { timeoutMs: 10_000 }) => {
      stopping ??= stop(timeoutMs);
      return stopping;
    },
  };
}

const states: Readonly<Record<string, WorkflowState>> = {
  ENQUEUED: 'waiting',
  DELAYED: 'waiting',
  PENDING: 'running',
  SUCCESS: 'done',
  ERROR: 'failed',
  MAX_RECOVERY_ATTEMPTS_EXCEEDED: 'failed',
  CANCELLED: 'canceled',
};

function assertRunning(running: boolean): void {
  if (!running) {
    throw new SophiaError('workflow.not-running', 'Expected a running workflow engine, found one that was stopped.');
  }
}
