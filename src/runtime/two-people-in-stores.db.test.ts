import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createSearchEngine, searchChunks, searchDocuments, searchWorkspace, syncStore } from '#modules/search';
import { eq } from '#platform/sql';
import { findPgvector, type NearQuestion, type VectorStore } from '#platform/vectors';
import { analysisSuite } from '#test/analysis-suite';
import { assertPgvectorAbsent } from '#test/assert-pgvector-absent';
import { openSimulatedStore } from '#test/simulated-store';
import { createTwoTeamsWorld, type TwoTeamsContext } from '#test/two-teams-world';

const suite = await analysisSuite();
const world = await createTwoTeamsWorld(suite);
const { ctx, west, east } = world;

/** The same store, with what was asked of it. */
function watch(store: VectorStore): { store: VectorStore; questions: NearQuestion[] } {
  const questions: NearQuestion[] = [];
  return {
    questions,
    store: {
      ...store,
      nearest: (question) => {
        questions.push(question);
        return store.nearest(question);
      },
    },
  };
}

async function chunksOf(callId: string): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: searchChunks.id })
    .from(searchChunks)
    .innerJoin(searchDocuments, eq(searchDocuments.id, searchChunks.documentId))
    .where(eq(searchDocuments.callId, callId));
  return rows.map(({ id }) => id);
}

async function assertApart({ store, settle }: { store: VectorStore; settle: () => Promise<void> }): Promise<void> {
  const watched = watch(store);
  const search = createSearchEngine({ place: { store: watched.store } });
  function inStore(one: TwoTeamsContext): TwoTeamsContext {
    return { ...one, search };
  }
  await syncStore({ ctx: inStore(ctx), input: { limit: 500 } });
  await settle();
  const synced = await syncStore({ ctx: inStore(ctx), input: { limit: 500 } });
  assert.equal(synced.problem, null);
  await settle();
  for (const [own, other] of [
    [west, east],
    [east, west],
  ] as const) {
    for (const reader of await world.readersOf(own)) {
      watched.questions.length = 0;
      const asOwn = { ctx: inStore(reader), input: { query: own.secrets.slice(0, 2).join(' ') } };
      const found = await searchWorkspace(asOwn);
      assert.equal(found.wordsOnlyBecause, null);
      assert.ok(found.hits.some(({ foundBy, callId }) => foundBy !== 'words' && callId === own.callId));
      const others = { ctx: inStore(reader), input: { query: other.secrets.slice(0, 2).join(' ') } };
      const hits = [...found.hits, ...(await searchWorkspace(others)).hits];
      assert.ok(hits.every(({ callId }) => callId !== other.callId));
      const kept = await chunksOf(other.callId);
      assert.ok(watched.questions.length > 0 && kept.length > 0);
      for (const { among } of watched.questions) {
        assert.ok(among !== null && kept.every((chunkId) => !among.has(chunkId)), 'what is kept is not asked about');
      }
    }
  }
}

describe('two people of different teams, with vectors in a store', () => {
  for (const kind of ['pinecone', 'weaviate'] as const) {
    it(`each find the own turn in ${kind}, and the store is asked about nothing of the other`, async () => {
      const opened = await openSimulatedStore(kind);
      after(() => opened.close());
      await assertApart(opened);
    });
  }

  it('each find the own turn in pgvector', async () => {
    const found = await findPgvector({ database: suite.database });
    if (found.state === 'off') return assertPgvectorAbsent(found);
    await assertApart({ store: found.store, settle: async () => undefined });
  });
});
