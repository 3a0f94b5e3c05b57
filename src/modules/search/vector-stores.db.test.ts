import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { SearchCollection } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, inArray, sql } from '#platform/sql';
import { findPgvector, type VectorEntry, type VectorSpace, type VectorStore } from '#platform/vectors';
import { assertPgvectorAbsent } from '#test/assert-pgvector-absent';
import { databaseForSuite } from '#test/database-for-suite';
import { openSimulatedStore } from '#test/simulated-store';
import { storeChunks } from '#test/stored-chunks';
import type { TestContext } from '#test/test-context';
import { ChunkMemory } from './engine/chunk-memory.ts';
import { refreshMemory } from './engine/refresh-memory.ts';
import { admit, scoreVectors } from './engine/score-chunks.ts';
import { searchVectors } from './tables.ts';

const suite = await databaseForSuite();
const pgvector = await findPgvector({ database: suite.database });

type Contract = Omit<VectorStore, 'kind'>;

interface Harness {
  readonly store: Contract;
  /** Makes what was written seen. */
  readonly settle: () => Promise<void>;
}

const harnesses: Readonly<Record<string, (ctx: TestContext) => Promise<Harness>>> = {
  memory: async (ctx) => ({ store: openMemoryStore(ctx), settle: async () => undefined }),
  ...(pgvector.state === 'off'
    ? {}
    : { pgvector: async () => ({ store: pgvector.store, settle: async () => undefined }) }),
  pinecone: () => simulated('pinecone'),
  weaviate: () => simulated('weaviate'),
};

if (pgvector.state === 'off') {
  describe('vectors in pgvector', () => {
    test('are not compared where a server does not offer it', () => assertPgvectorAbsent(pgvector));
  });
}

async function simulated(kind: 'pinecone' | 'weaviate'): Promise<Harness> {
  const opened = await openSimulatedStore(kind);
  after(() => opened.close());
  return opened;
}

const axes = { east: [1, 0, 0, 0], northeast: [0.8, 0.6, 0, 0], north: [0, 1, 0, 0], up: [0, 0, 1, 0] } as const;
const asked = Float32Array.from([0.96, 0.28, 0, 0]);

function entryOf(chunkId: number, axis: keyof typeof axes): VectorEntry {
  return { chunkId, vector: Float32Array.from(axes[axis]), attributes: { deal_id: 'deal_1', key_topics: ['pricing'] } };
}

