import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { removeCall } from '#modules/calls';
import { auditRecords } from '#platform/db';
import { eq } from '#platform/sql';
import { findPgvector, type VectorStore } from '#platform/vectors';
import { assertPgvectorAbsent } from '#test/assert-pgvector-absent';
import { databaseForSuite } from '#test/database-for-suite';
import { openSimulatedStore, type SimulatedStore } from '#test/simulated-store';
import { partyOf, storeCall } from '#test/source-calls';
import type { TestContext } from '#test/test-context';
import {
  createSearchEngine,
  createWordEmbedder,
  embedPending,
  getSearchStatus,
  indexPending,
  noteChanges,
  repairStore,
  type SearchContext,
  searchChunks,
  searchStores,
  searchWorkspace,
  syncStore,
} from './index.ts';

const suite = await databaseForSuite();

type Ctx = TestContext & SearchContext;

async function begin(store: VectorStore): Promise<Ctx> {
  const plain = suite.createContext({ workspaceId: await suite.createWorkspace() });
  return { ...plain, search: createSearchEngine({ place: { store } }) };
}

async function take(ctx: Ctx, said: string): Promise<string> {
  const callId = await storeCall({
    ctx,
    externalId: `${ctx.workspaceId}-${said}`,
    startedAt: '2026-09-01T15:00:00Z',
    parties: [partyOf({ speakerId: 's1', name: 'Priya Natarajan', side: 'external' })],
    texts: [said],
  });
  await noteChanges({ ctx, input: { kind: 'call', ids: [callId] } });
  while ((await indexPending({ ctx, input: { limit: 20 } })).more);
  return callId;
}

async function sync(ctx: Ctx, opened: SimulatedStore) {
  // Collections that are made at first are not ready at once.
  await syncStore({ ctx, input: { limit: 100 } });
  await opened.settle();
  const done = await syncStore({ ctx, input: { limit: 100 } });
  await opened.settle();
  return done;
}

async function heldIn(ctx: Ctx, store: VectorStore): Promise<number[]> {
  const [row] = await ctx.db.select().from(searchStores).where(eq(searchStores.workspaceId, ctx.workspaceId));
  if (row === undefined) return [];
  const { namespace, dimensions } = row;
  const page = await store.list({ space: { collection: 'call-insights', namespace, dimensions }, after: null });
  return [...page.chunkIds].sort((left, right) => left - right);
}

async function chunksOf(ctx: Ctx): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: searchChunks.id })
    .from(searchChunks)
    .where(eq(searchChunks.workspaceId, ctx.workspaceId));
  return rows.map(({ id }) => id).sort((left, right) => left - right);
}

