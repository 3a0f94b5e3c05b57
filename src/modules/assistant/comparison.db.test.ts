import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { crmRecords } from '#modules/crm';
import type { Actor } from '#platform/context';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld, runShown } from '#test/assistant-world';
import { identifyOwner } from '#test/owner-identity';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
/** Today is 2026-09-14; deals of Larkspur Hill (one), Quince Street (two) and Oakmere (one won, one in euros). */
const { ctx } = await createAssistantWorld(suite);
await identifyOwner(ctx, { ownerId: '11', name: 'Maya Okafor', email: 'maya@tidewater.example' });

async function ask(question: string, actor: Actor = ctx.actor): Promise<Answer> {
  const answer = await askQuestion({ ctx: { ...ctx, actor }, input: { question, channel: 'api', conversation: null } });
  for (const { name, query, column, value } of answer.figures) {
    const [first] = await runShown(ctx, answer.queries[query]?.sql ?? '');
    assert.equal(first?.[column], value, `${question}: ${name}`);
  }
  return answer;
}

async function addCompany(name: string): Promise<void> {
  const at = ctx.clock.now();
  await ctx.db.insert(crmRecords).values({
    id: `${ctx.workspaceId}-company-${name}`,
    workspaceId: ctx.workspaceId,
    source: 'hubspot',
    objectType: 'company',
    externalId: name,
    properties: { name },
    name,
    ownerId: '11',
    createdAtSource: at,
    updatedAtSource: at,
    syncedAt: at,
  });
}

function linesOf({ lines }: Answer): string[] {
  return lines.map(({ text }) => text);
}

function seeing(...addresses: readonly string[]): Actor {
  const email = 'maya@tidewater.example';
  const grant = { role: 'representative', scopes: null, seesOnly: addresses } as const;
  return { type: 'user', userId: 'usr_comparing', name: email, email, credentialId: 'ses_1', grant };
}

