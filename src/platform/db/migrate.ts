import type pg from 'pg';
import type { Clock } from '#platform/clock';
import { SophiaError } from '#platform/errors';
import type { OpenDatabase } from './database.ts';
import { type Migration, readMigrations } from './read-migrations.ts';

export interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly hash: string;
  readonly appliedAt: Date;
}

export interface MigrationStatus {
  readonly applied: readonly AppliedMigration[];
  readonly pending: readonly { readonly number: number; readonly name: string }[];
}

interface MigrateOptions {
  readonly database: OpenDatabase;
  readonly clock: Clock;
  /** Where the files are; the folder `migrations` by default. */
  readonly directory?: string;
}

/** Any constant serves, as long as every version of Sophia takes the same. */
const advisoryLockKey = 7_303_014_001;

/**
 * Brings the database to the newest migration, one transaction a file, and returns the names applied now.
 * Throws `db.migration-changed` where an applied file differs from what was applied, `db.newer-than-code` where
 * the database knows migrations that the code does not, and `db.migration-failed` where one fails.
 */
export async function migrate({ database, clock, directory }: MigrateOptions): Promise<readonly string[]> {
  const migrations = await readMigrations(directory);
  const client = await database.pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLockKey]);
    try {
      await createRecord(client);
      const pending = pendingAfter({ migrations, applied: await readApplied(client) });
      for (const migration of pending) {
        await apply(client, { migration, appliedAt: clock.now() });
      }
      return pending.map(fullName);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [advisoryLockKey]);
    }
  } finally {
    client.release();
  }
}

/** What has been applied and what has not. Changes nothing; throws like `migrate` where files and database disagree. */
export async function migrationStatus({
  database,
  directory,
}: Omit<MigrateOptions, 'clock'>): Promise<MigrationStatus> {
  const migrations = await readMigrations(directory);
  const client = await database.pool.connect();
  try {
    const record = await client.query<{ exists: boolean }>(
      "select to_regclass('sophia_migrations') is not null as exists",
    );
    const applied = record.rows[0]?.exists === true ? await readApplied(client) : [];
    const pending = pendingAfter({ migrations, applied });
    return { applied, pending: pending.map(({ number, name }) => ({ number, name })) };
  } finally {
    client.release();
  }
}

async function createRecord(client: pg.PoolClient): Promise<void> {
  await client.query(`create table if not exists sophia_migrations (
    number integer primary key,
    name text not null,
    hash text not null,
    applied_at timestamptz not null
  )`);
}

async function readApplied(client: pg.PoolClient): Promise<readonly AppliedMigration[]> {
  const answer = await client.query<{ number: number; name: string; hash: string; applied_at: Date }>(
    'select number, name, hash, applied_at from sophia_migrations order by number',
  );
  return answer.rows.map((row) => ({
    number: row.number,
    name: row.name,
    hash: row.hash,
    appliedAt: row.applied_at,
  }));
}

function pendingAfter({
  migrations,
  applied,
}: {
  migrations: readonly Migration[];
  applied: readonly AppliedMigration[];
}): readonly Migration[] {
  for (const [position, done] of applied.entries()) {
    const migration = migrations[position];
    if (migration === undefined) {
      throw new SophiaError(
        'db.newer-than-code',
        `Expected a database of at most ${migrations.length} migrations, found ${applied.length}, the newest ${fullName(done)}: start the version of Sophia that made it, or a newer one.`,
      );
    }
    if (migration.hash !== done.hash) {
      throw new SophiaError(
        'db.migration-changed',
        `Expected migrations/${fullName(migration)}.sql as it was applied, found another content: restore the file and put the change into a new migration.`,
        { details: { appliedHash: done.hash, fileHash: migration.hash } },
      );
    }
  }
  return migrations.slice(applied.length);
}

async function apply(
  client: pg.PoolClient,
  { migration, appliedAt }: { migration: Migration; appliedAt: Date },
): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.statements);
    await client.query('insert into sophia_migrations (number, name, hash, applied_at) values ($1, $2, $3, $4)', [
      migration.number,
      migration.name,
      migration.hash,
      appliedAt,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new SophiaError(
      'db.migration-failed',
      `Expected migrations/${fullName(migration)}.sql to apply, but the database refused it: ${error instanceof Error ? error.message : String(error)}. Nothing of it was kept.`,
      { cause: error },
    );
  }
}

function fullName({ number, name }: { readonly number: number; readonly name: string }): string {
  return `${String(number).padStart(4, '0')}-${name}`;
}
