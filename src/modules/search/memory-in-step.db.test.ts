import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { removeCall } from '#modules/calls';
import { transact } from '#platform/db';
import { eq } from '#platform/sql';
import { beforeStatement } from '#test/before-statement';
import { countStatements } from '#test/count-statements';
import { databaseForSuite } from '#test/database-for-suite';
import { needs } from '#test/needs';
import { partyOf, storeCall } from '#test/source-calls';
import { storeChunks } from '#test/stored-chunks';
import type { TestContext } from '#test/test-context';
import type { Document } from './chunks/document.ts';
import type { ChunkMemory } from './engine/chunk-memory.ts';
import { refreshMemory } from './engine/refresh-memory.ts';
import {
  createSearchEngine,
  createWordEmbedder,
  type Embedder,
  embedPending,
  engineOf,
  indexPending,
  noteChanges,
  prepareDocuments,
  repairSearch,
  replaceDocuments,
  type SearchContext,
  searchDocuments,
  searchWorkspace,
  warmSearch,
} from './index.ts';

const suite = await databaseForSuite();

type Ctx = TestContext & SearchContext;

async function fresh(embedder?: Embedder): Promise<Ctx> {
  const plain = suite.createContext({ workspaceId: await suite.createWorkspace() });
  return { ...plain, search: createSearchEngine(embedder === undefined ? {} : { embedder }) };
}

/** The same database as another process sees it that searches already. */
function elsewhere(ctx: Ctx): Ctx {
  return { ...ctx, search: createSearchEngine() };
}

function memoryOf(ctx: Ctx): ChunkMemory {
  return engineOf(ctx).memoryOf(ctx.workspaceId);
}

async function take(ctx: Ctx, said: string): Promise<string> {
  const callId = await storeCall({
    ctx,
    externalId: `${ctx.workspaceId}-${said}`,
    startedAt: '2026-09-01T15:00:00Z',
    parties: [partyOf({ speakerId: 's1', name: 'Priya Natarajan', side: 'external' })],
    texts: [said],
  });
  await indexAgain(ctx, [callId]);
  return callId;
}

async function indexAgain(ctx: Ctx, callIds: readonly string[]): Promise<void> {
  await noteChanges({ ctx, input: { kind: 'call', ids: [...callIds] } });
  await indexAll(ctx);
}

async function indexAll(ctx: Ctx): Promise<void> {
  while ((await indexPending({ ctx, input: { limit: 200 } })).more);
}

function documentOf({ callId, texts }: { callId: string; texts: readonly string[] }): Document {
  return {
    collection: 'call-insights',
    kind: 'call',
    subjectId: callId,
    callId,
    recordId: null,
    title: 'A conversation',
    day: '2026-09-01',
    metadata: {
      call_date: '2026-09-01',
      sentiment: null,
      deal_stage: null,
      contact_id: null,
      deal_id: null,
      key_topics: [],
    },
    sourceVersion: '1:',
    chunks: texts.map((text, turn) => ({
      fromTurn: turn,
      toTurn: turn,
      speakers: ['Priya Natarajan'],
      sides: ['external'],
      topics: [],
      text,
      fields: [],
      alsoFoundBy: [],
    })),
  };
}

/** Puts texts in the place of what a call has, as indexing does. */
async function replace(ctx: Ctx, { callId, texts }: { callId: string; texts: readonly string[] }): Promise<void> {
  const { embedder } = engineOf(ctx);
  const ready = await prepareDocuments({ documents: [documentOf({ callId, texts })], embedder });
  await transact({ ctx }, (inner) =>
    replaceDocuments({ ctx: inner, subjects: [{ kind: 'call', subjectId: callId }], ready, model: embedder.model }),
  );
}

async function subjectsFound(ctx: Ctx, query: string): Promise<string[]> {
  return (await searchWorkspace({ ctx, input: { query } })).hits.map(({ subjectId }) => subjectId);
}

/** Embeds as Sophia does, and once does something while a question is being ranked. */
function interrupted(work: () => Promise<unknown>): Embedder {
  const plain = createWordEmbedder();
  let isDone = false;
  return {
    ...plain,
    embed: async (texts, what) => {
      if (what === 'question' && !isDone) {
        isDone = true;
        await work();
      }
      return plain.embed(texts, what);
    },
  };
}

