import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { InsightComparison } from '#contracts';
import { resolveRecord } from '#modules/crm';
import { analyzeCall, getReport } from '#modules/insights';
import { analysisSuite } from '#test/analysis-suite';
import { createChangeWorld } from '#test/change-world';
import { openGong } from '#test/gong-world';
import { createRestServer } from '#test/rest-server';
import { sampleComparison } from '#test/sample-comparison';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';

const suite = await analysisSuite();
const { threads } = await suite.freshContext();
const work = workContextOf((await createChangeWorld(suite)).ctx).ctx;
const { source } = await openGong({ url: 'http://gong.invalid' });
const calls = { state: 'on', client: source, simulated: true } as const;
const ctx = { ...work, threads, connections: { ...work.connections, calls } };
const { server } = await createRestServer(ctx, { contextFor: ({ requestId }) => ({ ...ctx, requestId }) });
after(() => server.close());

const parties = [
  partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1', userId: '901' }),
  partyOf({ side: 'external', name: 'Sam Ortiz', speakerId: '2' }),
];
const said = { '1': ['What would hold you back?'], '2': ['It is too expensive for our budget.'] };

async function analyzed({ externalId, isToldOf }: { externalId: string; isToldOf: boolean }): Promise<string> {
  const { brief, ...told } = sampleComparison().vendor;
  const insights = { ...told, brief: brief[0] ?? null, outcome: null, topics: [], actionItems: [] };
  const known = isToldOf ? { url: `https://app.gong.io/call?id=${externalId}`, primaryUserId: '901', insights } : {};
  const startedAt = '2026-09-10T10:00:00.000Z';
  const callId = await storeCall({ ctx, externalId, startedAt, parties, said, known });
  await analyzeCall({ ctx, input: { callId, version: 1, engine: 'rules' } });
  return callId;
}

async function get(url: string): Promise<string> {
  const { statusCode, body } = await server.inject({ method: 'GET', url, headers: { host: '127.0.0.1:8000' } });
  assert.equal(statusCode, 200, body);
  return body;
}

describe('the report of a call from Gong, as it is served', () => {
  test('leads from its claims into the player at their second, and has what Gong says beside it', async () => {
    const callId = await analyzed({ externalId: '77', isToldOf: true });
    const page = await get(`/calls/${ctx.workspaceId}/${callId}`);
    const place = 'highlights=%5B%7B%22type%22%3A%22SHARE%22%2C%22from%22%3A60%2C%22to%22%3A60%7D%5D';
    assert.ok(page.includes(`<a class="listen" href="https://app.gong.io/call?id=77&amp;${place}"`));
    assert.match(page, /<h2 id="beside-title">What Gong says, beside Sophia<\/h2>/);
    assert.ok(!page.includes('<script>window.owned'));
    const markdown = await get(`/calls/${ctx.workspaceId}/${callId}/markdown`);
    assert.ok(markdown.includes(`[1:00](<https://app.gong.io/call?id=77&${place}>)`));
    const answer = JSON.parse(await get(`/api/v1/calls/${callId}/report/comparison?workspace=${ctx.workspaceId}`));
    const comparison = InsightComparison.parse(answer.comparison);
    assert.deepEqual([comparison.source, comparison.vendor], ['gong', sampleComparison().vendor]);
    const { result } = await getReport({ ctx, input: { callId, analysisId: null } });
    assert.ok(!JSON.stringify(result).includes('gong.io'));
  });

  test('is as ever where Gong has told nothing', async () => {
    const callId = await analyzed({ externalId: '78', isToldOf: false });
    assert.doesNotMatch(await get(`/calls/${ctx.workspaceId}/${callId}`), /class="listen"|beside-title/);
    const answer = await get(`/api/v1/calls/${callId}/report/comparison?workspace=${ctx.workspaceId}`);
    assert.deepEqual(JSON.parse(answer), { comparison: null });
  });
});

describe('the list of calls, as it is served', () => {
  test('is narrowed by who took part and by days, and says what keeps it from looking', async () => {
    const callId = await analyzed({ externalId: '79', isToldOf: false });
    const all = await get('/?tab=calls');
    assert.ok(all.includes(callId) && all.includes('Filter the calls'));
    const found = await get('/?tab=calls&person=sam+ortiz&since=2026-09-10&until=2026-09-10');
    assert.ok(found.includes(callId) && found.includes('value="sam ortiz"'));
    for (const none of ['person=nobody', 'since=2026-09-11', 'until=2026-09-09', 'topic=payments']) {
      const page = await get(`/?tab=calls&${none}`);
      assert.ok(!page.includes(callId) && page.includes('No call that is yours to see fits this.'), none);
    }
    assert.match(
      await get('/?tab=calls&account=Nowhere'),
      /role="alert">Expected one company or deal for &quot;Nowhere/,
    );
  });

  test('names in its form what a link gives by its id', async () => {
    const { recordId, name } = await resolveRecord({ ctx, input: { objectType: 'deal', text: '501' } });
    const page = await get(`/?tab=calls&account=${recordId}`);
    assert.ok(name !== null && page.includes(`name="account" maxlength="300" autocomplete="off" value="${name}"`));
    assert.ok(!page.includes('role="alert"'));
  });
});