for (const kind of ['pinecone', 'weaviate'] as const) {
  describe(`the store in ${kind}`, () => {
    const opening = openSimulatedStore(kind);
    after(async () => (await opening).close());

    test('answers once it holds everything, and until then memory does', async () => {
      const opened = await opening;
      const ctx = await begin(opened.store);
      await take(ctx, 'Rent collection is slow and the ledger is wrong.');
      const before = await searchWorkspace({ ctx, input: { query: 'rent collection' } });
      assert.equal(before.hits[0]?.foundBy, 'both');
      assert.equal((await getSearchStatus({ ctx })).store.state, 'filling');
      assert.equal((await sync(ctx, opened)).problem, null);
      const { store } = await getSearchStatus({ ctx });
      assert.deepEqual([store.state, store.held, store.toSend, store.toRemove], ['ready', 1, 0, 0]);
      await opened.control('reset', {});
      await opened.control('clock', { now: '2026-09-01T12:00:00Z', frozen: true });
      const gone = await searchWorkspace({ ctx, input: { query: 'rent collection' } });
      assert.equal(gone.hits[0]?.foundBy, 'words', 'the store is asked, not memory');
    });

    test('loses what a removed call had, however long it did not answer', async () => {
      const opened = await opening;
      const ctx = await begin(opened.store);
      const callId = await take(ctx, 'The merger is secret.');
      await take(ctx, 'The budget is not secret.');
      await sync(ctx, opened);
      assert.equal((await heldIn(ctx, opened.store)).length, 2);
      await removeCall({ ctx, input: { callId, reason: 'private' } });
      await opened.control('faults', { kind: 'unavailable', times: null });
      const failed = await syncStore({ ctx, input: { limit: 100 } });
      assert.match(failed.problem ?? '', /503/u);
      assert.ok((failed.retryAt?.getTime() ?? 0) > ctx.clock.now().getTime());
      const failing = (await getSearchStatus({ ctx })).store;
      assert.deepEqual([failing.state, failing.toRemove], ['failing', 1]);
      const found = await searchWorkspace({ ctx, input: { query: 'budget' } });
      assert.equal(found.wordsOnlyBecause, 'The store of vectors does not answer.');
      assert.equal(found.hits.length, 1, 'words find meanwhile');
      await fetch(`${opened.url}/_control/faults`, { method: 'DELETE' });
      await sync(ctx, opened);
      assert.deepEqual(await heldIn(ctx, opened.store), await chunksOf(ctx));
      const { store } = await getSearchStatus({ ctx });
      assert.deepEqual([store.state, store.toRemove, store.problem], ['ready', 0, null]);
    });

    test('is failing until it has answered again, also where nothing is to be sent', async () => {
      const opened = await opening;
      const ctx = await begin(opened.store);
      await take(ctx, 'Rent collection is slow.');
      await sync(ctx, opened);
      await opened.control('faults', { kind: 'unavailable', times: null });
      assert.match((await repairStore({ ctx })).problem ?? '', /503/u);
      assert.match((await syncStore({ ctx, input: { limit: 100 } })).problem ?? '', /503/u);
      assert.equal((await getSearchStatus({ ctx })).store.state, 'failing');
      await fetch(`${opened.url}/_control/faults`, { method: 'DELETE' });
      assert.equal((await syncStore({ ctx, input: { limit: 100 } })).problem, null);
      const { store } = await getSearchStatus({ ctx });
      assert.deepEqual([store.state, store.problem, store.held], ['ready', null, 1]);
    });

    test('is mended both ways where it has drifted, and says so', async () => {
      const opened = await opening;
      const ctx = await begin(opened.store);
      await take(ctx, 'Rent collection is slow.');
      await take(ctx, 'The budget is not secret.');
      await sync(ctx, opened);
      ctx.clock.advance(3_600_000);
      const [lost = 0] = await chunksOf(ctx);
      await lose({ ctx, opened, kind, chunkId: lost });
      const namespace = await namespaceOf(ctx);
      const space = { collection: 'call-insights', namespace, dimensions: 256 } as const;
      const [vector = new Float32Array()] = await createWordEmbedder().embed(['something foreign']);
      await opened.store.upsert({ space, entries: [{ chunkId: 999_999_999, vector, attributes: {} }] });
      await opened.settle();
      assert.deepEqual(await repairStore({ ctx }), { missing: 1, foreign: 1, problem: null });
      await sync(ctx, opened);
      assert.deepEqual(await heldIn(ctx, opened.store), await chunksOf(ctx));
      const { store } = await getSearchStatus({ ctx });
      assert.deepEqual([store.foundMissing, store.foundForeign, store.state], [1, 1, 'ready']);
      assert.deepEqual(await repairStore({ ctx }), { missing: 0, foreign: 0, problem: null });
      const audits = await ctx.db.select().from(auditRecords).where(eq(auditRecords.workspaceId, ctx.workspaceId));
      assert.ok(audits.some(({ action }) => action === 'search.store-repaired'));
    });

    test('is filled again where all of it is gone', async () => {
      const opened = await opening;
      const ctx = await begin(opened.store);
      await take(ctx, 'Rent collection is slow.');
      await sync(ctx, opened);
      await opened.control('reset', {});
      await opened.control('clock', { now: '2026-09-01T12:00:00Z', frozen: true });
      assert.equal((await repairStore({ ctx })).missing, 1);
      assert.equal((await getSearchStatus({ ctx })).store.state, 'filling');
      await opened.settle();
      await sync(ctx, opened);
      assert.deepEqual(await heldIn(ctx, opened.store), await chunksOf(ctx));
    });

    test('begins anew for another model, of which nothing of before is left', async () => {
      const opened = await opening;
      const ctx = await begin(opened.store);
      await take(ctx, 'Rent collection is slow.');
      await sync(ctx, opened);
      const before = await namespaceOf(ctx);
      const embedder = { ...createWordEmbedder(), model: 'another' };
      const changed = { ...ctx, search: createSearchEngine({ embedder, place: { store: opened.store } }) };
      while ((await embedPending({ ctx: changed, input: { limit: 10 } })).more);
      await sync(changed, opened);
      const after = await namespaceOf(ctx);
      assert.notEqual(after, before);
      assert.deepEqual(await heldIn(changed, opened.store), await chunksOf(ctx));
      const space = { collection: 'call-insights', namespace: before, dimensions: 256 } as const;
      await opened.store.prepare(space);
      assert.deepEqual((await opened.store.list({ space, after: null })).chunkIds, []);
    });
  });
}

describe('the store in pgvector', () => {
  test('answers from the database itself, and forgets with it', async () => {
    const pgvector = await findPgvector({ database: suite.database });
    if (pgvector.state === 'off') return assertPgvectorAbsent(pgvector);
    const { store } = pgvector;
    const ctx = await begin(store);
    const callId = await take(ctx, 'Rent collection is slow and the ledger is wrong.');
    await syncStore({ ctx, input: { limit: 100 } });
    assert.equal((await getSearchStatus({ ctx })).store.state, 'ready');
    const { hits } = await searchWorkspace({ ctx, input: { query: 'rent collection' } });
    assert.deepEqual(
      hits.map((hit) => [hit.callId, hit.foundBy]),
      [[callId, 'both']],
    );
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    assert.deepEqual(await heldIn(ctx, store), []);
  });
});

async function namespaceOf(ctx: Ctx): Promise<string> {
  const [row] = await ctx.db.select().from(searchStores).where(eq(searchStores.workspaceId, ctx.workspaceId));
  return row?.namespace ?? '';
}

async function lose(options: { ctx: Ctx; opened: SimulatedStore; kind: 'pinecone' | 'weaviate'; chunkId: number }) {
  const { ctx, opened, kind, chunkId } = options;
  const namespace = await namespaceOf(ctx);
  await opened.control(
    'lose',
    kind === 'pinecone'
      ? { index: 'call-insights', namespace, ids: [String(chunkId)] }
      : { class: 'CallInsight', tenant: namespace, chunkIds: [chunkId] },
  );
}
