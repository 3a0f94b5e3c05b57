import type pg from 'pg';
import type { Log } from '#platform/log';
import { drizzle } from '#platform/sql';
import { type DatabaseTls, databaseTls } from '#platform/tls';
import type { Database, DatabaseKind, OpenDatabase, QueryObserver } from './database.ts';
import { createSignals, registerHandle } from './handle-of.ts';
import { mapRowsTogether } from './map-rows-together.ts';
import { openPglite } from './open-pglite.ts';
import { openPostgres, unreachable } from './open-postgres.ts';
import { rememberSelections } from './remember-selections.ts';
import { withStatementErrors } from './statement-error.ts';
import { tendTables } from './tend-tables.ts';
import { watchPool } from './watch-pool.ts';
import { watchStalls } from './watch-stalls.ts';

export interface DatabaseOptions {
  /** The address of a PostgreSQL server, or null for the embedded one. */
  readonly databaseUrl: string | null;
  /** How the server is reached; by the address alone where it is left out. */
  readonly tls?: DatabaseTls | null;
  /** Where the embedded database lives; `memory://` keeps it in memory. Not used with a server. */
  readonly dataDirectory: string;
  readonly log?: Log;
  /** Connections to a server; 10 by default. The embedded database always has one. */
  readonly poolSize?: number;
  readonly onQuery?: QueryObserver;
  /** How long warnings of slow queries are gathered before they are logged; a minute by default. */
  readonly stallQuietMs?: number;
  /** A packed data directory (tar, also gzipped) that a new embedded database starts from. */
  readonly templateFile?: string;
  /** What the embedded database keeps of its files in memory; 32 by default, with which it opens sooner. */
  readonly bufferMegabytes?: number;
}

/**
 * Opens the embedded database or a server. Does not migrate and does not lock the data directory.
 * Throws `db.unreachable` where the server does not answer and `db.cannot-open` where the directory cannot be used.
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const kind: DatabaseKind = options.databaseUrl === null ? 'pglite' : 'postgres';
  const backend =
    options.databaseUrl === null
      ? await openPglite(options)
      : openPostgres({ tls: tlsOf(options.databaseUrl, options.tls), poolSize: options.poolSize ?? 10 });
  const { pool } = backend;
  pool.on('error', (error) => {
    options.log?.warn({ problem: error.message }, 'An idle database connection was lost');
  });
  // A lost connection fails the statement that uses it; its error event, unheard, would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  watchPool(pool, createObserver({ kind, options }));
  try {
    const serverVersion = await askVersion({ pool, databaseUrl: options.databaseUrl });
    const db: Database = registerHandle(rememberSelections(withStatementErrors(mapRowsTogether(drizzle(pool)))), {
      pool,
      signals: createSignals(),
      transaction: null,
    });
    const tending = kind === 'pglite' ? tendTables({ pool, log: options.log }) : null;
    const close = closeOnce(async () => {
      await tending?.stop();
      await backend.end();
    });
    return { kind, db, pool, serverVersion, close, dump: backend.dump };
  } catch (error) {
    await backend.end().catch(() => undefined);
    throw error;
  }
}

function tlsOf(databaseUrl: string, tls: DatabaseTls | null = null): DatabaseTls {
  return tls ?? databaseTls({ databaseUrl, mode: null, rootCertificate: null, plainHosts: [] });
}

function createObserver({ kind, options }: { kind: DatabaseKind; options: DatabaseOptions }): QueryObserver {
  const watch =
    kind === 'pglite' ? watchStalls({ log: options.log, quietMs: options.stallQuietMs ?? 60_000 }) : () => undefined;
  return (query) => {
    options.onQuery?.(query);
    watch(query);
  };
}

/** The first statement on the first connection, so that a server that cannot be used is named here. */
async function askVersion({ pool, databaseUrl }: { pool: pg.Pool; databaseUrl: string | null }): Promise<string> {
  try {
    const answer = await pool.query<{ server_version: string }>('show server_version');
    return answer.rows[0]?.server_version.split(' ')[0] ?? 'unknown';
  } catch (error) {
    throw databaseUrl === null ? error : unreachable({ databaseUrl, cause: error });
  }
}

function closeOnce(end: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= end();
    return closing;
  };
}
