import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import { wfQueueRunner } from '@dbos-inc/dbos-sdk/internal/wfqueue';

/**
 * Makes the engine look into a queue at once. By itself it only polls, which at the pace that people would want costs
 * a tenth of a processor at rest. It has no public way to be woken, so this reaches into the pinned version; where
 * what it looks for is not there, nothing happens and polling does the work.
 */
export interface QueueWaker {
  /** After a workflow was queued in this process. */
  wake(queueName: string): void;
  /** A workflow of this process has begun to run. */
  begun(queueName: string): void;
  /** One has ended: where the queue was full, it is looked into once the place is free, which takes some milliseconds. */
  ended(queueName: string): void;
  /** Lets the engine see queues that were registered after its launch; otherwise it does so within a second. */
  discover(): Promise<void>;
}

interface Scheduler {
  readonly polls: ReadonlyMap<unknown, unknown>;
  readonly wake: () => unknown;
}

const lookAgainAfterMs = 5;
/** By then the end is recorded even on a machine that is busy with other things; later the poll finds the place. */
const looks = 200;

/** Queues with a place left have nothing waiting that this process does not know of, so only a full one is looked into. */
export function createQueueWaker({
  placesOf,
}: {
  /** How many workflows of a queue run at once in this process. */
  placesOf: (queueName: string) => number;
}): QueueWaker {
  const running = new Map<string, number>();
  let scheduler: Scheduler | null = null;
  observeScheduler((seen) => {
    scheduler = seen;
  });

  function wake(queueName: string): void {
    const state = statesOf(wfQueueRunner)?.get(queueName);
    if (scheduler === null || typeof state !== 'object' || state === null) {
      return;
    }
    const underWay = scheduler.polls.get(queueName);
    if (underWay instanceof Promise) {
      void underWay.then(() => wake(queueName));
      return;
    }
    Reflect.set(state, 'nextPollAt', 0);
    scheduler.wake();
  }

  function count(queueName: string, step: number): number {
    const before = running.get(queueName) ?? 0;
    running.set(queueName, before + step);
    return before;
  }

  /** The engine counts a workflow until its end is recorded. */
  function wakeWhenFree(queueName: string, looksLeft: number): void {
    const isFree = (countedBy(queueName) ?? 0) < placesOf(queueName);
    if (isFree) wake(queueName);
    else if (looksLeft > 0) setTimeout(() => wakeWhenFree(queueName, looksLeft - 1), lookAgainAfterMs).unref();
  }

  return {
    wake: (queueName) => {
      if ((running.get(queueName) ?? 0) < placesOf(queueName)) wake(queueName);
    },
    begun: (queueName) => {
      count(queueName, 1);
    },
    ended: (queueName) => {
      const before = count(queueName, -1);
      if (before < placesOf(queueName)) return;
      setTimeout(() => wakeWhenFree(queueName, looks), lookAgainAfterMs).unref();
    },
    discover: async () => {
      const refresh: unknown = Reflect.get(wfQueueRunner, 'refreshDbQueues');
      if (typeof refresh === 'function' && scheduler !== null) {
        await refresh.call(wfQueueRunner, DBOSExecutor.globalInstance, 0);
      }
    },
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

/** How many workflows of a queue the engine counts as running here; null where it does not say. */
function countedBy(queueName: string): number | null {
  const executor = DBOSExecutor.globalInstance;
  const database: unknown = executor === undefined ? undefined : Reflect.get(executor, 'systemDatabase');
  if (typeof database !== 'object' || database === null) return null;
  const counting: unknown = Reflect.get(database, 'countRunningWorkflowsForQueue');
  const counted: unknown = typeof counting === 'function' ? counting.call(database, queueName) : null;
  return typeof counted === 'number' ? counted : null;
}

function statesOf(runner: object): ReadonlyMap<unknown, unknown> | null {
  const states: unknown = Reflect.get(runner, 'states');
  return states instanceof Map ? states : null;
}
