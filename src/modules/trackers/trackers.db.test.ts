import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KeywordTracker, QuestionTracker } from '#contracts';
import { auditRecords } from '#platform/db';
import { SophiaError } from '#platform/errors';
import type { ModelGatewayOn } from '#platform/llm';
import { and, eq } from '#platform/sql';
import { analysisSuite, importText } from '#test/analysis-suite';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { addTracker, asksForMatches, listTrackers, previewTracker, trackers } from './index.ts';

const suite = await analysisSuite();

const discounts: KeywordTracker = {
  name: 'Discounts',
  kind: 'keyword',
  phrases: ['discount', 'price break'],
  side: 'external',
};
const freeze: QuestionTracker = {
  name: 'Freeze',
  kind: 'question',
  question: 'Does the buyer say that the budget is frozen?',
  side: null,
};

/** The filter of a tracker that was given none. */
const everyCall = {
  since: null,
  until: null,
  account: null,
  deal: null,
  stage: null,
  owner: null,
  team: null,
  source: null,
  minMinutes: null,
};

const texts: readonly (readonly [string, string])[] = [
  ['one.txt', 'Maya Okafor: A discount is possible.\nSam Ortiz: Is a Price Break there for 400 units?\n'],
  ['two.txt', 'Maya Okafor: Hello again.\nSam Ortiz: We have discounted nothing yet.\n'],
  ['three.txt', 'Sam Ortiz: What discount do you give? And is that discount yearly?\nMaya Okafor: It is.\n'],
];

