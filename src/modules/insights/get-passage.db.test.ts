import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eq } from '#platform/sql';
import { type AnalysisTestContext, analysisSuite, analyzeText, importText } from '#test/analysis-suite';
import { countStatements } from '#test/count-statements';
import { claims, getPassage } from './index.ts';

const suite = await analysisSuite();

const turns = [
  { speaker: 'Maya Okafor', startMs: 0, endMs: 4000, text: 'Thanks for coming, Sam. What would hold you back?' },
  {
    speaker: 'Sam Ortiz',
    startMs: 5000,
    endMs: 15_000,
    text: 'Let me think. We cannot pay more than $3.50 a unit, that is a big jump from what we pay today.',
  },
  {
    speaker: 'Maya Okafor',
    startMs: 16_000,
    endMs: 19_000,
    text: 'I understand. I will send you a new quote by Friday.',
  },
];

function fileOf(said: readonly object[]): string {
  const parties = [{ name: 'Maya Okafor', side: 'internal' }];
  return JSON.stringify({
    format: 'sophia.transcript/1',
    id: 'crm-1',
    title: 'Larkspur pricing',
    parties,
    turns: said,
  });
}

async function opened(): Promise<{ ctx: AnalysisTestContext; callId: string }> {
  const ctx = await suite.freshContext();
  const { callId } = await analyzeText({ ctx, name: 'call.json', text: fileOf(turns) });
  return { ctx, callId };
}

