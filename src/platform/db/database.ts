import type pg from 'pg';
import type { NodePgDatabase } from '#platform/sql';

/**
 * The database, or the transaction a verb runs in: Drizzle without `transaction`, because `transact`
 * is the one way to open one.
 */
export type Database = Omit<NodePgDatabase, 'transaction'>;

export type DatabaseKind = 'pglite' | 'postgres';

/** One statement that has ended. The text holds placeholders only, never values that Drizzle bound. */
export interface ObservedQuery {
  readonly statement: string;
  readonly durationMs: number;
  readonly failed: boolean;
}

export type QueryObserver = (query: ObservedQuery) => void;

/** What stands behind the handle: the pool, how to end it and, where the database is embedded, how to pack it. */
export interface Backend {
  readonly pool: pg.Pool;
  end(): Promise<void>;
  readonly dump: (() => Promise<Buffer>) | null;
}

export interface OpenDatabase {
  readonly kind: DatabaseKind;
  readonly db: Database;
  /** The only pool there is; for the workflow engine and for migrations. On PGlite it holds one connection. */
  readonly pool: pg.Pool;
  /** The version the server names, such as `18.6`. */
  readonly serverVersion: string;
  /** Waits for running statements, then closes the pool and, on PGlite, the database itself. */
  close(): Promise<void>;
  /** The whole embedded database as a tar archive, for `templateFile`; null on a server. */
  readonly dump: (() => Promise<Buffer>) | null;
}
