import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import type { SystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';
import { wfQueueRunner } from '@dbos-inc/dbos-sdk/internal/wfqueue';

/**
 * Makes the engine look into a queue at once. By itself it only polls, which at the pace that people would want costs
 * a tenth of a processor at rest. It has no public way to be woken, so this reaches into the pinned version; where
 * what it looks for is not there, nothing happens and polling does the work.
 */
export interface QueueWaker {
  /** After a workflow was queued, here or by whoever has left it behind. */
  wake(queueName: string): void;
  /**
   * Once the engine runs: watches what it claims and what ends, and lets it see queues that were registered after its
   * launch, which otherwise it does within a second.
   */
  attach(): Promise<void>;
}

interface Scheduler {
  readonly polls: ReadonlyMap<unknown, unknown>;
  readonly wake: () => unknown;
}

/**
 * A queue is looked into after something was queued, and after something has ended as long as more may be waiting: until
 * a look has found less than there was place for.
 */
export function createQueueWaker({
  placesOf,
}: {
  /** How many workflows of a queue run at once in this process. */
  placesOf: (queueName: string) => number;
}): QueueWaker {
  const mayHoldMore = new Set<string>();
  let scheduler: Scheduler | null = null;
  observeScheduler((seen) => {
    scheduler = seen;
  });

  function look(queueName: string): void {
    const state = statesOf(wfQueueRunner)?.get(queueName);
    if (scheduler === null || typeof state !== 'object' || state === null) return;
    const underWay = scheduler.polls.get(queueName);
    if (underWay instanceof Promise) {
      void underWay.then(() => wake(queueName));
      return;
    }
    Reflect.set(state, 'nextPollAt', 0);
    scheduler.wake();
  }

  function wake(queueName: string): void {
    mayHoldMore.add(queueName);
    const running = DBOSExecutor.globalInstance?.systemDatabase.countRunningWorkflowsForQueue(queueName) ?? 0;
    if (running < placesOf(queueName)) look(queueName);
  }

  return {
    wake,
    attach: async () => {
      const engine = DBOSExecutor.globalInstance?.systemDatabase;
      if (engine !== undefined) {
        observeClaims(engine, ({ queueName, running, claimed }) => {
          if (claimed < placesOf(queueName) - running) mayHoldMore.delete(queueName);
        });
        observeEnds(engine, (queueName) => {
          if (mayHoldMore.has(queueName)) look(queueName);
        });
      }
      const refresh: unknown = Reflect.get(wfQueueRunner, 'refreshDbQueues');
      if (typeof refresh === 'function' && scheduler !== null) {
        await refresh.call(wfQueueRunner, DBOSExecutor.globalInstance, 0);
      }
    },
  };
}

interface Claimed {
  readonly queueName: string;
  /** Before the look. */
  readonly running: number;
  readonly claimed: number;
}

function observeClaims(engine: SystemDatabase, onClaimed: (claimed: Claimed) => void): void {
  if (typeof Reflect.get(engine, 'findAndMarkStartableWorkflows') !== 'function') return;
  const claim = engine.findAndMarkStartableWorkflows.bind(engine);
  engine.findAndMarkStartableWorkflows = async (...parameters) => {
    const claimed = await claim(...parameters);
    const [queue, , , , running = 0] = parameters;
    onClaimed({ queueName: queue.name, running, claimed: claimed.length });
    return claimed;
  };
}

/** Called once the place is free. */
function observeEnds(engine: SystemDatabase, onEnded: (queueName: string) => void): void {
  if (typeof Reflect.get(engine, 'registerRunningWorkflow') !== 'function') return;
  const register = engine.registerRunningWorkflow.bind(engine);
  engine.registerRunningWorkflow = (...parameters) => {
    const entry = register(...parameters);
    const { release, queueName } = entry;
    if (queueName === undefined) return entry;
    return Object.assign(entry, {
      release: () => {
        release();
        onEnded(queueName);
      },
    });
  };
}

/** The loop hands its wake-up to this method each time round, and to nobody else. */
function observeScheduler(onSeen: (scheduler: Scheduler) => void): void {
  const original: unknown = Reflect.get(Object.getPrototypeOf(wfQueueRunner), 'scheduleDueQueues');
  if (typeof original !== 'function') {
    return;
  }
  Reflect.set(wfQueueRunner, 'scheduleDueQueues', (...parameters: readonly unknown[]) => {
    const polls = parameters[3];
    const wake = parameters[4];
    if (polls instanceof Map && typeof wake === 'function') {
      onSeen({ polls, wake: () => wake() });
    }
    return original.apply(wfQueueRunner, parameters);
  });
}

function statesOf(runner: object): ReadonlyMap<unknown, unknown> | null {
  const states: unknown = Reflect.get(runner, 'states');
  return states instanceof Map ? states : null;
}
