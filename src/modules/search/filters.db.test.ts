import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { type SearchHit, SearchQuestion } from '#contracts';
import { workspaces } from '#platform/db';
import { eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { createRestServer } from '#test/rest-server';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextFor } from '#test/two-teams-world';
import { indexPending, noteChanges, repairSearch, searchWorkspace } from './index.ts';

const suite = await analysisSuite();

async function index(ctx: Parameters<typeof indexPending>[0]['ctx']): Promise<void> {
  while ((await indexPending({ ctx, input: { limit: 50 } })).more);
}

describe('a filter of the search', async () => {
  const { ctx: plain, callId } = await createAssistantWorld(suite);
  const { ctx } = workContextFor(plain);
  await repairSearch({ ctx, input: { what: 'all' } });
  await index(ctx);

  async function find(question: Partial<SearchQuestion> & { query: string }): Promise<SearchHit[]> {
    return (await searchWorkspace({ ctx, input: { limit: 50, ...question } })).hits;
  }

  async function why(question: Partial<SearchQuestion> & { query: string }): Promise<string | null> {
    return (await searchWorkspace({ ctx, input: question })).nothingBecause;
  }

  it('by account and deal leaves what is about them, and names one that is not there', async () => {
    const query = 'price proposal contract';
    const all = await find({ query: 'Larkspur Hill Quince Street Oakmere Pay' });
    assert.ok(new Set(all.map(({ title }) => title)).size > 3, 'several records answer without a filter');
    for (const narrowed of [{ account: 'Larkspur Hill' }, { deal: 'Larkspur Hill - Renewal' }]) {
      const hits = await find({ query, ...narrowed });
      assert.ok(
        hits.some((hit) => hit.callId === callId),
        JSON.stringify(narrowed),
      );
      assert.ok(hits.every((hit) => hit.callId === callId || /Larkspur|Sam Ortiz/.test(hit.title)));
    }
    for (const elsewhere of [{ account: 'Oakmere' }, { deal: 'Oakmere - Pay' }]) {
      const hits = await find({ query, ...elsewhere });
      assert.ok(
        hits.every((hit) => hit.callId === null && hit.title.startsWith('Oakmere')),
        JSON.stringify(hits),
      );
    }
    await assert.rejects(find({ query, account: 'Nobody Inc' }), { code: 'record.not-found', message: /Nobody Inc/ });
    await assert.rejects(find({ query, deal: 'Nobody - Pay' }), { code: 'record.not-found', message: /Nobody - Pay/ });
  });

  it('by person leaves where they speak and who they are, as their name is written, and nothing of a stranger', async () => {
    const query = 'price contract controller';
    const sam = await find({ query, person: 'sam ortiz' });
    assert.ok(sam.some((hit) => hit.callId === callId) && sam.some(({ kind }) => kind === 'contact'));
    assert.deepEqual(await find({ query: 'Oakmere', person: 'Sam' }), []);
    assert.equal(await why({ query, person: 'Nobody Known' }), 'nothing-allowed');
    assert.equal(await why({ query, person: '%' }), 'nothing-allowed', 'a sign of patterns is a sign');
    assert.equal(await why({ query, person: 'S_m' }), 'nothing-allowed');
  });

  it('by side leaves the turns of that side, and nothing where nobody of it speaks', async () => {
    for (const [side, speaker, query] of [
      ['external', 'Sam Ortiz', 'the price is too high'],
      ['internal', 'Maya Okafor', 'a smaller proposal by Friday'],
    ] as const) {
      const [hit] = await find({ query, side, kind: 'call' });
      assert.deepEqual([hit?.callId, hit?.side, hit?.speaker], [callId, side, speaker]);
    }
    assert.equal(await why({ query: 'price', side: 'unknown' }), 'nothing-allowed');
    assert.ok(!SearchQuestion.safeParse({ query: 'price', side: 'left' }).success);
  });

  it('by topic leaves the places that carry it, by kind its kind, and neither takes an unknown one', async () => {
    const pricing = await find({ query: 'price proposal', topic: 'pricing' });
    assert.ok(pricing.length > 0 && pricing.every((hit) => hit.callId === callId));
    assert.equal(await why({ query: 'price proposal', topic: 'security_compliance' }), 'nothing-allowed');
    const deals = await find({ query: 'Larkspur Oakmere Pay', kind: 'deal' });
    assert.ok(deals.length > 1 && deals.every(({ kind }) => kind === 'deal'));
    assert.equal(await why({ query: 'Larkspur', kind: 'lead' }), 'nothing-allowed');
    for (const unknown of [{ topic: 'weather' }, { kind: 'song' }]) {
      const input = { query: 'price', ...unknown };
      assert.ok(!SearchQuestion.safeParse(input).success);
    }
  });

  it('by call leaves that call, and nothing of one that is not there', async () => {
    const hits = await find({ query: 'price Larkspur', callId });
    assert.ok(hits.length > 0 && hits.every((hit) => hit.callId === callId));
    assert.equal(await why({ query: 'price', callId: 'call_nowhere' }), 'nothing-allowed');
  });

  it('by all of them at once leaves what passes each', async () => {
    const all = { account: 'Larkspur Hill', deal: 'Larkspur Hill - Renewal', person: 'Sam', side: 'external' } as const;
    const [hit] = await find({ query: 'price too high', ...all, topic: 'pricing', kind: 'call' });
    assert.equal(hit?.callId, callId);
    assert.equal(await why({ query: 'price too high', ...all, account: 'Oakmere' }), 'nothing-allowed');
  });

  it('leaves hits whose proof opens: the page of the call has the turn with the words', async () => {
    const { server } = await createRestServer(ctx);
    after(() => server.close());
    let opened = 0;
    for (const query of ['price too high', 'bank integration', 'smaller proposal', 'sign the contract']) {
      for (const hit of await find({ query })) {
        if (hit.callId === null) continue;
        const url = `/calls/${ctx.workspaceId}/${hit.callId}`;
        const page = await server.inject({ method: 'GET', url, headers: { host: '127.0.0.1:8000' } });
        assert.equal(page.statusCode, 200);
        const [, rest = ''] = page.body.split(`id="turn-${hit.turn}"`);
        const turn = rest.split('<li class="turn')[0]?.replaceAll(/<[^>]*>/g, '') ?? '';
        assert.ok(
          hit.kind !== 'call' || turn.includes(hit.excerpt.replaceAll('…', '').trim()),
          `${hit.excerpt} in ${turn}`,
        );
        assert.ok(rest !== '', `turn ${hit.turn}`);
        opened += 1;
      }
    }
    assert.ok(opened >= 4, `${opened} places opened`);
  });
});