describe('what search has in memory', () => {
  it('finds a call that was indexed again more often than a question has places', async () => {
    const ctx = await fresh();
    const callId = await take(ctx, 'Something else.');
    const texts = Array.from(
      { length: 5 },
      (_text, number) => `The encryption keys of office ${number} are in escrow.`,
    );
    for (let times = 0; times < 50; times += 1) {
      await replace(ctx, { callId, texts });
      await refreshMemory({ ctx, memory: memoryOf(ctx) });
    }
    assert.deepEqual(new Set(await subjectsFound(ctx, 'encryption keys')), new Set([callId]));
    assert.equal(memoryOf(ctx).size, 5);
    assert.ok(memoryOf(ctx).rows < 100, 'rows of what is gone are used again');
  });

  it('is read before the first question where the process is warmed', async () => {
    const ctx = await fresh();
    await take(ctx, 'Budget for the portfolio.');
    const other = elsewhere(ctx);
    assert.deepEqual(await warmSearch({ ctx: other }), { chunks: 1 });
    assert.equal(memoryOf(other).size, 1);
    assert.equal((await subjectsFound(other, 'budget portfolio')).length, 1);
  });

  it('shows every call on a page after all were repaired several times', async () => {
    const ctx = await fresh();
    const callIds: string[] = [];
    for (let number = 0; number < 45; number += 1) callIds.push(await take(ctx, `Budget for portfolio ${number}.`));
    for (let times = 0; times < 5; times += 1) {
      await repairSearch({ ctx, input: { what: 'all' } });
      await indexAll(ctx);
      await searchWorkspace({ ctx, input: { query: 'another matter' } });
    }
    const page = await searchWorkspace({ ctx, input: { query: 'budget portfolio', limit: 50 } });
    assert.deepEqual(page.hits.map(({ subjectId }) => subjectId).toSorted(), callIds.toSorted());
    assert.equal(page.nextCursor, null);
  });

  it('loses in every process what any of them has taken out or indexed again', async () => {
    const ctx = await fresh();
    const secret = await take(ctx, 'The merger is secret.');
    const kept = await take(ctx, 'The merger is not secret.');
    const other = elsewhere(ctx);
    assert.deepEqual((await subjectsFound(other, 'merger')).toSorted(), [secret, kept].toSorted());
    await removeCall({ ctx, input: { callId: secret, reason: 'private' } });
    await indexAgain(ctx, [kept]);
    assert.deepEqual(await subjectsFound(other, 'merger'), [kept]);
    const memory = memoryOf(other);
    assert.equal(memory.size, 1);
    const gone = memory.chunkIds.subarray(0, memory.rows).indexOf(-1);
    const { dimensions, vectors } = memory;
    assert.ok(gone >= 0 && vectors.subarray(gone * dimensions, (gone + 1) * dimensions).every((value) => value === 0));
  });

  it('reads vectors that were made later, in every process', async () => {
    const own = { ...createWordEmbedder(), isLocal: false };
    const ctx = await fresh(own);
    await take(ctx, 'Rent collection is slow.');
    const other = { ...ctx, search: createSearchEngine({ embedder: own }) };
    async function foundBy(as: Ctx) {
      return (await searchWorkspace({ ctx: as, input: { query: 'rent collection' } })).hits.map((hit) => hit.foundBy);
    }
    assert.deepEqual([await foundBy(ctx), await foundBy(other)], [['words'], ['words']]);
    while ((await embedPending({ ctx, input: { limit: 10 } })).more);
    assert.deepEqual([await foundBy(ctx), await foundBy(other)], [['both'], ['both']]);
  });

  it('is read anew where it was last in step too long ago for what has changed since to be known', async () => {
    const ctx = await fresh();
    const callId = await take(ctx, 'The merger is secret.');
    assert.deepEqual(await subjectsFound(ctx, 'merger'), [callId]);
    const memory = memoryOf(ctx);
    memory.readTo = memory.readTo === null ? null : { ...memory.readTo, atSeconds: 0, snapshot: '9999999:9999999:' };
    await indexAgain(ctx, [callId]);
    assert.deepEqual(await subjectsFound(ctx, 'merger'), [callId]);
    assert.equal(memory.size, 1);
  });

  it('notices what is committed after what came later', needs.realPostgres, async () => {
    const ctx = await fresh();
    const [early, late] = [await take(ctx, 'The first call.'), await take(ctx, 'The second call.')];
    const { promise: written, resolve: isWritten } = Promise.withResolvers<void>();
    const { promise: free, resolve: release } = Promise.withResolvers<void>();
    const writing = transact({ ctx }, async (inner) => {
      await replace(inner, { callId: early, texts: ['The encryption keys are held in escrow.'] });
      isWritten();
      await free;
    });
    await written;
    await replace(ctx, { callId: late, texts: Array.from({ length: 600 }, (_text, number) => `Number ${number}.`) });
    await searchWorkspace({ ctx, input: { query: 'number' } });
    assert.equal(memoryOf(ctx).size, 601);
    release();
    await writing;
    assert.deepEqual(await subjectsFound(ctx, 'encryption keys'), [early]);
    assert.equal(memoryOf(ctx).size, 601);
  });

  it('is read once for all who ask while it is still empty', async () => {
    const ctx = await fresh();
    await storeChunks({ ctx, count: 1700 });
    const { database } = suite;
    async function ask(as: Ctx, times: number) {
      await Promise.all(Array.from({ length: times }, () => searchWorkspace({ ctx: as, input: { query: 'number' } })));
    }
    const alone = await countStatements({ database, work: () => ask(elsewhere(ctx), 1) });
    const other = elsewhere(ctx);
    const together = await countStatements({ database, work: () => ask(other, 5) });
    const again = await countStatements({ database, work: () => ask(other, 1) });
    assert.ok(alone >= again + 3, `Expected at least three reads more than ${again}, found ${alone}.`);
    assert.ok(together <= alone + 4 * again, `Expected at most ${alone} and four times ${again}, found ${together}.`);
    assert.equal(memoryOf(other).size, 1700);
  });
});