describe('trackers', () => {
  test('the table definition is what the migrations made', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { trackers } });
  });

  test('one of the same name takes the place of the old one, which stays in the history', async () => {
    const ctx = await suite.freshContext();
    const first = await addTracker({ ctx, input: discounts });
    assert.equal(first.replaced, false);
    await assert.rejects(addTracker({ ctx, input: freeze }), { code: 'model.off' });
    await addTracker({ ctx: { ...ctx, models: pricedModel([]) }, input: freeze });
    ctx.clock.advance(1000);
    const changed = { ...discounts, phrases: ['rebate'] };
    const second = await addTracker({ ctx, input: changed });
    assert.equal(second.replaced, true);
    const listed = await listTrackers({ ctx });
    assert.deepEqual(
      listed.trackers.map(({ trackerId, definition }) => [trackerId, definition]),
      [
        [second.trackerId, { ...changed, filter: everyCall }],
        [listed.trackers[1]?.trackerId, { ...freeze, filter: everyCall }],
      ],
    );
    const rows = await ctx.db.select().from(trackers).where(eq(trackers.workspaceId, ctx.workspaceId));
    const old = rows.find(({ id }) => id === first.trackerId);
    assert.deepEqual([old?.definition, old?.supersededAt], [{ ...discounts, filter: everyCall }, ctx.clock.now()]);
    const audited = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'tracker.added')))
      .orderBy(auditRecords.at, auditRecords.id);
    assert.deepEqual(audited.map(({ resource, details }) => [resource, details]).at(-1), [
      { type: 'tracker', id: second.trackerId },
      { before: { ...discounts, filter: everyCall }, after: { ...changed, filter: everyCall } },
    ]);
    assert.equal(audited.length, 3);
  });

  test('that were saved before there were filters are for all calls', async () => {
    const ctx = await suite.freshContext();
    const { trackerId } = await addTracker({ ctx, input: discounts });
    await ctx.db.update(trackers).set({ definition: discounts }).where(eq(trackers.id, trackerId));
    const [listed] = (await listTrackers({ ctx })).trackers;
    assert.deepEqual(listed?.definition, { ...discounts, filter: everyCall });
    assert.equal(await asksForMatches({ ctx }), false);
  });

  test('are tried on the stored calls before they are saved: hits by whole words, misses, no cost', async () => {
    const ctx = await suite.freshContext();
    for (const [name, text] of texts) await importText({ ctx, name, text });
    const preview = await previewTracker({ ctx, input: { definition: discounts, calls: 10, spend: false } });
    assert.deepEqual([preview.ran, preview.calls, preview.callsWithHits, preview.hits], [true, 3, 2, 3]);
    assert.equal(preview.costMicroUsd, 0);
    assert.deepEqual(
      preview.perCall.map(({ title, hits }) => [title, hits.map(({ quote, speaker, turn }) => [quote, speaker, turn])]),
      [
        [
          'three.txt',
          [
            ['discount', 'Sam Ortiz', 0],
            ['discount', 'Sam Ortiz', 0],
          ],
        ],
        ['two.txt', []],
        ['one.txt', [['Price Break', 'Sam Ortiz', 1]]],
      ],
    );
    const newest = await previewTracker({ ctx, input: { definition: discounts, calls: 1, spend: false } });
    assert.deepEqual(
      newest.perCall.map(({ title }) => title),
      ['three.txt'],
    );
    assert.deepEqual((await listTrackers({ ctx })).trackers, []);
  });

  test('that ask a question are only priced until spending is allowed, and need a model', async () => {
    const ctx = await suite.freshContext();
    for (const [name, text] of texts) await importText({ ctx, name, text });
    const asked: string[] = [];
    const models = pricedModel(asked);
    const input = { definition: freeze, calls: 2, spend: false };
    const preview = await previewTracker({ ctx: { ...ctx, models }, input });
    assert.deepEqual([preview.ran, preview.calls, preview.hits, preview.costMicroUsd], [false, 2, 0, 2400]);
    assert.deepEqual(asked, []);
    await assert.rejects(previewTracker({ ctx, input: { ...input, spend: true } }), { code: 'model.off' });
  });

  test('are those of one workspace', async () => {
    const ctx = await suite.freshContext();
    await addTracker({ ctx, input: discounts });
    await importText({ ctx, name: 'one.txt', text: 'Sam Ortiz: A discount?\n' });
    const other = await suite.freshContext();
    assert.deepEqual((await listTrackers({ ctx: other })).trackers, []);
    const preview = await previewTracker({ ctx: other, input: { definition: discounts, calls: 10, spend: false } });
    assert.equal(preview.calls, 0);
    assert.equal((await addTracker({ ctx: other, input: discounts })).replaced, false);
    assert.equal((await listTrackers({ ctx })).trackers.length, 1);
  });

  test('are added by the operator and by nothing that runs by itself', async () => {
    const ctx = await suite.freshContext();
    for (const actor of [
      { type: 'system', component: 'analyze-call' },
      { type: 'schedule', name: 'nightly' },
    ] as const) {
      const itself = suite.actingAs(ctx, actor);
      await assert.rejects(addTracker({ ctx: itself, input: discounts }), { code: 'access.denied' });
      const input = { definition: discounts, calls: 1, spend: false };
      await assert.rejects(previewTracker({ ctx: itself, input }), { code: 'access.denied' });
      assert.deepEqual((await listTrackers({ ctx: itself })).trackers, []);
    }
  });

  test('are refused where they look for nothing', async () => {
    const ctx = await suite.freshContext();
    for (const input of [
      { ...discounts, phrases: [] },
      { ...discounts, phrases: ['ok', ''] },
      { ...discounts, name: '' },
      { ...freeze, question: 'Why?' },
    ]) {
      await assert.rejects(addTracker({ ctx, input }), { code: 'input.invalid' });
    }
    assert.deepEqual((await listTrackers({ ctx })).trackers, []);
  });
});

/** A model with a price that notes what it is asked for, and then refuses. */
function pricedModel(asked: string[]): ModelGatewayOn {
  return {
    state: 'on',
    models: [{ provider: 'openai', model: 'test' }],
    estimate: async () => ({
      provider: 'openai',
      model: 'test',
      inputTokens: 1000,
      outputTokensAtMost: 500,
      costMicroUsdAtMost: 1200,
    }),
    generateObject: async ({ purpose }) => {
      asked.push(purpose);
      throw new SophiaError('model.refused', 'Expected no question to be asked, found one.');
    },
    chooseTools: async ({ purpose }) => {
      asked.push(purpose);
      throw new SophiaError('model.refused', 'Expected no tool to be asked for, found one.');
    },
  };
}