describe('a passage', () => {
  test('is a sentence with speaker, side, time, the turns around it and the claims that quote it', async () => {
    const { ctx, callId } = await opened();
    const passage = await getPassage({ ctx, input: { id: `${callId}#1.1`, version: null, around: 1 } });
    assert.deepEqual(
      [passage.id, passage.title, passage.speaker, passage.side, passage.version, passage.currentVersion],
      [`${callId}#1.1`, 'Larkspur pricing', 'Sam Ortiz', 'external', 1, 1],
    );
    assert.deepEqual([passage.turns, passage.sentences, passage.sentence], [3, 2, 1]);
    assert.match(passage.text, /^We cannot pay more .* today\.$/);
    assert.equal(turns[1]?.text.slice(passage.start, passage.end), passage.text);
    assert.ok(passage.startMs !== null && passage.startMs >= 5000);
    assert.deepEqual(
      passage.around.map(({ turn, speaker }) => [turn, speaker]),
      [
        [0, 'Maya Okafor'],
        [1, 'Sam Ortiz'],
        [2, 'Maya Okafor'],
      ],
    );
    const objection = passage.claims.find(({ field }) => field === 'findings.objections.0');
    assert.deepEqual([objection?.kind, objection?.evidence.sentence], ['price', '1.1']);
    assert.ok(passage.claims.every(({ evidence }) => evidence.end > passage.start && evidence.start < passage.end));
    assert.equal(passage.path, `/calls/${ctx.workspaceId}/${callId}#turn-1`);
  });

  test('is a whole turn where no sentence is named, and a short id is enough', async () => {
    const { ctx, callId } = await opened();
    const passage = await getPassage({ ctx, input: { id: ` ${callId.slice(-10)}#1 `, version: null, around: 0 } });
    assert.deepEqual(
      [passage.id, passage.sentence, passage.text, passage.startMs, passage.endMs],
      [`${callId}#1`, null, turns[1]?.text, 5000, 15_000],
    );
    assert.deepEqual(
      passage.around.map(({ turn }) => turn),
      [1],
    );
    const quiet = await getPassage({ ctx, input: { id: `${callId}#1.0`, version: null, around: 0 } });
    assert.deepEqual([quiet.text, quiet.claims], ['Let me think.', []]);
  });

  test('opens for the sentence that the evidence of any claim names', async () => {
    const { ctx, callId } = await opened();
    const rows = await ctx.db.select().from(claims).where(eq(claims.callId, callId));
    assert.ok(rows.length > 3);
    for (const row of rows) {
      const { sentence } = Object(row.body);
      const passage = await getPassage({ ctx, input: { id: `${callId}#${sentence}`, version: null, around: 0 } });
      assert.ok(
        passage.claims.some(({ field }) => field === row.field),
        `${row.field} at ${sentence}`,
      );
    }
  });

  test('leaves out a claim whose quote no longer stands there', async () => {
    const { ctx, callId } = await opened();
    await ctx.db.update(claims).set({ quote: 'We can pay more' }).where(eq(claims.callId, callId));
    const passage = await getPassage({ ctx, input: { id: `${callId}#1.1`, version: null, around: 0 } });
    assert.deepEqual(passage.claims, []);
  });

  test('of an earlier version is told apart from the one in force, and opens the analysis of that version', async () => {
    const { ctx, callId } = await opened();
    const short = [turns[0], { speaker: 'Sam Ortiz', text: 'Nothing at all.' }];
    await importText({ ctx, name: 'call.json', text: fileOf(short.filter((turn) => turn !== undefined)) });
    const now = await getPassage({ ctx, input: { id: `${callId}#1.0`, version: null, around: 0 } });
    assert.deepEqual([now.text, now.version, now.currentVersion], ['Nothing at all.', 2, 2]);
    assert.deepEqual([now.analysisId, now.claims, now.path, now.startMs], [null, [], null, null]);
    const then = await getPassage({ ctx, input: { id: `${callId}#1.1`, version: 1, around: 0 } });
    assert.deepEqual([then.version, then.currentVersion], [1, 2]);
    assert.equal(then.path, `/calls/${ctx.workspaceId}/${callId}?analysis=${then.analysisId}#turn-1`);
    const cases: [string, number | null, RegExp][] = [
      [
        `${callId}#2.0`,
        null,
        /a turn from 0 to 1 \(there are 2\) of call_\S+ in version 2 .*, found 2\. Version 1 has it\./,
      ],
      [`${callId}#1.1`, null, /sentence 0, the only one, of turn 1 .*, found 1\. Version 1 has it\./],
      [`${callId}#1`, 3, /a version from 1 to 2 of the transcript of call_\S+, found 3\./],
    ];
    for (const [id, version, message] of cases) {
      const asked = getPassage({ ctx, input: { id, version, around: 0 } });
      await assert.rejects(asked, { code: 'passage.not-found', message });
    }
  });

  test('that is not there costs a look at one other version, however many there are', async () => {
    const { ctx, callId } = await opened();
    function ask(): Promise<void> {
      const asked = getPassage({ ctx, input: { id: `${callId}#1.9`, version: null, around: 0 } });
      return assert.rejects(asked, { code: 'passage.not-found', message: /found 9\.$/ });
    }
    const costs: number[] = [];
    for (const text of ['One.', 'Two.', 'Three.', 'Four.']) {
      await importText({ ctx, name: 'call.json', text: fileOf([turns[0] ?? {}, { speaker: 'Sam Ortiz', text }]) });
      // The pool may do something of its own meanwhile, such as having a table analyzed: the fewest of two is the cost.
      const counted = [await countStatements({ database: suite.database, work: ask })];
      counted.push(await countStatements({ database: suite.database, work: ask }));
      costs.push(Math.min(...counted));
    }
    assert.ok((costs[0] ?? 0) > 0);
    assert.deepEqual(
      costs,
      Array.from({ length: 4 }, () => costs[0]),
    );
  });

  test('that is malformed, of no call, or beyond the end gets a sentence that says what there is', async () => {
    const { ctx, callId } = await opened();
    const cases: [string, string, RegExp][] = [
      [`${callId}#`, 'passage.malformed', /such as 8f2c41#3\.2, found "call_\S+#"/],
      [`${callId}#one.two`, 'passage.malformed', /#one\.two/],
      [`${callId}#1.2.3`, 'passage.malformed', /#1\.2\.3/],
      [`${callId}#-1`, 'passage.malformed', /#-1/],
      ['#1.2', 'passage.malformed', /found "#1\.2"/],
      [callId, 'passage.malformed', /Expected the id of a call, # and a turn/],
      [`x${'9'.repeat(500)}#`, 'passage.malformed', /found "x9{119}…"/],
      ['call_ffffffff#1.0', 'call.not-found', /found none/],
      [`${callId}#3`, 'passage.not-found', /a turn from 0 to 2 \(there are 3\) of call_\S+, found 3\./],
      [`${callId}#1.2`, 'passage.not-found', /a sentence from 0 to 1 \(there are 2\) of turn 1 of call_\S+, found 2\./],
    ];
    for (const [id, code, message] of cases) {
      await assert.rejects(getPassage({ ctx, input: { id, version: null, around: 2 } }), { code, message }, id);
    }
    const stranger = await suite.freshContext();
    const elsewhere = getPassage({ ctx: stranger, input: { id: `${callId}#1`, version: null, around: 2 } });
    await assert.rejects(elsewhere, { code: 'call.not-found' });
  });
});
