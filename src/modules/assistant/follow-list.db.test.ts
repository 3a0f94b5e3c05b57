import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
/** Today is 2026-09-14; of the deals that close in September only that of Larkspur Hill has a warning. */
const { ctx } = await createAssistantWorld(suite);

function ask(question: string, conversation: string | null = null): Promise<Answer> {
  return askQuestion({ ctx, input: { question, channel: 'api', conversation } });
}

describe('what follows a list', () => {
  test('is asked of what it listed', async () => {
    const conversation = 'list-risk';
    assert.equal((await ask('which deals close in November', conversation)).figures[0]?.value, 1);
    const risk = await ask('which of them are at risk', conversation);
    assert.deepEqual([risk.intent, risk.outcome], ['warnings.at_risk', 'nothing']);
    assert.match(risk.text, /2026-11-01 to 2026-11-30/);
    assert.equal((await ask('what about september', conversation)).figures[0]?.value, 1);
  });

  test('goes by the days that the list took where it was asked without', async () => {
    await ask('which deals close', 'list-days');
    const risk = await ask('how many of those are at risk?', 'list-days');
    assert.match(risk.text, /2026-07-01 to 2026-09-30/);
    assert.equal(risk.figures[0]?.value, 1);
  });

  test('is asked back about where the list cannot be said again, or there is none', async () => {
    await ask('what did we win this quarter', 'list-won');
    assert.equal((await ask('which of them are at risk', 'list-won')).outcome, 'ask_back');
    assert.equal((await ask('which of them are at risk')).outcome, 'ask_back');
  });

  test('names who owns the biggest of it', async () => {
    await ask('which deals close this quarter', 'list-biggest');
    const biggest = await ask('who owns the biggest', 'list-biggest');
    assert.match(biggest.text, /The largest: Larkspur Hill - Renewal: .*Maya Okafor/);
    assert.equal((await ask('who owns the biggest')).intent, 'deals.largest');
  });

  test('is another month where only that is said', async () => {
    await ask('deals that close in september', 'list-month');
    const next = await ask('what about november', 'list-month');
    assert.deepEqual([next.intent, next.figures[0]?.value], ['deals.closing', 1]);
  });
});

describe('a workspace without a CRM', () => {
  test('is said to be without', async () => {
    const empty = await suite.freshContext();
    for (const question of ['which deals close this quarter', 'which deals are at risk']) {
      const answer = await askQuestion({ ctx: empty, input: { question, channel: 'api', conversation: null } });
      assert.match(answer.text, /^No CRM has been read into this workspace/, question);
    }
  });
});
