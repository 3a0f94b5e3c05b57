import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { crmAssociations } from '#modules/crm';
import { dealWarnings, hasLeftWords } from '#modules/warnings';
import { eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld, runShown } from '#test/assistant-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
const { ctx, callId } = await createAssistantWorld(suite);
const { workspaceId } = ctx;
const now = ctx.clock.now();
const quote = 'Sam has left the company last week.';
await ctx.db.insert(crmAssociations).values({
  workspaceId,
  source: 'hubspot',
  fromType: 'contact',
  fromExternalId: '301',
  toType: 'deal',
  toExternalId: '501',
  labels: [],
  syncedAt: now,
});

async function ask(question: string): Promise<Answer> {
  const answer = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
  for (const { query, column, value } of answer.figures) {
    const [first] = await runShown(ctx, answer.queries[query]?.sql ?? '');
    assert.equal(first?.[column], value, question);
  }
  return answer;
}

async function warnOfDeparture(): Promise<void> {
  await ctx.db.insert(dealWarnings).values({
    id: ctx.ids.create('warning'),
    workspaceId,
    recordId: `${workspaceId}-deal-501`,
    kind: 'champion_left',
    severity: 'high',
    explanation: `Sam Ortiz${hasLeftWords} as a call on 2026-09-10 told.`,
    evidence: [{ type: 'quote', callId, quote, speaker: 'Ann Lee', turn: 2, startMs: null }],
    raisedAt: now,
    clearedAt: null,
    clearedBecause: null,
  });
}

describe('who has left', () => {
  test('is told by the warning of the deal too, wherever the person is named', async () => {
    const before = await ask('has Sam Ortiz left');
    assert.deepEqual([before.intent, before.outcome], ['people.left', 'nothing']);
    assert.match(before.text, /^No call says of Sam Ortiz that they have left/);
    await warnOfDeparture();
    for (const question of ['has Sam Ortiz left', 'which contacts have left', 'who has left Larkspur Hill']) {
      const answer = await ask(question);
      assert.deepEqual([answer.intent, answer.figures[0]?.value], ['people.left', 1], question);
      assert.match(answer.lines[0]?.text ?? '', new RegExp(`has left, as a call says: “${quote}”`));
      assert.ok(answer.citations.some(({ type }) => type === 'turn'));
    }
    const champion = await ask('who is the champion at Larkspur Hill');
    assert.match(champion.text, /^Sam Ortiz has the buying role champion .* A call says that they have left\.$/);
    assert.match((await ask('who is Sam Ortiz')).text, /A call says that they have left/);
  });
});

describe('warnings', () => {
  test('are not denied where none was ever raised', async () => {
    await ctx.db.delete(dealWarnings).where(eq(dealWarnings.workspaceId, workspaceId));
    const risk = await ask('which deals are at risk');
    assert.deepEqual([risk.intent, risk.outcome], ['warnings.at_risk', 'insufficient']);
    assert.match(risk.text, /may not have been looked at yet/);
    const standing = await ask('how is Maya doing');
    assert.equal(standing.lines.at(-1)?.text, 'At risk: not known yet');
    assert.match(standing.unknown.join(' '), /may not have been looked at yet/);
  });
});
