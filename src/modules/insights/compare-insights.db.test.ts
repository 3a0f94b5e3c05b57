import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { InsightComparison, type VendorInsights } from '#contracts';
import { addTracker } from '#modules/trackers';
import { SophiaError } from '#platform/errors';
import { type AnalysisTestContext, analysisSuite, analyzeText } from '#test/analysis-suite';
import { partyOf, storeCall } from '#test/source-calls';
import { analyzeCall, compareInsights } from './index.ts';

const suite = await analysisSuite();
const host = partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1', userId: '901' });
const customer = partyOf({ side: 'external', name: 'Sam Ortiz', speakerId: '2', email: 'sam@larkspur.example' });
const insights: VendorInsights = {
  brief: 'Maya and Sam went over the renewal.',
  keyPoints: ['Sam fears that the budget is too expensive.', 'The weather in Denver delays travel.'],
  outcome: null,
  topics: [],
  trackers: [
    { name: 'Budget', count: 2 },
    { name: 'Rivals', count: 1 },
    { name: 'parking', count: 0 },
  ],
  actionItems: [],
  interaction: [
    { name: 'Talk Ratio', value: 0.6 },
    { name: 'Longest Monologue', value: 10 },
    { name: 'Longest Customer Story', value: 4 },
    { name: 'Interactivity', value: 5 },
    { name: 'Patience', value: 50.5 },
  ],
  questions: { company: 3, others: 0 },
};
const said = {
  '1': ['Thanks for coming, Sam.', 'What would hold you back?'],
  '2': ['It is too expensive for our budget.', 'I will send you the numbers by Friday.'],
};

async function callWith(
  told: VendorInsights | null,
  {
    ctx,
    parties = [host, customer],
  }: { ctx: AnalysisTestContext; parties?: Parameters<typeof storeCall>[0]['parties'] },
): Promise<string> {
  const startedAt = '2026-09-10T10:00:00.000Z';
  const known = { insights: told, primaryUserId: '901' };
  const callId = await storeCall({ ctx, externalId: '1', startedAt, parties, said, known });
  await analyzeCall({ ctx, input: { callId, version: 1, engine: 'rules' } });
  return callId;
}

describe("the insights of a call's source, beside ours", () => {
  test('stand under the name of each, with figures and trackers held against each other', async () => {
    const ctx = await suite.freshContext();
    const operator = { ...ctx, actor: { type: 'operator', name: 'test' } as const };
    for (const [name, phrase] of [
      ['budget', 'budget'],
      ['Parking', 'garage'],
    ] as const)
      await addTracker({ ctx: operator, input: { kind: 'keyword', name, phrases: [phrase], side: null, filter: {} } });
    const callId = await callWith(insights, { ctx });
    const found = InsightComparison.parse(await compareInsights({ ctx, input: { callId, analysisId: null } }));
    assert.deepEqual([found.source, found.callId], ['gong', callId]);
    assert.deepEqual(found.vendor, {
      brief: ['Maya and Sam went over the renewal.'],
      keyPoints: insights.keyPoints,
      trackers: insights.trackers,
      interaction: insights.interaction,
      questions: insights.questions,
    });
    assert.deepEqual(
      found.sophia.trackers.toSorted((left, right) => (left.name < right.name ? -1 : 1)),
      [
        { name: 'Parking', count: 0 },
        { name: 'budget', count: 1 },
      ],
    );
    assert.deepEqual(
      found.trackers.map(({ name, sophiaCount, state }) => [name, sophiaCount, state]),
      [
        ['Budget', 1, 'both'],
        ['Rivals', null, 'no_tracker_of_that_name'],
        ['parking', 0, 'neither'],
      ],
    );
    assert.deepEqual(
      found.figures.map(({ name, vendor, sophia, difference }) => [name, vendor, sophia, difference]),
      [
        ['talkRatio', 0.6, 0.5, -0.1],
        ['longestMonologue', 10, 9, -1],
        ['longestCustomerStory', 4, 9, 5],
        ['interactivity', 5, found.figures[3]?.sophia, null],
        ['patience', 50.5, null, null],
        ['questionsOfCompany', 3, 1, -2],
        ['questionsOfOthers', 0, 0, 0],
      ],
    );
    assert.match(found.figures[3]?.note ?? '', /^Not the same figure: /);
    assert.deepEqual(found.keyPointsWithoutCounterpart, {
      method: 'content_words',
      points: ['The weather in Denver delays travel.'],
    });
  });

  test('have no difference where it is not known whose figure it is, or figures are absent', async () => {
    const ctx = await suite.freshContext();
    const second = partyOf({ side: 'internal', name: 'Ben Lee', speakerId: '3', userId: '902' });
    const others = [{ ...host, userId: '900' }, second, partyOf({ side: 'unknown', name: 'Line 4', speakerId: '4' })];
    const lines = { ...insights, keyPoints: [], trackers: [], interaction: insights.interaction.slice(0, 1) };
    const callId = await callWith(lines, { ctx, parties: [...others, customer] });
    const found = await compareInsights({ ctx, input: { callId, analysisId: null } });
    assert.deepEqual(
      found?.figures.map(({ name, sophia, difference }) => [name, sophia, difference]),
      [
        ['talkRatio', null, null],
        ['questionsOfCompany', 1, -2],
        ['questionsOfOthers', 0, 0],
      ],
    );
    assert.match(found?.figures[0]?.note ?? '', /which speaker is the host/);
    assert.deepEqual(found?.keyPointsWithoutCounterpart.points, []);
  });

  test('are nothing where the source has told nothing, and for a file', async () => {
    const ctx = await suite.freshContext();
    const empty = { ...insights, brief: null, keyPoints: [], trackers: [], interaction: [], questions: null };
    for (const told of [null, empty]) {
      const callId = await callWith(told, { ctx });
      assert.equal(await compareInsights({ ctx, input: { callId, analysisId: null } }), null);
    }
    const { callId } = await analyzeText({ ctx, name: 'call.txt', text: 'Maya Okafor: Hello there.\n' });
    assert.equal(await compareInsights({ ctx, input: { callId, analysisId: null } }), null);
  });

  test('are shut to whoever may not read the report, and to another workspace', async () => {
    const ctx = await suite.freshContext();
    const callId = await callWith(insights, { ctx });
    const webhook = suite.actingAs(ctx, { type: 'webhook', source: 'gong' });
    const input = { callId, analysisId: null };
    await assert.rejects(compareInsights({ ctx: webhook, input }), isCode('access.denied'));
    await assert.rejects(compareInsights({ ctx: await suite.freshContext(), input }), isCode('analysis.not-found'));
  });
});

function isCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof SophiaError && error.code === code;
}
