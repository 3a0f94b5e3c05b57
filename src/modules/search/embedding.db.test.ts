import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { systemClock } from '#platform/clock';
import { transact } from '#platform/db';
import { createHttpClient, type HttpClient } from '#platform/http-client';
import { createEmbeddingGateway, createMemoryLedger } from '#platform/llm';
import { defaultMaskedKinds, type MaskedKind, maskedKinds } from '#platform/masking';
import { eq, sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { needs } from '#test/needs';
import { partyOf, storeCall } from '#test/source-calls';
import type { TestContext } from '#test/test-context';
import { waitUntil } from '#test/wait-until';
import { type ModelsSimulator, simulatorKeys, startModelsSimulator } from '../../../simulators/models/index.ts';
import {
  createProviderEmbedder,
  createSearchEngine,
  createWordEmbedder,
  type Embedder,
  embedPending,
  getSearchStatus,
  indexPending,
  noteChanges,
  readVectorHealth,
  type SearchContext,
  searchDocuments,
  searchVectors,
  searchWorkspace,
} from './index.ts';

const suite = await databaseForSuite();
const model = 'openai:text-embedding-3-small@64';
let simulator: ModelsSimulator;
let httpClient: HttpClient;

type Ctx = TestContext & SearchContext;

async function control(what: string, body: unknown): Promise<void> {
  const answer = await fetch(`${simulator.url}/_control/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, await answer.text());
}

async function embeddingRequests(): Promise<number> {
  const answer = await (await fetch(`${simulator.url}/_control/requests`)).text();
  return answer.split('"/v1/embeddings"').length - 1;
}

async function begin(): Promise<TestContext> {
  return suite.createContext({ workspaceId: await suite.createWorkspace() });
}

function providerOf(
  ctx: TestContext,
  { capMicroUsd = null, mask = defaultMaskedKinds }: { capMicroUsd?: number | null; mask?: readonly MaskedKind[] } = {},
): Embedder {
  const gateway = createEmbeddingGateway({
    model: {
      vendor: 'openai',
      model: 'text-embedding-3-small',
      apiKey: simulatorKeys.openai,
      baseUrl: `${simulator.url}/v1`,
      api: 'responses',
      headers: {},
      reasoning: 'provider-default',
    },
    dimensions: 64,
    httpClient,
    log: ctx.log,
    mask,
    budget: { capMicroUsd, capUnpricedTokens: null, ledger: createMemoryLedger() },
  });
  return createProviderEmbedder({ gateway });
}

async function take(ctx: Ctx, said: string): Promise<void> {
  const callId = await storeCall({
    ctx,
    externalId: `${ctx.workspaceId}-${said}`,
    startedAt: '2026-09-01T15:00:00Z',
    parties: [partyOf({ speakerId: 's1', name: 'Priya Natarajan', side: 'external' })],
    texts: [said],
  });
  await noteChanges({ ctx, input: { kind: 'call', ids: [callId] } });
  while ((await indexPending({ ctx, input: { limit: 20 } })).more);
}

async function embed(ctx: Ctx) {
  let done = await embedPending({ ctx, input: { limit: 10 } });
  while (done.more) done = await embedPending({ ctx, input: { limit: 10 } });
  return done;
}

async function modelsOf(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db.select().from(searchVectors).where(eq(searchVectors.workspaceId, ctx.workspaceId));
  return [...new Set(rows.map((row) => row.model))].sort();
}

describe('the embedding of a provider', () => {
  before(async () => {
    simulator = await startModelsSimulator({ port: 0 });
    const policies = { [new URL(simulator.url).host]: { retryBaseDelayMs: 1, breakerFailures: 1000 } };
    httpClient = createHttpClient({ clock: systemClock, random: () => 0, policies });
  });
  beforeEach(() => control('reset', {}));
  after(async () => {
    httpClient.close();
    await simulator.close();
  });

  test('comes after the words, which find meanwhile', async () => {
    const plain = await begin();
    const ctx = { ...plain, search: createSearchEngine({ embedder: providerOf(plain) }) };
    await take(ctx, 'Rent collection is slow and the ledger is wrong.');
    const first = await searchWorkspace({ ctx, input: { query: 'rent collection' } });
    assert.equal(first.hits[0]?.foundBy, 'words');
    assert.deepEqual(await embed(ctx), { chunks: 0, problem: null, retryAt: null, more: false });
    const { embedding } = await getSearchStatus({ ctx });
    assert.deepEqual([embedding.model, embedding.embedded, embedding.waiting], [model, 1, 0]);
    const second = await searchWorkspace({ ctx, input: { query: 'rent collection' } });
    assert.equal(second.hits[0]?.foundBy, 'both');
    const asked = await embeddingRequests();
    await searchWorkspace({ ctx, input: { query: 'rent collection' } });
    assert.equal(await embeddingRequests(), asked, 'a question is embedded once');
  });

  test('takes over from our own once every chunk has it, and until then our own answers', async () => {
    const plain = await begin();
    const own = { ...plain, search: createSearchEngine() };
    await take(own, 'Rent collection is slow and the ledger is wrong.');
    const ctx = { ...plain, search: createSearchEngine({ embedder: providerOf(plain) }) };
    await control('faults', { kind: 'unavailable', times: null });
    const failed = await embed(ctx);
    assert.match(failed.problem ?? '', /could not embed/u);
    const moving = (await getSearchStatus({ ctx })).embedding;
    assert.deepEqual([moving.answering, moving.waiting], ['sophia-words-1', 1]);
    assert.match(moving.problem ?? '', /503/u);
    const health = await readVectorHealth({ ctx });
    assert.deepEqual([health.isMoving, health.problems.length], [true, 1]);
    const found = await searchWorkspace({ ctx, input: { query: 'rent collection' } });
    assert.deepEqual([found.hits[0]?.foundBy, found.wordsOnlyBecause], ['both', null]);
    await control('reset', {});
    await embed(ctx);
    const after = (await getSearchStatus({ ctx })).embedding;
    assert.deepEqual([after.answering, after.waiting, after.problem], [model, 0, null]);
    assert.deepEqual(await modelsOf(ctx), [model]);
    assert.equal((await searchWorkspace({ ctx, input: { query: 'rent collection' } })).hits[0]?.foundBy, 'both');
  });

  test('that fails leaves the words, which is said to whoever asks', async () => {
    const plain = await begin();
    const ctx = { ...plain, search: createSearchEngine({ embedder: providerOf(plain) }) };
    await take(ctx, 'Rent collection is slow.');
    await embed(ctx);
    await control('faults', { kind: 'unauthorized', times: null });
    const found = await searchWorkspace({ ctx, input: { query: 'rent' } });
    assert.equal(found.wordsOnlyBecause, 'The provider of the embedding does not answer.');
    assert.equal(found.hits[0]?.foundBy, 'words');
  });

  test('is told nothing personal of what was said and asked, as far as a setting says', async () => {
    const said =
      'My name is Jane Doe, write to jane@acme.example or call (415) 555-0134; the card is 4242 4242 4242 4242.';
    const asked = 'the card 4242 4242 4242 4242 of jane@acme.example';
    const always = ['4242 4242', '4242424242424242'];
    for (const { mask, kept } of [
      { mask: defaultMaskedKinds, kept: always },
      { mask: maskedKinds, kept: [...always, 'Jane', 'Doe', 'jane@', '555-0134'] },
    ]) {
      await control('reset', {});
      const plain = await begin();
      const ctx = { ...plain, search: createSearchEngine({ embedder: providerOf(plain, { mask }) }) };
      await take(ctx, said);
      await embed(ctx);
      const { hits } = await searchWorkspace({ ctx, input: { query: asked } });
      assert.match(hits[0]?.excerpt ?? '', /jane@acme\.example/, 'who may search reads it as it was said');
      const sent = await (await fetch(`${simulator.url}/_control/requests`)).text();
      assert.equal(sent.split('"/v1/embeddings"').length - 1, 2, 'what was said, and what was asked');
      assert.match(sent, /\[CARD_1\]/);
      for (const secret of kept) assert.ok(!sent.includes(secret), `${secret} was sent`);
    }
  });

  test('stops before the budget is passed, and waits for a new one', async () => {
    const plain = await begin();
    const ctx = { ...plain, search: createSearchEngine({ embedder: providerOf(plain, { capMicroUsd: 0 }) }) };
    await take(ctx, 'Rent collection is slow.');
    const stopped = await embed(ctx);
    assert.match(stopped.problem ?? '', /cap/u);
    assert.equal(await embeddingRequests(), 0);
    const found = await searchWorkspace({ ctx, input: { query: 'rent' } });
    assert.equal(found.wordsOnlyBecause, 'The budget for models is spent.');
  });

  test('whose provider is set up no more leaves the words until new vectors are made', async () => {
    const plain = await begin();
    const ctx = { ...plain, search: createSearchEngine({ embedder: providerOf(plain) }) };
    await take(ctx, 'Rent collection is slow.');
    await embed(ctx);
    const own = { ...plain, search: createSearchEngine() };
    const found = await searchWorkspace({ ctx: own, input: { query: 'rent' } });
    assert.match(found.wordsOnlyBecause ?? '', /not set up any more/u);
    await embed(own);
    assert.deepEqual(await modelsOf(own), ['sophia-words-1']);
    assert.equal((await searchWorkspace({ ctx: own, input: { query: 'rent' } })).hits[0]?.foundBy, 'both');
  });

  test('leaves out a chunk that is being taken out meanwhile', needs.realPostgres, async () => {
    const plain = await begin();
    const ctx = { ...plain, search: createSearchEngine({ embedder: { ...createWordEmbedder(), isLocal: false } }) };
    await take(ctx, 'Rent collection is slow.');
    const { promise: deleted, resolve: isDeleted } = Promise.withResolvers<void>();
    const { promise: free, resolve: release } = Promise.withResolvers<void>();
    const deleting = transact({ ctx }, async (inner) => {
      await inner.db.delete(searchDocuments).where(eq(searchDocuments.workspaceId, ctx.workspaceId));
      isDeleted();
      await free;
    });
    await deleted;
    const embedding = embedPending({ ctx, input: { limit: 10 } });
    await waitUntil('embedding waits for what is being taken out', {
      condition: async () => {
        const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        return (await ctx.db.execute(waiting)).rowCount === 1;
      },
    });
    release();
    await deleting;
    assert.equal((await embedding).chunks, 0);
    assert.deepEqual(await modelsOf(ctx), []);
  });
});
