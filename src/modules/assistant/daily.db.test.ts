import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { calls, callVersions } from '#modules/calls';
import { eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld, runShown } from '#test/assistant-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
/** Today is 2026-09-14; the deal of Larkspur Hill was ghosted, and its one call was today. */
const { ctx, callId } = await createAssistantWorld(suite);
await ctx.db.update(calls).set({ callDate: '2026-09-14' }).where(eq(calls.id, callId));
await ctx.db.update(callVersions).set({ durationMs: 1_800_000 }).where(eq(callVersions.callId, callId));

async function ask(question: string): Promise<Answer> {
  const answer = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
  for (const { query, column, value } of answer.figures) {
    const [first] = await runShown(ctx, answer.queries[query]?.sql ?? '');
    assert.equal(first?.[column], value, question);
  }
  return answer;
}

describe('what sellers ask each day', () => {
  test('is answered by the kind that tells it', async () => {
    for (const [question, intent] of [
      ['whos ghosting us', 'warnings.kind'],
      ['what happened on calls this week', 'calls.list'],
      ["what's new today", 'state.news'],
      ['deals over 100k not touched in 2 weeks', 'calls.none'],
      ['what did Sam Ortiz say', 'topics.person'],
      ['was Sam Ortiz on the call', 'calls.list'],
      ['did Sam Ortiz promise us anything', 'commitments.theirs'],
      ['did anyone ask about SSO', 'topics.said'],
      ["when's my next meeting", 'calls.next'],
      ['what should I prep', 'calls.next'],
      ['which renewals wont renew', 'warnings.at_risk'],
    ] as const) {
      assert.equal((await ask(question)).intent, intent, question);
    }
  });

  test('is what a person said, with the turns', async () => {
    const said = await ask('what did Sam Ortiz say');
    assert.deepEqual([said.outcome, said.figures[0]?.value], ['answered', 3]);
    assert.match(said.lines[0]?.text ?? '', /^Sam Ortiz .*the price is too high/);
  });

  test('is what is new, each number with its query', async () => {
    const news = await ask("what's new today");
    assert.match(news.lines[0]?.text ?? '', /^Calls: 1 call/);
    assert.match(
      news.lines.at(-1)?.text ?? '',
      /^Warnings: 1 deal got a warning that stands \(Larkspur Hill - Renewal\)/,
    );
  });

  test('says of meetings to come that no calendar is read', async () => {
    const next = await ask('what should I prepare for the call with Larkspur Hill');
    assert.match(next.text, /calendars are not read.*What was said last: a call without a title on 2026-09-14/);
  });

  test('is offered nothing instead where nothing is near', async () => {
    for (const question of ['what is 2+2', 'what is the weather like', 'what is the capital of France']) {
      const answer = await ask(question);
      assert.deepEqual([answer.outcome, answer.choices], ['out_of_scope', []], question);
    }
  });

  test('compares two months, tells all time without days, and how long the longest call was', async () => {
    const two = await ask('last month vs this month');
    assert.deepEqual([two.intent, two.outcome], ['compare.sides', 'answered']);
    assert.match((await ask('what did we win so far, ever')).text, /won at any time, worth/);
    assert.match((await ask('what was the longest call')).lines[0]?.text ?? '', /30 minutes\)/);
  });
});
