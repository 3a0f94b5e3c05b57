import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askQuestion } from '#modules/assistant';
import { crmDuplicates, findDuplicate, listDuplicates } from '#modules/crm';
import { analysisSuite } from '#test/analysis-suite';
import { createTwoTeamsWorld, type Side } from '#test/two-teams-world';
import {
  getDrift,
  getLedgerItem,
  listDrifts,
  listGaps,
  listLedgerDays,
  recordDrift,
  recordGap,
  recordStation,
} from './index.ts';

const suite = await analysisSuite();
const { ctx, west, east, as } = await createTwoTeamsWorld(suite);
const startedAt = new Date('2026-09-14T10:00:00Z');
const since = '2026-09-01';

async function listed({ externalId, side }: { externalId: string; side: Side | null }): Promise<void> {
  const one = { source: 'gong', externalId };
  const title = side?.callTitle ?? 'A call of nobody knows whom';
  const stations = side === null ? (['expected'] as const) : (['expected', 'received', 'stored'] as const);
  await recordStation({ ctx, input: { ...one, stations, startedAt, title, callId: side?.callId ?? null } });
  const missing = side === null ? 'received' : 'analyzed';
  await recordGap({ ctx, input: { ...one, missing, cause: 'unreadable', detail: 'Torn.', nextAttemptAt: null } });
}

await listed({ externalId: 'of-west', side: west });
await listed({ externalId: 'of-east', side: east });
await listed({ externalId: 'of-nobody', side: null });
await recordDrift({
  ctx,
  input: {
    source: 'hubspot',
    what: 'definitions',
    key: 'one',
    severity: 'low',
    lines: [{ label: 'Stage', difference: 'renamed', before: 'Pilot', after: 'Trial' }],
  },
});

async function pair(objectType: 'deal' | 'contact', ids: readonly [string, string]): Promise<string> {
  const id = ctx.ids.create('duplicate');
  await ctx.db.insert(crmDuplicates).values({
    id,
    workspaceId: ctx.workspaceId,
    objectType,
    keptRecordId: ids[0],
    otherRecordId: ids[1],
    evidence: [{ rule: 'same-name', value: 'x', confidence: 0.8 }],
    confidence: 0.8,
    state: 'found',
    changeSetId: 'set_1',
    foundAt: ctx.clock.now(),
  });
  return id;
}

describe('the ledger of whoever sees a part', () => {
  it('counts and names the calls that they see, and none else', async () => {
    for (const reader of [await as(west.email), await as(west.lead), await as(west.email, 'agent')]) {
      const { days } = await listLedgerDays({ ctx: reader, input: { since } });
      assert.deepEqual(
        days.map(({ expected, stored, gaps }) => ({ expected, stored, gaps })),
        [{ expected: 1, stored: 1, gaps: 1 }],
      );
      const { gaps } = await listGaps({ ctx: reader, input: { limit: 10 } });
      assert.deepEqual(
        gaps.map(({ externalId }) => externalId),
        ['of-west'],
      );
      assert.equal(await getLedgerItem({ ctx: reader, input: { source: 'gong', externalId: 'of-east' } }), null);
      assert.equal(await getLedgerItem({ ctx: reader, input: { source: 'gong', externalId: 'of-nobody' } }), null);
      assert.deepEqual((await listDrifts({ ctx: reader, input: { since, limit: 10 } })).drifts, []);
    }
    assert.equal((await listGaps({ ctx, input: { limit: 10 } })).gaps.length, 3);
    const { drifts: all } = await listDrifts({ ctx, input: { since, limit: 10 } });
    const driftId = all[0]?.driftId ?? '';
    assert.equal((await getDrift({ ctx, input: { driftId } }))?.driftId, driftId);
    assert.equal(await getDrift({ ctx: await as(west.email), input: { driftId } }), null);
  });

  it('is what a question is answered from', async () => {
    const answer = JSON.stringify(
      await askQuestion({
        ctx: await as(west.email),
        input: { question: 'are any calls missing', channel: 'api', conversation: null },
      }),
    );
    assert.match(answer, /Pricing with Larkspur Hill/);
    assert.doesNotMatch(answer, /Quince|nobody knows whom/);
  });
});

describe('the list of duplicates of whoever sees a part', () => {
  it('has the pairs of which they see both, and says nothing of the set', async () => {
    const own = await pair('deal', [west.dealId, `${ctx.workspaceId}-deal-503`]);
    const mixed = await pair('deal', [west.dealId, east.dealId]);
    const reader = await as(west.email);
    const input = { objectType: null, state: null, limit: 50 };
    const seen = await listDuplicates({ ctx: reader, input });
    assert.deepEqual(
      seen.map(({ duplicateId, changeSetId }) => [duplicateId, changeSetId]),
      [[own, null]],
    );
    const all = await listDuplicates({ ctx, input });
    assert.ok(all.some(({ duplicateId }) => duplicateId === mixed));
    await assert.rejects(findDuplicate({ ctx: reader, input: { reference: mixed } }), { code: 'duplicate.not-found' });
    assert.equal((await findDuplicate({ ctx, input: { reference: mixed } })).changeSetId, 'set_1');
  });
});
