import type { Clock } from '#platform/clock';
import { dueWork, type OpenDatabase } from '#platform/db';
import type { Log } from '#platform/log';
import { and, asc, eq, lte, sql } from '#platform/sql';

/** Work whose time has come. `dueAt` is the same for whoever takes it, so that it can stand in the id of a run. */
export interface DueWork {
  readonly workspaceId: string;
  readonly kind: string;
  readonly subject: string;
  readonly payload: unknown;
  readonly dueAt: Date;
}

export interface TickerOptions {
  readonly database: OpenDatabase;
  readonly clock: Clock;
  readonly log: Log;
  /** Starts the work; must bear being called twice for one row. A throw leaves the row for the next look. */
  readonly start: (work: DueWork) => Promise<void>;
  /** How often is looked; 1 s by default. */
  readonly intervalMs?: number;
}

export interface Ticker {
  /** Looks once, now; returns how much was due. */
  tick(): Promise<number>;
  stop(): Promise<void>;
}

const rowsPerTick = 200;

/**
 * Starts work that is due by the given clock. Time that passed while nobody looked is caught up once: a row is one
 * piece of work however long it has been due. Two tickers start the same run twice, which is one run.
 */
export function startTicker(options: TickerOptions): Ticker {
  let stopped = false;
  let underWay: Promise<number> = Promise.resolve(0);
  function tick(): Promise<number> {
    underWay = underWay.then(() => (stopped ? 0 : lookOnce(options)));
    return underWay;
  }
  const timer = setInterval(() => void tick(), options.intervalMs ?? 1000);
  timer.unref();
  return {
    tick,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await underWay;
    },
  };
}

async function lookOnce({ database, clock, log, start }: TickerOptions): Promise<number> {
  try {
    const rows = await database.db
      .select()
      .from(dueWork)
      .where(lte(dueWork.dueAt, clock.now()))
      .orderBy(asc(dueWork.dueAt))
      .limit(rowsPerTick);
    for (const row of rows) {
      await startOne({ row, database, log, start });
    }
    return rows.length;
  } catch (error) {
    log.error({ err: error }, 'Work that is due could not be looked for; it is tried again');
    return 0;
  }
}

/** The row goes only where its time was not moved meanwhile by what it started. */
async function startOne({
  row,
  database,
  log,
  start,
}: Pick<TickerOptions, 'database' | 'log' | 'start'> & { row: typeof dueWork.$inferSelect }): Promise<void> {
  try {
    await start(row);
    // A server keeps microseconds, of which a date of ours knows nothing.
    const dueAtMs = sql`date_trunc('milliseconds', ${dueWork.dueAt})`;
    await database.db.delete(dueWork).where(and(eq(dueWork.id, row.id), eq(dueAtMs, row.dueAt)));
  } catch (error) {
    log.error({ err: error, kind: row.kind, subject: row.subject }, 'Work that is due could not be started');
    await database.db
      .update(dueWork)
      .set({ attempts: sql`${dueWork.attempts} + 1` })
      .where(eq(dueWork.id, row.id));
  }
}
