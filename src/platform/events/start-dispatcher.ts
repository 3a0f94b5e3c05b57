import type { Clock } from '#platform/clock';
import { listenForSignal, type OpenDatabase, outbox } from '#platform/db';
import type { Log } from '#platform/log';
import { and, gt, inArray, isNull } from '#platform/sql';
import { holdLeadership, type Leadership } from './hold-leadership.ts';
import { outboxSignal } from './publish.ts';
import type { PublishedEvent } from './published-event.ts';
import { readEvent } from './read-event.ts';

export interface Subscriber {
  readonly name: string;
  /** Only these events are handed over. */
  readonly types: readonly PublishedEvent['event']['type'][];
  /**
   * Must bear being called twice for one event. A throw brings the event again. Events that were read together have the
   * same page, by which what was looked at after that reading can be remembered.
   */
  handle(published: PublishedEvent, page?: object): Promise<void>;
}

export interface DispatcherOptions {
  readonly database: OpenDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly subscribers: readonly Subscriber[];
  /** How long until events of other processes, and those that failed, are looked for; 1 s by default. */
  readonly pollIntervalMs?: number;
}

export interface Dispatcher {
  /** Hands over what has been written until now, and ends. */
  stop(): Promise<void>;
}

type OutboxRow = typeof outbox.$inferSelect;

const rowsPerPage = 200;

/**
 * Hands the events of the outbox to the subscribers, in order and at least once: at once after a commit of this
 * process, otherwise at the next poll. Of several processes one dispatches. An event whose subscriber fails stays,
 * is tried again at each poll, and holds up none behind it.
 */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const leadership = holdLeadership(options.database);
  const wake = createWakeUp(options.pollIntervalMs ?? 1000);
  const stopListening = listenForSignal(options.database.db, { signal: outboxSignal, listener: wake.ring });
  let stopping = false;
  const loop = runLoop({ options, leadership, wake, isStopping: () => stopping });
  return {
    stop: async () => {
      stopping = true;
      stopListening();
      wake.ring();
      await loop;
      await handOverRest({ options, leadership });
      await leadership.release();
    },
  };
}

/** What was written just before the stop need not wait for the next start. */
async function handOverRest({ options, leadership }: Pick<Loop, 'options' | 'leadership'>): Promise<void> {
  try {
    if (await leadership.isOurs()) await dispatchPass({ options, isStopping: () => false });
  } catch (error) {
    options.log.warn({ err: error }, 'The last events are left for the next start');
  }
}

interface Loop {
  readonly options: DispatcherOptions;
  readonly leadership: Leadership;
  readonly wake: WakeUp;
  readonly isStopping: () => boolean;
}

async function runLoop(loop: Loop): Promise<void> {
  const { options, leadership, wake } = loop;
  while (!loop.isStopping()) {
    try {
      if (await leadership.isOurs()) {
        await dispatchPass(loop);
      }
    } catch (error) {
      options.log.error({ err: error }, 'The outbox could not be read; it is tried again');
    }
    await wake.next();
  }
}

/** Goes once through everything that waits, so that events that fail hold up none behind them. */
async function dispatchPass({ options, isStopping }: Pick<Loop, 'options' | 'isStopping'>): Promise<void> {
  const { db } = options.database;
  let lastId = 0;
  for (;;) {
    const rows = await db
      .select()
      .from(outbox)
      .where(and(isNull(outbox.dispatchedAt), gt(outbox.id, lastId)))
      .orderBy(outbox.id)
      .limit(rowsPerPage);
    const delivered: number[] = [];
    for (const row of rows) {
      lastId = row.id;
      if (!isStopping() && (await deliver({ row, page: rows, options }))) {
        delivered.push(row.id);
      }
    }
    if (delivered.length > 0) {
      await db.update(outbox).set({ dispatchedAt: options.clock.now() }).where(inArray(outbox.id, delivered));
    }
    if (rows.length < rowsPerPage || isStopping()) {
      return;
    }
  }
}

async function deliver({
  row,
  page,
  options,
}: {
  row: OutboxRow;
  page: object;
  options: DispatcherOptions;
}): Promise<boolean> {
  try {
    const published = readEvent(row);
    for (const subscriber of options.subscribers) {
      if (subscriber.types.includes(published.event.type)) {
        await subscriber.handle(published, page);
      }
    }
    return true;
  } catch (error) {
    options.log.error({ err: error, eventId: row.id, eventType: row.type }, 'An event could not be handed over');
    return false;
  }
}

interface WakeUp {
  readonly ring: () => void;
  /** Returns at the next ring, or at once where it rang meanwhile, or after the poll interval. */
  next(): Promise<void>;
}

function createWakeUp(pollIntervalMs: number): WakeUp {
  let rang = false;
  let answer: (() => void) | null = null;
  return {
    ring: () => {
      rang = true;
      answer?.();
    },
    next: async () => {
      if (!rang) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, pollIntervalMs);
        answer = resolve;
        await promise;
        clearTimeout(timer);
        answer = null;
      }
      rang = false;
    },
  };
}