describe('a comparison', () => {
  test('of two accounts, or deals, sets their figures side by side, each with its query and proofs', async () => {
    for (const question of [
      'compare Larkspur Hill and Quince Street',
      'larkspur hill vs quince street',
      'Larkspur Hill versus Quince Street?',
      'how does Larkspur Hill compare to Quince Street',
    ]) {
      const answer = await ask(question);
      assert.deepEqual([answer.intent, answer.outcome], ['compare.sides', 'answered'], question);
      assert.equal(answer.text, 'Larkspur Hill | Quince Street, side by side:');
      assert.deepEqual(linesOf(answer), [
        'Open deals: 1 open deal | 2 open deals',
        'Stage: Contract Sent | Discovery',
        'Amount: $30,000 | $12,500.50',
        'Closes: 2026-09-28 | 2026-09-01 to 2026-11-15',
        'Owner: Maya Okafor | Ben Ruiz, Maya Okafor',
        'Next step: Send the contract | none in the CRM',
        'Last call: 2026-09-14, of 1 call | none',
        'Health: 1 warning (the buyer does not answer) | no warning stands',
        'Open promises: 0 of ours (0 overdue), 0 of theirs | 0 of ours (0 overdue), 0 of theirs',
      ]);
      assert.ok(answer.queries.length === 8 && answer.lines[0]?.citations.length === 2, question);
    }
    const deals = await ask('compare Quince Street - Pay with Quince Street - Recover');
    assert.equal(deals.text, 'Quince Street - Pay | Quince Street - Recover, side by side:');
    assert.deepEqual(linesOf(deals).slice(2, 4), ['Amount: $12,500.50 | none', 'Closes: 2026-09-01 | 2026-11-15']);
    assert.match(deals.understood, /Quince Street - Pay beside Quince Street - Recover$/);
  });

  test('of representatives is of the time that it names, and of quarters of what they brought', async () => {
    const reps = await ask('compare maya and ben');
    assert.match(
      reps.text,
      /^Maya Okafor \| Ben Ruiz \(what has an end: this quarter, 2026-07-01 to 2026-09-30\), side/,
    );
    const [pipeline = '', closed = '', ...more] = linesOf(reps);
    assert.match(pipeline, /^Pipeline: 2 open deals, worth \$30,000, .* \| 2 open deals, worth \$12,500\.50, /);
    assert.match(closed, /^Closed: 1 deal won, worth \$8,000, the largest Oakmere - Pay; 0 lost \| 0 deals won, /);
    assert.deepEqual(
      more.map((text) => text.split(':')[0]),
      ['Calls', 'Promises', 'At risk'],
    );
    assert.match((await ask('Maya Okafor vs Ben Ruiz in August')).text, /in august|2026-08-01 to 2026-08-31/);
    const quarters = await ask('compare this quarter with last quarter');
    assert.equal(
      quarters.text,
      'this quarter, 2026-07-01 to 2026-09-30 | last quarter, 2026-04-01 to 2026-06-30, side by side:',
    );
    const rows = linesOf(quarters);
    assert.deepEqual(rows.slice(0, 3), [
      'Won: 1 deal, worth $8,000 | 0 deals, worth $0',
      'Lost: 0 deals | 0 deals',
      'Win rate: insufficient signal | insufficient signal',
    ]);
    assert.match(rows[3] ?? '', /^Came in: 5 deals, worth \$50,500\.50 \| 0 deals, worth \$0$/);
    assert.match((await ask('Q3 vs Q4 of Maya Okafor')).text, / \| .* of Maya Okafor, side by side:$/);
    for (const question of [
      'how much did we win this quarter vs last quarter',
      'did we win more this quarter than last quarter',
    ])
      assert.deepEqual(linesOf(await ask(question)), rows, question);
    assert.match((await ask('does Maya have more pipeline than Ben?')).text, /^Maya Okafor \| Ben Ruiz /);
    assert.match((await ask('compare august and september')).text, /2026-08-01 to 2026-08-31 \| .*2026-09-30/);
  });

  test('asks back where a name fits several, and the questions that it offers are answered', async () => {
    for (const name of ['Kettle Lodge', 'Kettle Homes']) await addCompany(name);
    const { outcome, text, choices, figures } = await ask('compare Larkspur Hill and Kettle');
    assert.deepEqual([outcome, figures], ['ask_back', []], text);
    assert.equal(text, 'Which account do you mean by “Kettle”: Kettle Homes; Kettle Lodge?');
    assert.deepEqual(
      choices.map(({ question }) => question),
      ['compare Larkspur Hill and Kettle Homes', 'compare Larkspur Hill and Kettle Lodge'],
    );
    const meant = await ask(choices[0]?.question ?? '');
    assert.match(meant.text, /^Larkspur Hill \| Kettle Homes, side by side/);
    assert.deepEqual(linesOf(meant).slice(0, 3), [
      'Open deals: 1 open deal | 0 open deals',
      'Stage: Contract Sent | none',
      'Amount: $30,000 | none',
    ]);
  });

  test('says plainly which name is not known, and what is not of one kind', async () => {
    const stranger = await ask('compare Larkspur Hill and Vandelay Industries');
    assert.equal(stranger.outcome, 'nothing');
    assert.match(stranger.text, /^Nothing here is called “Vandelay Industries”/);
    const small = await ask('compare larkspur hill and vandelay');
    assert.deepEqual([small.outcome, small.figures], ['ask_back', []]);
    assert.match(small.text, /^Nothing here that can be compared is called “vandelay”\. Name two deals/);
    assert.match((await ask('compare Maya Okafor and Larkspur Hill')).text, /^Those are not of one kind\./);
    const other = await ask('compare objections of Larkspur Hill and Quince Street');
    assert.deepEqual([other.outcome === 'answered', other.figures], [false, []], other.text);
    const times = await ask('compare Maya and Ben this quarter vs last quarter');
    assert.deepEqual([times.outcome, times.figures], ['ask_back', []]);
  });

  test('holds what whoever asks may see and read', async () => {
    const bounded = await ask('compare Larkspur Hill and Quince Street', seeing('maya@tidewater.example'));
    assert.match(linesOf(bounded)[0] ?? '', /^Open deals: 1 open deal \| 1 open deal$/);
    assert.match(bounded.unknown.join(' '), /Only calls and deals that are yours to see/);
    const other = await ask('compare Maya Okafor and Ben Ruiz', seeing('maya@tidewater.example'));
    assert.match(linesOf(other)[0] ?? '', / \| 0 open deals, worth \$0$/);
  });

  test('names the one that is asked about next no more than the other', async () => {
    const input = { channel: 'api', conversation: 'comparing' } as const;
    await askQuestion({ ctx, input: { ...input, question: 'compare Larkspur Hill and Quince Street' } });
    const next = await askQuestion({ ctx, input: { ...input, question: 'when does it close?' } });
    assert.equal(next.outcome, 'ask_back');
  });
});