for (const [name, open] of Object.entries(harnesses)) {
  describe(`vectors in ${name}`, () => {
    async function begin(collection: SearchCollection = 'call-insights') {
      const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
      const { store, settle } = await open(ctx);
      const ids = await storeChunks({ ctx, count: 4 });
      const space: VectorSpace = { collection, namespace: ctx.workspaceId.replaceAll('_', '-'), dimensions: 4 };
      await store.prepare(space);
      await settle();
      return { store, settle, space, ids };
    }

    async function nearest(given: {
      store: Contract;
      space: VectorSpace;
      among?: ReadonlySet<number> | null;
      limit?: number;
    }) {
      const { store, space, among = null, limit = 10 } = given;
      const found = await store.nearest({ space, vector: asked, limit, among });
      return found.map(({ chunkId }) => chunkId);
    }

    test('the nearest come first, with their cosine, as many as are asked for', async () => {
      const { store, settle, space, ids } = await begin();
      const [east = 0, northeast = 0, north = 0] = ids;
      await store.upsert({
        space,
        entries: [entryOf(north, 'north'), entryOf(east, 'east'), entryOf(northeast, 'northeast')],
      });
      await settle();
      const found = await store.nearest({ space, vector: asked, limit: 2, among: null });
      assert.deepEqual(
        found.map(({ chunkId, score }) => [chunkId, Math.round(score * 1000) / 1000]),
        [
          [east, 0.96],
          [northeast, 0.936],
        ],
      );
    });

    test('what may not be ranked counts nowhere, however near it is', async () => {
      const { store, settle, space, ids } = await begin();
      const [east = 0, northeast = 0, north = 0] = ids;
      await store.upsert({
        space,
        entries: [entryOf(east, 'east'), entryOf(northeast, 'northeast'), entryOf(north, 'north')],
      });
      await settle();
      assert.deepEqual(await nearest({ store, space, among: new Set([north, northeast]), limit: 1 }), [northeast]);
      assert.deepEqual(await nearest({ store, space, among: new Set([north]) }), [north]);
      assert.deepEqual(await nearest({ store, space, among: new Set() }), []);
    });

    test('an entry that is sent again stands there once, as it was sent last', async () => {
      const { store, settle, space, ids } = await begin();
      const [one = 0, two = 0] = ids;
      await store.upsert({ space, entries: [entryOf(one, 'east'), entryOf(two, 'north')] });
      await settle();
      await store.upsert({ space, entries: [entryOf(one, 'north'), entryOf(two, 'east')] });
      await settle();
      assert.deepEqual(await nearest({ store, space }), [two, one]);
    });

    test('what is taken out is gone, and what is not there can be taken out', async () => {
      const { store, settle, space, ids } = await begin();
      const [one = 0, two = 0, three = 0] = ids;
      await store.upsert({ space, entries: [entryOf(one, 'east'), entryOf(two, 'north')] });
      await settle();
      await store.remove({ space, chunkIds: [one, three] });
      await settle();
      assert.deepEqual(await nearest({ store, space }), [two]);
      await store.clear(space);
      await settle();
      await store.prepare(space);
      assert.deepEqual(await nearest({ store, space }), []);
      assert.deepEqual(await store.list({ space, after: null }), { chunkIds: [], next: null });
      await store.clear(space);
    });

    test('collections and names are apart', async () => {
      const { store, settle, space, ids } = await begin();
      const [one = 0] = ids;
      const others = [
        { ...space, collection: 'business-context' as const },
        { ...space, namespace: `${space.namespace}x` },
      ];
      await store.upsert({ space, entries: [entryOf(one, 'east')] });
      for (const other of others) {
        await store.prepare(other);
        await settle();
        assert.deepEqual(await nearest({ store, space: other }), [], JSON.stringify(other));
      }
      assert.deepEqual(await nearest({ store, space }), [one]);
    });

    test('everything that is there is listed once', async () => {
      const { store, settle, space } = await begin();
      const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
      const ids = await storeChunks({ ctx, count: 230 });
      await store.upsert({ space, entries: ids.map((id) => entryOf(id, 'up')) });
      await settle();
      const listed: number[] = [];
      for (let cursor: string | null = null; ; ) {
        const page = await store.list({ space, after: cursor });
        listed.push(...page.chunkIds);
        if (page.next === null) break;
        cursor = page.next;
      }
      assert.deepEqual(
        listed.sort((left, right) => left - right),
        ids,
      );
    });
  });
}

/** The vectors in rows of the database, compared in memory as search does it: as a store, to be held to its contract. */
function openMemoryStore(ctx: Context): Contract {
  return {
    prepare: async () => false,
    upsert: async ({ space, entries }) => {
      const ids = entries.map(({ chunkId }) => chunkId);
      await ctx.db.delete(searchVectors).where(and(isIn(space), inArray(searchVectors.chunkId, ids)));
      await ctx.db.execute(sql`insert into search_vectors (workspace_id, chunk_id, model, vector)
        select workspace_id, id, ${modelOf(space)}, given.vector from search_chunks join (values ${sql.join(
          entries.map(({ chunkId, vector }) => sql`(${chunkId}::bigint, ${Buffer.from(vector.buffer)}::bytea)`),
          sql`, `,
        )}) as given (chunk_id, vector) on given.chunk_id = id`);
    },
    remove: async ({ space, chunkIds }) => {
      await ctx.db.delete(searchVectors).where(and(isIn(space), inArray(searchVectors.chunkId, [...chunkIds])));
    },
    clear: async (space) => {
      await ctx.db.delete(searchVectors).where(isIn(space));
    },
    nearest: async ({ space, vector, limit, among }) => {
      const memory = new ChunkMemory(space.dimensions, modelOf(space));
      await refreshMemory({ ctx, memory });
      const rows = admit({
        memory,
        admission: {
          documentIds: null,
          chunkIds: among,
          withheld: new Set(),
          sides: 0,
          sinceDay: null,
          untilDay: null,
        },
      });
      const scored = await scoreVectors({ memory, rows, vector, limit });
      return scored.map(({ row, score }) => ({ chunkId: memory.chunkIds[row] ?? -1, score }));
    },
    list: async ({ space }) => {
      const rows = await ctx.db.select({ id: searchVectors.chunkId }).from(searchVectors).where(isIn(space));
      return { chunkIds: rows.map(({ id }) => id), next: null };
    },
  };
}

function isIn(space: VectorSpace) {
  return eq(searchVectors.model, modelOf(space));
}

function modelOf({ collection, namespace }: VectorSpace): string {
  return `${collection}:${namespace}`;
}
