import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { crmPropertyChanges } from '#modules/crm';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld, runShown } from '#test/assistant-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
/** Today is 2026-09-14; every deal came in on 2026-07-01. */
const { ctx } = await createAssistantWorld(suite);

for (const [deal, value, day] of [
  ['501', 's1', '2026-07-01'],
  ['501', 's2', '2026-08-31'],
  ['502', 's1', '2026-08-15'],
  ['502', 's1', '2026-09-10'],
  ['505', 's2', '2026-08-01'],
  ['505', 's1', '2026-08-20'],
] as const) {
  await ctx.db.insert(crmPropertyChanges).values({
    workspaceId: ctx.workspaceId,
    recordId: `${ctx.workspaceId}-deal-${deal}`,
    property: 'dealstage',
    at: new Date(`${day}T15:00:00Z`),
    value,
    source: 'person',
    sourceType: 'CRM_UI',
  });
}

async function ask(question: string, conversation: string | null = null): Promise<Answer> {
  const answer = await askQuestion({ ctx, input: { question, channel: 'api', conversation } });
  for (const { query, column, value } of answer.figures) {
    const [first] = await runShown(ctx, answer.queries[query]?.sql ?? '');
    assert.equal(first?.[column], value, question);
  }
  return answer;
}

function names({ lines }: Answer): string[] {
  return lines.map(({ text }) => text.split(':')[0] ?? '');
}

const [larkspur, pay, recover, euro] = [
  'Larkspur Hill - Renewal',
  'Quince Street - Pay',
  'Quince Street - Recover',
  'Oakmere - Euro',
];

describe('deals that have not moved', () => {
  test('are those whose stage is older than the days that are asked for', async () => {
    for (const [question, expected] of [
      ['which deals have been in a stage for more than 30 days', [recover]],
      ['which deals are stuck for more than 30 days', [recover]],
      ['which deals have been stuck for 30 days', [recover, pay]],
      ['which deals have not moved in 3 weeks', [recover, pay, euro]],
      ["which deals haven't moved for over 2 weeks", [recover, pay, euro]],
      ['which deals have not moved in two weeks', [recover, pay, euro, larkspur]],
      ['deals in Discovery for more than 3 weeks', [recover, pay, euro]],
      ['which of Ben’s deals have not moved in 3 weeks', [pay, euro]],
      ['how many deals over 10k have been in the same stage for 2 weeks', [pay, larkspur]],
      ['deals closing this quarter that have not moved in 3 weeks', [pay, euro]],
    ] as const) {
      const answer = await ask(question);
      assert.deepEqual([answer.intent, names(answer)], ['deals.unmoved', [...expected]], `${question}: ${answer.text}`);
    }
  });

  test('say how long each has stood, and which days are meant where none are named', async () => {
    const usual = await ask('which deals have not moved?');
    assert.match(
      usual.text,
      /^1 open deal has been in its stage for more than 30 days \(since before 2026-08-15\), worth/,
    );
    assert.match(usual.text, /No number of days was named, so more than 30 are meant/);
    assert.match(usual.lines[0]?.text ?? '', /there since 2026-07-01 \(75 days\)$/);
    const three = await ask('which deals have not moved in 3 weeks');
    assert.doesNotMatch(three.text, /No number of days/);
    assert.match(three.understood, /in their stage for 3 weeks or more/);
  });

  test('in a time that is named did not change their stage in it', async () => {
    const month = await ask("which deals haven't moved this month");
    assert.deepEqual(names(month), [recover, pay, euro, larkspur], month.text);
    assert.match(month.text, /have not moved to another stage in that time \(this month, 2026-09-01 to 2026-09-30\)/);
    assert.deepEqual(names(await ask('which deals did not change stage in August')), [recover]);
    const ahead = await ask('which deals will not have moved next month');
    assert.notEqual(ahead.outcome, 'answered');
    const closing = await ask('which deals closing this quarter have not moved');
    assert.match(closing.text, /this quarter.*more than 30 days/, closing.text);
  });

  test('are told with how long each stands there where that is asked, the longest first', async () => {
    const longest = await ask('which deal has been in its stage the longest?');
    assert.equal(names(longest)[0], recover, longest.text);
    assert.match(longest.text, /The longest there: Quince Street - Recover: .*\(75 days\)\.$/);
    const one = await ask('how long has Larkspur Hill been in its stage');
    assert.match(one.lines[0]?.text ?? '', /^Larkspur Hill - Renewal: .*there since 2026-08-31 \(14 days\)$/);
    assert.match(
      (await ask('has Larkspur Hill moved in the last 30 days')).text,
      /^1 move to another stage for Larkspur/,
    );
  });

  test('that are stuck by the measure of their stage are told as before, and how to ask by days', async () => {
    const stuck = await ask('which deals are stuck');
    assert.equal(stuck.intent, 'warnings.kind');
    assert.equal((await ask('deals stuck in Contract Sent')).intent, 'warnings.kind');
    assert.match(stuck.text, /for a number of days ask “which deals have not moved in 30 days”/);
  });

  test('go on in a conversation, and days in a stage narrow nothing that does not go by them', async () => {
    await ask('which deals have not moved in 3 weeks', 'unmoved');
    assert.deepEqual(names(await ask('and of Ben Ruiz?', 'unmoved')), [pay, euro]);
    const calls = await ask('calls about deals stuck for more than 30 days');
    assert.ok(calls.intent === 'deals.unmoved' || calls.outcome !== 'answered', `${calls.intent}: ${calls.text}`);
  });
});

describe('whether somebody has an open deal', () => {
  test('is answered with yes and the deal, or with no and what closed last', async () => {
    for (const question of [
      'does Larkspur Hill still have an open deal',
      'does larkspur hill have an open deal?',
      'do we still have an open deal with Larkspur Hill',
      'is there an open deal with Larkspur Hill',
      'Does Larkspur Hill still have any open deals?',
      'is Larkspur Hill still open',
    ]) {
      const answer = await ask(question);
      assert.deepEqual([answer.intent, names(answer)], ['deals.any', [larkspur]], `${question}: ${answer.text}`);
      assert.match(answer.text, /^Yes: 1 open deal for Larkspur Hill, worth \$30,000\.$/, question);
    }
    assert.match((await ask('does Quince Street have an open deal of Ben Ruiz')).text, /^Yes: 1 open deal of Ben Ruiz/);
    const renewal = await ask('does Oakmere still have an open renewal');
    assert.match(renewal.text, /^No: there is no open deal in the renewal pipeline for Oakmere\./);
    const over = await ask('does Oakmere still have an open deal over 20k');
    assert.match(over.text, /^No: there is no open deal over \$20,000 for Oakmere\. What closed last:$/);
    assert.deepEqual(over.lines[0]?.text, 'Oakmere - Pay: won 2026-08-20, $8,000, Maya Okafor');
  });

  test('of a name that nobody bears counts nothing', async () => {
    for (const [question, outcome] of [
      ['does Vandelay still have an open deal', 'nothing'],
      ['does vandelay still have an open deal', 'ask_back'],
    ] as const) {
      const answer = await ask(question);
      assert.deepEqual([answer.outcome, answer.figures], [outcome, []], `${question}: ${answer.text}`);
    }
  });
});
