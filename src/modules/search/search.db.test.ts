import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SearchQuestion } from '#contracts';
import { callSources, removeCall } from '#modules/calls';
import { commitments } from '#modules/commitments';
import type { Actor } from '#platform/context';
import { auditRecords } from '#platform/db';
import { eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import type { TestContext } from '#test/test-context';
import {
  createSearchEngine,
  createWordEmbedder,
  type Embedder,
  getSearchStatus,
  indexPending,
  noteChanges,
  type SearchContext,
  searchChunks,
  searchDocuments,
  searchWorkspace,
} from './index.ts';

const suite = await databaseForSuite();

type Ctx = TestContext & SearchContext;

async function fresh(): Promise<Ctx> {
  const plain = suite.createContext({ workspaceId: await suite.createWorkspace() });
  return { ...plain, search: createSearchEngine() };
}

async function take(
  ctx: Ctx,
  {
    externalId,
    ours,
    theirs,
    startedAt = '2026-09-01T15:00:00Z',
    title = 'A conversation',
  }: {
    externalId: string;
    ours: readonly string[];
    theirs: readonly string[];
    startedAt?: string;
    title?: string;
  },
): Promise<string> {
  const callId = await storeCall({
    ctx,
    externalId: `${ctx.workspaceId}-${externalId}`,
    startedAt,
    title,
    parties: [
      partyOf({ speakerId: 's1', name: 'Maya Okafor', side: 'internal' }),
      partyOf({ speakerId: 's2', name: 'Priya Natarajan', side: 'external' }),
    ],
    said: { s1: ours, s2: theirs },
  });
  await noteChanges({ ctx, input: { kind: 'call', ids: [callId] } });
  return callId;
}

async function index(ctx: Ctx): Promise<void> {
  while ((await indexPending({ ctx, input: { limit: 20 } })).more);
}

async function find(ctx: Ctx, question: Partial<SearchQuestion> & { query: string }) {
  return searchWorkspace({ ctx, input: question });
}

describe('search', () => {
  test('puts the call that speaks of the matter before one that only has it in its title', async () => {
    const ctx = await fresh();
    const theirs = ['Sunny, and lunch soon.'];
    const titled = await take(ctx, { externalId: 'titled', title: 'Wombat inspection', ours: ['Hello.'], theirs });
    const spoken = await take(ctx, {
      externalId: 'spoken',
      ours: ['We went through the report of each property, and the owners see the same page of it as before.'],
      theirs: ['The wombat inspection is due at all twelve properties, and nobody here knows who pays for it.'],
    });
    await index(ctx);
    const { hits } = await find(ctx, { query: 'wombat inspection' });
    const found = hits.filter(({ kind }) => kind === 'call').map(({ callId }) => callId);
    assert.deepEqual(found, [spoken, titled]);
  });

  test('puts the passage first that says the words as they were typed, at their turn', async () => {
    const ctx = await fresh();
    const fill = 'We went through the report of each property, and the owners see the same page of it as before.';
    const often = [
      'The hard part is the pill they all swallow, and hard pills are hard to swallow for a hard owner.',
      'Swallow the pill, it is hard, the pill is hard to swallow.',
    ];
    await take(ctx, { externalId: 'often', title: 'Hard pill to swallow', ours: often, theirs: often });
    const said = await take(ctx, {
      externalId: 'said',
      ours: [fill, fill, fill],
      theirs: [
        fill,
        'Swallow it, you said, and I would, hard as it is.',
        'That price is a hard pill to swallow for us.',
      ],
    });
    await index(ctx);
    for (const query of ['a hard pill to swallow', '“Hard pill, to swallow”']) {
      const { hits } = await find(ctx, { query });
      assert.equal(hits[0]?.callId, said, query);
      assert.match(hits[0]?.excerpt ?? '', /hard pill to swallow/u);
    }
  });

  test('is counted by what it went by and what came of it', async () => {
    const counted: unknown[] = [];
    const ctx = await fresh();
    const watched: Ctx = {
      ...ctx,
      countSearch: ({ mode, outcome, durationMs }) => void counted.push([mode, outcome, durationMs >= 0]),
    };
    await take(ctx, { externalId: 'counted', ours: ['We encrypt the bank data.'], theirs: ['Who holds the keys?'] });
    await find(watched, { query: 'encrypt the bank data' });
    await index(ctx);
    await find(watched, { query: 'encrypt the bank data' });
    await assert.rejects(find(watched, { query: 'encrypt', cursor: 'nonsense' }), { code: 'cursor.malformed' });
    const mode = 'words_and_likeness';
    assert.deepEqual(counted, [
      [mode, 'nothing-indexed', true],
      [mode, 'found', true],
      [mode, 'failed', true],
    ]);
  });

  test('finds the turn in which something was said, and by whom', async () => {
    const ctx = await fresh();
    const callId = await take(ctx, {
      externalId: 'security',
      ours: ['We encrypt the bank data at rest.', 'An auditor looks at it every year.'],
      theirs: ['Who holds the encryption keys?'],
    });
    await take(ctx, { externalId: 'price', ours: ['It is three dollars a unit.'], theirs: ['That is a lot.'] });
    assert.equal((await find(ctx, { query: 'encryption keys' })).nothingBecause, 'nothing-indexed');
    await index(ctx);
    const { hits, waiting, nothingBecause } = await find(ctx, { query: 'Who holds the encryption keys?' });
    assert.equal(nothingBecause, null);
    assert.equal(waiting, 0);
    assert.equal(hits[0]?.callId, callId);
    assert.equal(hits[0]?.turn, 1);
    assert.equal(hits[0]?.speaker, 'Priya Natarajan');
    assert.equal(hits[0]?.excerpt, 'Who holds the encryption keys?');
    const ours = await find(ctx, { query: 'encryption keys', side: 'internal' });
    assert.equal(ours.hits[0]?.speaker, 'Maya Okafor');
  });

  test('a removed call is gone at once, also from what was read before', async () => {
    const ctx = await fresh();
    const callId = await take(ctx, { externalId: 'secret', ours: ['The merger is secret.'], theirs: ['Sure.'] });
    await index(ctx);
    assert.equal((await find(ctx, { query: 'merger' })).hits.length, 1);
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    assert.deepEqual((await find(ctx, { query: 'merger' })).hits, []);
    const left = await ctx.db.select().from(searchChunks).where(eq(searchChunks.workspaceId, ctx.workspaceId));
    assert.deepEqual(left, []);
  });

  test('another model makes vectors anew, and those of before answer meanwhile', async () => {
    const ctx = await fresh();
    await take(ctx, { externalId: 'one', ours: ['Rent collection is slow.'], theirs: ['Yes.'] });
    await index(ctx);
    const other = { ...createWordEmbedder(), model: 'another' };
    const changed = { ...ctx, search: createSearchEngine({ embedder: other }) };
    assert.deepEqual(
      (await find(changed, { query: 'rent collection' })).hits.map(({ foundBy }) => foundBy),
      ['both'],
    );
  });

  test('what is wrong with a question is said', async () => {
    const ctx = await fresh();
    await take(ctx, { externalId: 'one', ours: ['Hello there, friend.'], theirs: ['Yes.'] });
    await index(ctx);
    await assert.rejects(find(ctx, { query: '  ' }), { code: 'input.invalid', message: /Expected words to look for/ });
    await assert.rejects(find(ctx, { query: 'x'.repeat(50_000) }), { code: 'input.invalid', message: /1000/ });
    await assert.rejects(find(ctx, { query: 'a', cursor: 'nonsense' }), {
      code: 'cursor.malformed',
      message: /cursor/,
    });
    await assert.rejects(find(ctx, { query: 'a', since: '2026-02-01', until: '2026-01-01' }), {
      code: 'input.invalid',
      message: /first day before the last/,
    });
    await assert.rejects(find(ctx, { query: 'a', account: 'Nobody' }), { code: 'record.not-found' });
    assert.equal((await find(ctx, { query: 'who are they' })).nothingBecause, 'common-words');
    assert.equal((await find(ctx, { query: 'xylophone' })).nothingBecause, 'nothing-like-it');
    assert.equal((await find(ctx, { query: 'friend', until: '2020-01-01' })).nothingBecause, 'nothing-allowed');
  });

  test('pages go on where the last ended, and hold no hit twice', async () => {
    const ctx = await fresh();
    for (let number = 0; number < 7; number += 1) {
      await take(ctx, { externalId: `${number}`, ours: [`Budget, for the ${number}th time.`], theirs: ['Hm.'] });
    }
    await index(ctx);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await find(ctx, { query: 'budget', limit: 3, cursor });
      seen.push(...page.hits.map(({ subjectId }) => subjectId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    assert.equal(seen.length, 7);
    assert.equal(new Set(seen).size, 7);
  });

  test('a call that is indexed again stands there once, with an audit record', async () => {
    const ctx = await fresh();
    const callId = await take(ctx, { externalId: 'one', ours: ['Budget talk.'], theirs: ['Yes.'] });
    await index(ctx);
    await noteChanges({ ctx, input: { kind: 'call', ids: [callId] } });
    await index(ctx);
    const documents = await ctx.db
      .select()
      .from(searchDocuments)
      .where(eq(searchDocuments.workspaceId, ctx.workspaceId));
    assert.equal(documents.length, 1);
    assert.equal((await find(ctx, { query: 'budget' })).hits.length, 1);
    const audits = await ctx.db.select().from(auditRecords).where(eq(auditRecords.workspaceId, ctx.workspaceId));
    assert.equal(audits.filter(({ action }) => action === 'search.indexed').length, 2);
  });

  test('what is noted is taken once where two index at the same time', async () => {
    const ctx = await fresh();
    await take(ctx, { externalId: 'one', ours: ['Budget talk.'], theirs: ['Yes.'] });
    const both = await Promise.all([1, 2].map(() => indexPending({ ctx, input: { limit: 5 } })));
    assert.equal(
      both.reduce((sum, { subjects }) => sum + subjects, 0),
      1,
    );
  });

  test('what cannot be indexed is tried three times, holds up nothing else, and is counted', async () => {
    const plain = await fresh();
    const own = createWordEmbedder();
    const embedder: Embedder = {
      ...own,
      embed: async (texts) => {
        if (texts.some((text) => text.includes('unreadable'))) throw new Error('It cannot be embedded.');
        return own.embed(texts);
      },
    };
    const ctx = { ...plain, search: createSearchEngine({ embedder }) };
    const callId = await take(ctx, { externalId: 'bad', ours: ['This is unreadable.'], theirs: ['Yes.'] });
    await take(ctx, { externalId: 'good', ours: ['Budget talk.'], theirs: ['Yes.'] });
    const done: unknown[] = [];
    for (let times = 0; times < 4; times += 1) {
      const { subjects, failed } = await indexPending({ ctx, input: { limit: 20 } });
      done.push([subjects, failed]);
    }
    assert.deepEqual(done, [
      [1, 1],
      [0, 1],
      [0, 1],
      [0, 0],
    ]);
    const { waiting, failed } = await getSearchStatus({ ctx });
    assert.deepEqual([waiting, failed], [0, 1]);
    assert.equal((await find(ctx, { query: 'budget' })).waiting, 0);
    await noteChanges({ ctx, input: { kind: 'call', ids: [callId] } });
    assert.equal((await indexPending({ ctx, input: { limit: 20 } })).failed, 1, 'noted again, it is tried again');
  });

  test('what a page holds does not depend on how long it is, and a promise stands beside its turn', async () => {
    const ctx = await fresh();
    for (let number = 0; number < 6; number += 1) {
      const said = `I will send the security questionnaire number ${number}.`;
      const callId = await take(ctx, { externalId: `${number}`, ours: [said], theirs: ['Hm.'] });
      await promise(ctx, { callId, said });
    }
    await index(ctx);
    async function read(limit: number): Promise<string[]> {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await find(ctx, { query: 'security questionnaire', limit, cursor });
        seen.push(...page.hits.map(({ kind, callId, turn }) => `${kind} ${callId} ${turn}`));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return seen;
    }
    const all = await read(50);
    assert.deepEqual([all.length, new Set(all).size], [12, 12]);
    for (const limit of [1, 2, 5]) assert.deepEqual(await read(limit), all);
  });

  test('a call that the actor may see no more is not shown, though it was ranked', async () => {
    const plain = await fresh();
    const callId = await take(plain, { externalId: 'one', ours: ['The merger is secret.'], theirs: ['Yes.'] });
    await index(plain);
    const email = 'maya@tidewater.example';
    const parties = [
      { speakerId: 's1', userId: null, name: 'Maya', email, phone: null, title: null, side: 'internal' },
    ];
    async function hold(held: readonly unknown[]): Promise<void> {
      await plain.db.update(callSources).set({ parties: held }).where(eq(callSources.callId, callId));
    }
    await hold(parties);
    const own = createWordEmbedder();
    let isTaken = false;
    const embedder: Embedder = {
      ...own,
      embed: async (texts, what) => {
        if (what === 'question' && isTaken) await hold([]);
        return own.embed(texts, what);
      },
    };
    const grant = { role: 'representative', scopes: null, seesOnly: [email] } as const;
    const maya: Actor = { type: 'user', userId: 'usr_maya', name: 'Maya', email, grant, credentialId: 'key_maya' };
    const ctx: Ctx = { ...plain, actor: maya, search: createSearchEngine({ embedder }) };
    assert.equal((await find(ctx, { query: 'merger' })).hits.length, 1);
    isTaken = true;
    assert.deepEqual((await find(ctx, { query: 'merger' })).hits, []);
  });
});

async function promise(ctx: Ctx, { callId, said }: { callId: string; said: string }): Promise<void> {
  const evidence = { quote: said, turn: 0, start: 0, end: said.length, sentence: '0.0', speaker: 'Maya Okafor' };
  await ctx.db.insert(commitments).values({
    id: ctx.ids.create('commitment'),
    workspaceId: ctx.workspaceId,
    callId,
    claimId: 'commitments:0',
    owner: 'Maya Okafor',
    side: 'internal',
    text: said,
    context: '',
    evidence: { ...evidence, side: 'internal', startMs: null, endMs: null },
    state: 'open',
    createdAt: ctx.clock.now(),
  });
}
