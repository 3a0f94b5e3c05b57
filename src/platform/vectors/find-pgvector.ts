import type { OpenDatabase } from '#platform/db';
import { createPgvectorStore } from './create-pgvector-store.ts';
import type { VectorStore } from './vector-store.ts';

export type FoundPgvector =
  | { readonly state: 'on'; readonly store: VectorStore }
  | { readonly state: 'off'; readonly reason: string };

const oldest = [0, 8];

/** The database as a store of vectors where it offers pgvector, and otherwise why it does not. */
export async function findPgvector({ database }: { database: OpenDatabase }): Promise<FoundPgvector> {
  const { pool, db } = database;
  const available = await pool.query<{ version: string | null }>(
    `select coalesce(installed_version, default_version) as version from pg_available_extensions where name = 'vector'`,
  );
  const version = available.rows[0]?.version ?? null;
  if (version === null) return { state: 'off', reason: 'The database server does not offer pgvector.' };
  if (isOlder(version)) {
    const reason = `The database server has pgvector ${version}, and ${oldest.join('.')} is the oldest that will do.`;
    return { state: 'off', reason };
  }
  try {
    await pool.query('create extension if not exists vector');
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { state: 'off', reason: `The database server does not let us use its pgvector: ${said}` };
  }
  return { state: 'on', store: createPgvectorStore({ db }) };
}

/** Iterative scans, without which a filter leaves too little, came with 0.8. */
function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < (oldest[0] ?? 0) || (major === oldest[0] && minor < (oldest[1] ?? 0));
}