describe('the days of a search', async () => {
  const ctx = workContextFor(await suite.freshContext()).ctx;
  await ctx.db.update(workspaces).set({ timeZone: 'America/Chicago' }).where(eq(workspaces.id, ctx.workspaceId));
  // 2026-09-01 in Chicago begins at 05:00 UTC.
  const calls = {
    'the last moment of August': '2026-09-01T04:59:59.999Z',
    'the first moment': '2026-09-01T05:00:00.000Z',
    'the last moment': '2026-09-02T04:59:59.999Z',
    'the next day': '2026-09-02T05:00:00.000Z',
  };
  const names = new Map<string, string>();
  for (const [title, startedAt] of Object.entries(calls)) {
    const parties = [partyOf({ speakerId: 's1', name: 'Priya Natarajan', side: 'external' })];
    const externalId = `${ctx.workspaceId}-${title}`;
    names.set(
      await storeCall({ ctx, externalId, startedAt, title, parties, texts: ['The budget is settled.'] }),
      title,
    );
  }
  await noteChanges({ ctx, input: { kind: 'call', ids: [...names.keys()] } });
  await index(ctx);

  async function found(days: { since?: string; until?: string }): Promise<string[]> {
    const { hits } = await searchWorkspace({ ctx, input: { query: 'budget', limit: 50, ...days } });
    return hits.map((hit) => names.get(hit.callId ?? '') ?? '').toSorted();
  }

  it('have their first and their last millisecond in them, by the clock of the workspace', async () => {
    const within = ['the first moment', 'the last moment'];
    assert.deepEqual(await found({ since: '2026-09-01', until: '2026-09-01' }), within);
    assert.deepEqual(await found({ since: '2026-09-01' }), [...within, 'the next day'].toSorted());
    assert.deepEqual(await found({ until: '2026-09-01' }), [...within, 'the last moment of August'].toSorted());
    assert.deepEqual(await found({ since: '2026-09-03' }), []);
    assert.equal((await found({})).length, 4);
  });

  it('are days: another form is refused, and so is an end before the beginning', async () => {
    for (const since of ['2026-02-30', '01/09/2026', 'yesterday', '2026-09-01T00:00:00Z']) {
      assert.ok(!SearchQuestion.safeParse({ query: 'budget', since }).success, since);
    }
    await assert.rejects(found({ since: '2026-09-02', until: '2026-09-01' }), { code: 'input.invalid' });
  });
});
