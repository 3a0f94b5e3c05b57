import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { calls } from '#modules/calls';
import { callMatches } from '#modules/matching';
import { eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld, runShown } from '#test/assistant-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
/** Today is 2026-09-14, a Monday; the only call is with Sam Ortiz of Larkspur Hill. */
const { ctx, callId } = await createAssistantWorld(suite);
await ctx.db
  .update(calls)
  .set({ callDate: '2026-09-10', title: 'Pricing with Larkspur Hill' })
  .where(eq(calls.id, callId));

async function ask(question: string): Promise<Answer> {
  const answer = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
  for (const { query, column, value } of answer.figures) {
    const [first] = await runShown(ctx, answer.queries[query]?.sql ?? '');
    assert.equal(first?.[column], value, question);
  }
  return answer;
}

const asked: readonly (readonly [string, string | null])[] = [
  ['whats our pipeline lookin like', 'pipeline.total'],
  ["how's the pipeline looking?", 'pipeline.total'],
  ['did anybody mention price last week', 'topics.said'],
  ['biggest risks in commit', 'warnings.at_risk'],
  ['who hasnt talked to their customers in 2 weeks', 'calls.none'],
  ["which reps haven't talked to their customers in two weeks?", 'calls.none'],
  ['calls that went badly this month', 'calls.negative'],
  ['whats up with larkspur hill', 'deal.status'],
  ["What's up with Larkspur Hill?", 'deal.status'],
  ['which reps are behind on followups', 'commitments.overdue'],
  ['any deals where legal is a problem', 'objections.list'],
  ['what do we know about Sam Ortiz', 'people.one'],
  ['avg deal size', 'deals.average'],
  ['avg deal size this yr', 'deals.average'],
  ['how much pipe do i have', 'pipeline.total'],
  ['hows the q looking', 'forecast.buckets'],
  ['wheres larkspur hill at', 'deal.status'],
  ['show me mayas deals', 'deals.open'],
  ['deals maya closed last q', 'deals.won'],
  ['calls with larkspur hill last 2 wks', 'calls.list'],
  ['did maya talk to larkspur hill this wk', 'calls.list'],
  ['what should i work on today', 'reps.call_first'],
  ['are any calls missing', 'ledger.gaps'],
  ['emails with oakmere', null],
];