describe('a question during which something is indexed', () => {
  it('is ranked again where what was ranked is gone', async () => {
    const plain = await fresh();
    const callIds = [await take(plain, 'The merger is secret.'), await take(plain, 'The merger is not secret.')];
    const ctx = { ...plain, search: createSearchEngine({ embedder: interrupted(() => indexAgain(plain, callIds)) }) };
    assert.deepEqual((await subjectsFound(ctx, 'merger')).toSorted(), callIds.toSorted());
  });

  it('does not show what is gone, however often that happens', async () => {
    const plain = await fresh();
    const callId = await take(plain, 'The merger is secret.');
    const own = createWordEmbedder();
    const embedder: Embedder = {
      ...own,
      embed: async (texts, what) => {
        if (what === 'question') await indexAgain(plain, [callId]);
        return own.embed(texts, what);
      },
    };
    const ctx = { ...plain, search: createSearchEngine({ embedder }) };
    assert.deepEqual(await subjectsFound(ctx, 'merger'), []);
  });

  for (const filter of ['callId', 'kind'] as const) {
    it(`is ranked again where what the filter leaves was replaced before it was read: ${filter}`, async () => {
      const ctx = await fresh();
      const callId = await take(ctx, 'The merger is secret.');
      const wanted = filter === 'callId' ? { callId } : { kind: 'call' as const };
      // The filter is applied to what stands in the database, which the next statement reads into memory.
      const { hits } = await beforeStatement({
        database: suite.database,
        words: 'pg_current_snapshot',
        work: () => indexAgain(ctx, [callId]),
        during: () => searchWorkspace({ ctx, input: { query: 'merger', ...wanted } }),
      });
      assert.deepEqual(
        hits.map((hit) => hit.subjectId),
        [callId],
      );
    });
  }

  it('is ranked once where a document that the filter leaves has nothing to be found', async () => {
    const ctx = await fresh();
    const callId = await take(ctx, 'The merger is secret.');
    await replace(ctx, { callId: await take(ctx, 'Nothing stays of this.'), texts: [] });
    const own = createWordEmbedder();
    let asked = 0;
    const embedder: Embedder = {
      ...own,
      embed: async (texts, what) => {
        asked += what === 'question' ? 1 : 0;
        return own.embed(texts, what);
      },
    };
    const other = { ...ctx, search: createSearchEngine({ embedder }) };
    const { hits } = await searchWorkspace({ ctx: other, input: { query: 'merger', kind: 'call' } });
    assert.deepEqual([hits.map((hit) => hit.subjectId), asked], [[callId], 1]);
  });

  it('reads on where what was noted as changed has been replaced once more', async () => {
    const ctx = await fresh();
    const callId = await take(ctx, 'The merger is secret.');
    assert.deepEqual(await subjectsFound(ctx, 'merger'), [callId]);
    await indexAgain(ctx, [callId]);
    const found = await beforeStatement({
      database: suite.database,
      words: 'left join \\"search_vectors\\"',
      work: () => indexAgain(ctx, [callId]),
      during: () => subjectsFound(ctx, 'merger'),
    });
    assert.deepEqual(found, [callId]);
  });
});

describe('the documents of search', () => {
  it('are noted as changed with whatever takes them out', async () => {
    const ctx = await fresh();
    const callId = await take(ctx, 'The merger is secret.');
    assert.deepEqual(await subjectsFound(ctx, 'merger'), [callId]);
    await ctx.db.delete(searchDocuments).where(eq(searchDocuments.workspaceId, ctx.workspaceId));
    const answer = await searchWorkspace({ ctx, input: { query: 'merger' } });
    assert.equal(answer.nothingBecause, 'nothing-indexed');
  });
});
