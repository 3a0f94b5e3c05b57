import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { analysisSuite, analyzeText } from '#test/analysis-suite';
import { createAssistantWorld, runShown } from '#test/assistant-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
const { ctx } = await createAssistantWorld(suite);
await analyzeText({
  ctx,
  name: 'Security review.txt',
  text: `Maya Okafor: Each of us said that the aim was to be paid on time.
Sam Ortiz: We use AI for that already. Are you SOC-2 certified, and not only SOC 1?
Maya Okafor: Our APIs take two days. The lesson was learned, and 2 more came.
`,
});

async function ask(question: string): Promise<Answer> {
  const answer = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
  for (const { query, column, value } of answer.figures) {
    const [first] = await runShown(ctx, answer.queries[query]?.sql ?? '');
    assert.equal(first?.[column], value, question);
  }
  return answer;
}

describe('a topic', () => {
  test('is found as whole words and never inside of others', async () => {
    for (const [question, count] of [
      ['who talked about AI', 1],
      ['did anyone mention ACH', 0],
      ['did anyone mention SSO', 0],
      ['did anyone mention SOC 2', 1],
      ['who talked about API', 1],
      ['who said what about the bank integrations', 2],
      ['who said what about bank integration', 2],
    ] as const) {
      const answer = await ask(question);
      assert.deepEqual([answer.intent, answer.figures[0]?.value], ['topics.said', count], question);
    }
    const [line] = (await ask('who talked about AI')).lines;
    assert.match(line?.text ?? '', /We use AI for that/);
  });
});