describe('everyday questions', () => {
  test('are understood', async () => {
    const taken: [string, string | null][] = [];
    for (const [question] of asked) taken.push([question, (await ask(question)).intent]);
    assert.deepEqual(taken, asked);
  });

  test('of days that are not understood are asked back, and nothing is counted', async () => {
    for (const question of [
      'how many calls did maya have last wek',
      'which deals did we win since the kickoff',
      'deals closing next sprint over 20k',
      'top objections 30 days',
      'did anybody mention price three weeks ago',
    ]) {
      const { outcome, figures, text } = await ask(question);
      assert.deepEqual([outcome, figures], ['ask_back', []], `${question}: ${text}`);
      assert.match(text, /nothing was counted/, question);
    }
  });

  test('keep the days beside another condition', async () => {
    const { understood } = await ask('deals closing next wk over 20k');
    assert.match(understood, /over \$20,000, next week, 2026-09-21 to 2026-09-27/);
    assert.match((await ask('what closes next wk')).text, /2026-09-21 to 2026-09-27/);
    assert.match((await ask('calls since friday')).understood, /2026-09-11 to 2026-09-14/);
  });

  test('that follow one about a deal are about it, until they ask of a whole', async () => {
    async function next(question: string): Promise<string> {
      const input = { question, channel: 'api', conversation: 'everyday-follow-ups' } as const;
      const { intent, understood } = await askQuestion({ ctx, input });
      return `${intent}: ${understood}`;
    }
    await next('where does larkspur hill stand?');
    assert.match(await next('any risks?'), /^(?:warnings|risks)\..*Larkspur Hill/);
    assert.match(await next('what did they object to'), /^objections\..*Larkspur Hill/);
    assert.match(await next('next steps?'), /^deal\.next_step: .*Larkspur Hill/);
    assert.doesNotMatch(await next('which deals are at risk?'), /Larkspur/);
  });

  test('that follow what was refused are about the deal that was spoken of before, or that it named', async () => {
    async function next(question: string): Promise<string> {
      const input = { question, channel: 'api', conversation: 'everyday-refused' } as const;
      const { intent, outcome, understood } = await askQuestion({ ctx, input });
      return `${outcome} ${intent}: ${understood}`;
    }
    await next('where does larkspur hill stand?');
    for (const refused of ['what is the weather in denver', 'help', 'send an email to Ben', 'who won the world cup']) {
      assert.doesNotMatch(await next(refused), /Larkspur/, refused);
    }
    assert.match(await next('when does it close?'), /^answered deal\.close_date: .*Larkspur Hill/);
    assert.match(await next('delete Quince Street - Pay'), /^out_of_scope/);
    assert.match(await next('when does it close?'), /^answered deal\.close_date: .*Quince Street - Pay/);
  });

  test('of one of our people are theirs without an apostrophe, and go on', async () => {
    assert.match((await ask('show me mayas deals')).understood, /Maya Okafor/);
    assert.match(
      (await ask('did maya talk to larkspur hill this month')).text,
      /with Larkspur Hill led by Maya Okafor/,
    );
  });

  test('of missing calls name those of which it is not clear what they are about', async () => {
    const at = ctx.clock.now();
    assert.equal((await ask('are any calls missing')).text, 'No call has a gap.');
    await ctx.db.insert(callMatches).values({
      callId,
      workspaceId: ctx.workspaceId,
      state: 'ambiguous',
      candidates: [],
      manual: false,
      attempts: 1,
      firstTriedAt: at,
      lastTriedAt: at,
    });
    const { outcome, text, lines, citations } = await ask('are any calls missing');
    const listed = citations.map(({ type, callId: cited }) => [type, cited]);
    assert.deepEqual([outcome, listed], ['answered', [['call', callId]]]);
    assert.match(text, /^No call has a gap\. Of 1 call it is not clear what it is about\. /);
    assert.ok(!text.includes('Larkspur'), 'titles stand in lines alone, which have a proof');
    assert.match(lines[0]?.text ?? '', /^Pricing with Larkspur Hill.* \(2026-09-10\): not clear what it is about$/);
    assert.deepEqual(lines[0]?.citations, [1]);
    assert.ok(text.includes(`\`sophia calls link CALL --deal NAME --workspace ${ctx.workspaceId}\``), text);
    const grant = { role: 'representative', scopes: null, seesOnly: null } as const;
    const email = 'maya@tidewater.example';
    const actor = { type: 'user', userId: 'usr_1', name: email, email, credentialId: 'ses_1', grant } as const;
    const input = { question: 'are any calls missing', channel: 'api', conversation: null } as const;
    const told = await askQuestion({ ctx: { ...ctx, actor }, input });
    assert.match(told.text, /; revenue operations or an administrator can say what it is\.$/);
  });

  test('of days that may be of two years are asked back', async () => {
    for (const question of ['deals closing after 4 december', 'which deals did we win before 4 december 2025']) {
      const { outcome, figures, text } = await ask(question);
      assert.deepEqual([outcome, figures], ['ask_back', []], `${question}: ${text}`);
    }
    assert.match((await ask('deals closing by march 4th')).understood, /2026-09-14 to 2027-03-04/);
  });

  test('of how long ago something was are not about days', async () => {
    const told: [string, string, string | null][] = [
      ['how long has it been since we last talked to larkspur hill', 'answered', 'calls.last'],
      ['how many days since our last call with larkspur hill', 'answered', 'calls.last'],
      ['how many days until larkspur hill closes', 'answered', 'deal.close_date'],
      ['how long is it until larkspur hill closes?', 'answered', 'deal.close_date'],
      ['how much pipe do we have', 'answered', 'pipeline.total'],
      ['how long since the first demo', 'out_of_scope', null],
    ];
    const found: typeof told = [];
    for (const [question] of told) {
      const { outcome, intent } = await ask(question);
      found.push([question, outcome, intent]);
    }
    assert.deepEqual(found, told);
  });

  test('of short forms of days are about these days, or asked back', async () => {
    const told: [string, string][] = [
      ['how much did we win last 30d per owner', 'last 30 days, 2026-08-16 to 2026-09-14'],
      ['deals won last 30d without a next step', 'last 30 days, 2026-08-16 to 2026-09-14'],
      ['deals closing next 30d worth over 10k', 'next 30 days, 2026-09-14 to 2026-10-14'],
      ['which deals closing next 30d are at risk', 'next 30 days, 2026-09-14 to 2026-10-14'],
      ['objections last 30d about price', 'last 30 days, 2026-08-16 to 2026-09-14'],
      ['win rate last 90d per rep', 'last 90 days, 2026-06-17 to 2026-09-14'],
    ];
    for (const [question, days] of told) {
      const { outcome, understood } = await ask(question);
      assert.ok(outcome !== 'ask_back' && understood.includes(days), `${question}: ${outcome}, ${understood}`);
    }
    for (const question of ['pipeline 30d', 'deals won 90d', 'which deals closing in 30d are at risk']) {
      assert.equal((await ask(question)).outcome, 'ask_back', question);
    }
  });

  test('of days on which deals close go on without an end, and what has happened has none ahead', async () => {
    const closing = await ask('deals closing after 2026-09-01');
    assert.match(closing.text, /^3 open deals close in that time \(after 2026-09-01\)/);
    const risky = await ask('which deals that close after 2026-09-20 are at risk');
    assert.match(risky.text, /^1 open deal that close in that time \(after 2026-09-20\) has a warning/);
    for (const question of [
      'calls until 4 june',
      'deals won until 4 june',
      'deals won by 4 june',
      'deals won by fri',
    ]) {
      assert.equal((await ask(question)).outcome, 'ask_back', question);
    }
  });

  test('of commit are about the stages that the forecast counts as commit', async () => {
    const { text } = await ask('biggest risks in commit');
    assert.match(text, /in commit \(a stage with a probability of 80 % and above\)/);
  });

  test('of customers whom nobody has talked to are about deals without a call, by owner', async () => {
    const answer = await ask('who hasnt talked to their customers in 2 weeks');
    assert.match(answer.text, /had no call with the customer in that time \(2 weeks, 2026-09-01 to 2026-09-14\)/);
    assert.ok(answer.lines.every(({ text }) => /deal/.test(text)));
    const deals = await ask('which deals have had no call in 2 weeks');
    assert.ok(
      deals.lines.every(({ text }) => !text.startsWith('Larkspur Hill')),
      'there was a call',
    );
    assert.ok(deals.lines.length > 0);
  });

  test('of what has not replied or begun are not taken for deals without a call', async () => {
    for (const question of [
      'which customers have not replied in 2 weeks',
      'which deals have not been updated in 2 weeks',
    ]) {
      const { outcome, lines } = await ask(question);
      assert.deepEqual([outcome, lines], ['out_of_scope', []], question);
    }
    const ahead = await ask('deals without a call next month');
    assert.deepEqual([ahead.outcome, ahead.lines], ['insufficient', []]);
    assert.match(ahead.text, /2026-10-01 to 2026-10-31\) has not begun/);
    const empty = await ask('which deals have no next step in 2 weeks');
    assert.match(empty.unknown.join(), /2026-09-01 to 2026-09-14\) narrows nothing/);
  });

  test('of a problem are about objections of that kind', async () => {
    assert.match((await ask('any deals where legal is a problem')).text, /contract objection/);
    const other = await ask('any deals where the weather is a problem');
    assert.notEqual(other.outcome, 'answered', 'what is no kind of objection is not taken for all of them');
  });
});
