import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { crmRecords } from '#modules/crm';
import { eq, sql } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld, runShown } from '#test/assistant-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
/** Today is 2026-09-14; a deal of Larkspur Hill has a warning of high severity, and Oakmere was won on 2026-08-20. */
const { ctx } = await createAssistantWorld(suite);
await ctx.db
  .update(crmRecords)
  .set({ properties: sql`${crmRecords.properties} || '{"closedate":"2026-07-02"}'::jsonb` })
  .where(eq(crmRecords.id, `${ctx.workspaceId}-deal-504`));

async function ask(question: string, conversation: string | null = null): Promise<Answer> {
  const answer = await askQuestion({ ctx, input: { question, channel: 'api', conversation } });
  for (const { query, column, value } of answer.figures) {
    const [first] = await runShown(ctx, answer.queries[query]?.sql ?? '');
    assert.equal(first?.[column], value, question);
  }
  return answer;
}

describe('a second thing in a question', () => {
  test('is covered, or asked back about, and never left out', async () => {
    const won = await ask('what did we win in july and august');
    assert.deepEqual([won.intent, won.figures[0]?.value], ['deals.won', 1]);
    assert.match(won.text, /2026-07-01 to 2026-08-31/);
    assert.match((await ask('calls in august and september')).text, /2026-08-01 to 2026-09-30/);
    for (const question of [
      'objections about price and timing',
      'what did we win in may and july',
      'what did Larkspur Hill and Quince Street object to',
    ]) {
      assert.equal((await ask(question)).outcome, 'ask_back', question);
    }
  });

  test('is the severity of warnings', async () => {
    const high = await ask('which deals are at risk with high severity');
    assert.deepEqual([high.intent, high.figures[0]?.value], ['warnings.at_risk', 1]);
    assert.match(high.text, /of high severity/);
    const low = await ask('deals at risk with low severity');
    assert.deepEqual([low.intent, low.outcome], ['warnings.at_risk', 'nothing']);
  });

  test('is why the largest deal was lost', async () => {
    const lost = await ask('whats the biggest deal we lost and why');
    assert.deepEqual([lost.intent, lost.outcome], ['deals.lost', 'nothing']);
    assert.deepEqual(lost.unknown, []);
  });
});
