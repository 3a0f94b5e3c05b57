import { type Database, transact } from '#platform/db';
import { type SQL, sql } from '#platform/sql';
import type { NearQuestion, VectorEntry, VectorSpace, VectorStore } from './vector-store.ts';

/** An index takes up to 2,000 dimensions of `vector`, and 4,000 of `halfvec` (github.com/pgvector/pgvector, HNSW). */
const mostOfVector = 2_000;
const mostOfHalfvec = 4_000;
const rowsPerInsert = 100;
const rowsPerList = 10_000;
/** Any constant serves, as long as every version of Sophia takes the same. */
const advisoryLockKey = 7_303_014_012;

/**
 * pgvector in the database itself: tables of their own schema, which no migration knows, since a server may lack the
 * extension. One for each number of dimensions, with an HNSW index; a chunk that goes takes its entry along.
 */
export function createPgvectorStore({ db }: { db: Database }): VectorStore {
  return {
    kind: 'pgvector',
    prepare: (space) => prepare({ db, space }),
    upsert: async ({ space, entries }) => {
      for (let from = 0; from < entries.length; from += rowsPerInsert) {
        await insert({ db, space, entries: entries.slice(from, from + rowsPerInsert) });
      }
    },
    remove: async ({ space, chunkIds }) => {
      await db.execute(sql`delete from ${tableOf(space)}
        where ${isIn(space)} and chunk_id = any(${sql.param([...chunkIds])}::bigint[])`);
    },
    clear: async (space) => {
      await prepare({ db, space });
      await db.execute(sql`delete from ${tableOf(space)} where ${isIn(space)}`);
    },
    nearest: (question) => nearest({ db, question }),
    list: async ({ space, after }) => {
      const answer = await db.execute<{ id: string }>(sql`select chunk_id as id from ${tableOf(space)}
        where ${isIn(space)} and chunk_id > ${after ?? '0'}::bigint order by chunk_id limit ${rowsPerList}`);
      const chunkIds = answer.rows.map(({ id }) => Number(id));
      return { chunkIds, next: chunkIds.length < rowsPerList ? null : String(chunkIds.at(-1)) };
    },
  };
}

/** True where the table is new. */
async function prepare({ db, space }: { db: Database; space: VectorSpace }): Promise<boolean> {
  const name = `sophia_vectors.entries_${space.dimensions}`;
  const column = sql.raw(`${typeOf(space)}(${space.dimensions})`);
  return transact({ ctx: { db } }, async (inner) => {
    await inner.db.execute(sql`select pg_advisory_xact_lock(${advisoryLockKey})`);
    const known = await inner.db.execute<{ there: boolean }>(sql`select to_regclass(${name}) is not null as there`);
    if (known.rows[0]?.there === true) return false;
    await inner.db.execute(sql`create schema if not exists sophia_vectors`);
    await inner.db.execute(sql`create table ${tableOf(space)} (
      namespace text not null, collection text not null,
      chunk_id bigint not null references search_chunks (id) on delete cascade,
      attributes jsonb not null, embedding ${column} not null, primary key (chunk_id, namespace))`);
    if (space.dimensions <= mostOfHalfvec) {
      const operators = sql.raw(`${typeOf(space)}_cosine_ops`);
      await inner.db.execute(sql`create index on ${tableOf(space)} using hnsw (embedding ${operators})`);
    }
    return true;
  });
}

/** A chunk that has gone meanwhile is left out. */
async function insert({
  db,
  space,
  entries,
}: {
  db: Database;
  space: VectorSpace;
  entries: readonly VectorEntry[];
}): Promise<void> {
  const rows = entries.map(
    ({ chunkId, vector, attributes }) =>
      sql`(${chunkId}::bigint, ${JSON.stringify(attributes)}::jsonb, ${textOf(vector)}::${sql.raw(typeOf(space))})`,
  );
  await db.execute(sql`insert into ${tableOf(space)} (namespace, collection, chunk_id, attributes, embedding)
    select ${space.namespace}, ${space.collection}, entry.chunk_id, entry.attributes, entry.embedding
    from (values ${sql.join(rows, sql`, `)}) as entry (chunk_id, attributes, embedding)
    where exists (select from search_chunks as chunk where chunk.id = entry.chunk_id)
    on conflict (chunk_id, namespace) do update
      set collection = excluded.collection, attributes = excluded.attributes, embedding = excluded.embedding`);
}

/** The filter stands in the statement: the index goes on until so many of those that may be ranked are found. */
async function nearest({ db, question }: { db: Database; question: NearQuestion }) {
  const { space, vector, limit, among } = question;
  if (among?.size === 0) return [];
  const asked = sql`embedding <=> ${textOf(vector)}::${sql.raw(typeOf(space))}`;
  const admitted = among === null ? sql`true` : sql`chunk_id = any(${sql.param([...among])}::bigint[])`;
  return transact({ ctx: { db } }, async (inner) => {
    await inner.db.execute(sql`select set_config('hnsw.iterative_scan', 'strict_order', true),
      set_config('hnsw.ef_search', ${String(Math.min(1000, Math.max(40, limit)))}, true),
      set_config('hnsw.max_scan_tuples', '100000', true)`);
    const answer = await inner.db.execute<{ id: string; distance: number }>(
      sql`select chunk_id as id, ${asked} as distance from ${tableOf(space)}
        where ${isIn(space)} and ${admitted} order by ${asked} limit ${limit}`,
    );
    return answer.rows.map(({ id, distance }) => ({ chunkId: Number(id), score: 1 - distance }));
  });
}

function isIn({ namespace, collection }: VectorSpace): SQL {
  return sql`namespace = ${namespace} and collection = ${collection}`;
}

function tableOf({ dimensions }: VectorSpace): SQL {
  return sql.raw(`sophia_vectors.entries_${Math.trunc(dimensions)}`);
}

function typeOf({ dimensions }: VectorSpace): 'vector' | 'halfvec' {
  return dimensions > mostOfVector && dimensions <= mostOfHalfvec ? 'halfvec' : 'vector';
}

function textOf(vector: Float32Array): string {
  return `[${vector.join(',')}]`;
}
