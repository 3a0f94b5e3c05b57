import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '#contracts';
import { crmAssociations, crmRecords } from '#modules/crm';
import { configureWorkspace } from '#modules/workspaces';
import { sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { definePipelines, type PipelineDeal, putDeals } from '#test/pipeline-world';
import { askQuestion } from './index.ts';

const suite = await databaseForSuite();
const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });

interface Standing {
  readonly id: string;
  readonly stage: string;
  readonly amount: string | null;
  readonly closes: string;
  readonly owner: string;
  readonly rival?: string;
  readonly created?: string;
}

/** Today is 2026-09-14. */
const standing: readonly Standing[] = [
  { id: '1', stage: 's1', amount: '9000', closes: '2026-09-20', owner: '11', rival: 'payloom', created: '2026-05-02' },
  { id: '2', stage: 's1', amount: '60000', closes: '2026-09-25', owner: '11' },
  { id: '3', stage: 's2', amount: '120000', closes: '2026-09-28', owner: '12', rival: 'payloom' },
  { id: '4', stage: 's1', amount: null, closes: '2026-12-01', owner: '12', created: '2026-09-03' },
  { id: '5', stage: 'r_s1', amount: '50000', closes: '2026-10-05', owner: '13' },
  { id: '6', stage: 'won', amount: '80000', closes: '2026-08-01', owner: '11', rival: 'payloom' },
  { id: '7', stage: 'lost', amount: '30000', closes: '2026-08-03', owner: '11', rival: 'payloom' },
  { id: '8', stage: 'lost', amount: '70000', closes: '2026-02-03', owner: '12', rival: 'rentforge' },
  { id: '9', stage: 'r_lost', amount: '15000', closes: '2026-08-09', owner: '13' },
];

await configureWorkspace({
  ctx,
  input: {
    internalDomains: [],
    internalNames: [],
    competitors: ['Payloom', 'RentForge'].map((name) => ({ name, aliases: [] })),
    products: [],
    lexicons: {},
  },
});
await definePipelines(ctx);
await putDeals(ctx, standing.map(dealOf));
await putPeople();

function dealOf({ id, stage, amount, closes, owner, rival, created = '2026-07-01' }: Standing): PipelineDeal {
  const changes = [
    [created, 'dealstage', stage],
    [created, 'closedate', closes],
    ...(amount === null ? [] : [[created, 'amount', amount] as const]),
    ...(rival === undefined ? [] : [[created, 'main_competitor', rival] as const]),
  ] as const;
  return { id, owner, createdDay: created, changes };
}

/** One person with two records of one company, and two people of one name at two. */
async function putPeople(): Promise<void> {
  const rows = [
    ['company', 'c1', 'Oakmere', {}],
    ['company', 'c2', 'Larkspur Hill', {}],
    ['contact', 'p1', 'Milton Brandt', { jobtitle: 'Controller' }],
    ['contact', 'p2', 'Milton Brandt', { jobtitle: 'Controller' }],
    ['contact', 'p3', 'Ada Storm', { jobtitle: 'Treasurer' }],
    ['contact', 'p4', 'Ada Storm', { jobtitle: 'Counsel' }],
  ] as const;
  const emails: Readonly<Record<string, string>> = { p1: 'milton@oakmere.example', p2: 'm.brandt@mail.example' };
  await ctx.db.insert(crmRecords).values(
    rows.map(([objectType, externalId, name, properties]) => ({
      id: `${ctx.workspaceId}-${externalId}`,
      workspaceId: ctx.workspaceId,
      source: 'hubspot',
      objectType,
      externalId,
      properties: { ...properties },
      name,
      email: emails[externalId] ?? null,
      createdAtSource: ctx.clock.now(),
      updatedAtSource: ctx.clock.now(),
      syncedAt: ctx.clock.now(),
    })),
  );
  const ties = [
    ['p1', 'c1'],
    ['p2', 'c1'],
    ['p3', 'c1'],
    ['p4', 'c2'],
  ] as const;
  await ctx.db.insert(crmAssociations).values(
    ties.map(([fromExternalId, toExternalId]) => ({
      workspaceId: ctx.workspaceId,
      source: 'hubspot',
      fromType: 'contact' as const,
      fromExternalId,
      toType: 'company' as const,
      toExternalId,
      labels: [],
      syncedAt: ctx.clock.now(),
    })),
  );
}

function ask(question: string, conversation: string | null = null): Promise<Answer> {
  return askQuestion({ ctx, input: { question, channel: 'api', conversation } });
}

/** The names of the deals that an answer lists, in its order; each number comes out of its query again. */
async function dealsIn(question: string): Promise<string[]> {
  const answer = await ask(question);
  assert.equal(answer.outcome, 'answered', `${question}: ${answer.text}`);
  for (const { query, column, value } of answer.figures) {
    const { rows } = await ctx.db.execute(sql.raw(answer.queries[query]?.sql ?? ''));
    assert.equal(rows[0]?.[column], value, question);
  }
  return answer.lines.map(({ text }) => /^Deal (\d+)/.exec(text)?.[1] ?? text);
}

describe('what a question narrows deals by', () => {
  it('is every condition that it names, together', async () => {
    const narrowed: readonly (readonly [string, readonly string[]])[] = [
      ['deals over $50k', ['2', '3']],
      ['open opportunities of at least 50,000 dollars', ['2', '3', '5']],
      ['which deals between 5k and 70k close this month?', ['1', '2']],
      ['Maya Okafor’s deals under $50k', ['1']],
      ['how many deals of the Sales team are below 100 thousand', ['1', '2']],
      ['open deals of team Renewals', ['5']],
      ['renewals of up to 50k', ['5']],
      ['deals in Discovery or Proposal above 10k', ['2', '3', '5']],
      ['deals without a competitor over 20k', ['2', '5']],
      ['which of Ben Ruiz’s deals are against Payloom', ['3']],
      ['deals against Payloom under 10k', ['1']],
      ['what did Maya Okafor lose to Payloom?', ['7']],
      ['did we win anything against Payloom', ['6']],
      ['renewals that churned this quarter', ['9']],
      ['lost deals over 20k this quarter', ['7']],
      ['deals created in May that close this month', ['1']],
      ['open deals that came in this month', ['4']],
      ['open deals that are not renewals over 100k', ['3']],
    ];
    for (const [question, deals] of narrowed)
      assert.deepEqual((await dealsIn(question)).toSorted(), deals.toSorted(), question);
  });

  it('is said in the answer, with what is not compared', async () => {
    const answer = await ask('open deals of Maya Okafor over $50k');
    assert.match(answer.text, /1 open deal of Maya Okafor over \$50,000, worth \$60,000/);
    assert.match(answer.understood, /Maya Okafor, over \$50,000/);
    assert.match(answer.unknown.join(' '), /without an amount, or with one that is not in USD, are not compared/);
  });

  it('goes on to the next question of a conversation', async () => {
    await ask('deals over $50k', 'bound');
    const next = await ask('and of Ben Ruiz?', 'bound');
    assert.deepEqual(
      next.figures.map(({ value }) => value),
      [1, 120_000],
    );
  });

  it('is asked back about where it is not understood, and nothing is counted', async () => {
    for (const question of [
      'deals not in Discovery',
      'which deals are not owned by Maya Okafor',
      'open deals with more than 3 calls',
      'deals closing today or tomorrow',
      'all deals but those of Ben Ruiz',
      'is the pipeline over $500k?',
      'deals of my team',
      'open deals after Proposal',
    ]) {
      const answer = await ask(question);
      assert.ok(['ask_back', 'out_of_scope'].includes(answer.outcome), `${question}: ${answer.text}`);
      assert.deepEqual([answer.figures, answer.queries], [[], []], question);
    }
  });
});

describe('superlatives and groups', () => {
  it('order by what is asked for', async () => {
    const first: readonly (readonly [string, string])[] = [
      ['what is our smallest open deal?', '1'],
      ['the largest deal of Maya Okafor', '2'],
      ['biggest deal we ever lost', '8'],
      ['smallest renewal', '5'],
      ['oldest open deal', '1'],
      ['newest opportunity', '4'],
      ['which deal closes next?', '1'],
    ];
    for (const [question, deal] of first) assert.equal((await dealsIn(question))[0], deal, question);
    assert.equal((await dealsIn('the two biggest open deals')).length, 2);
    assert.match((await ask('what is our smallest open deal?')).text, /The smallest: Deal 1: .*\$9,000/);
  });

  it('count what has nothing to be compared by, and give it no place', async () => {
    const largest = await ask('which are the largest deals of Ben Ruiz that close this year?');
    assert.match(largest.text, /^2 open deals of Ben Ruiz.* The largest: Deal 3/);
    assert.equal(largest.lines.length, 1);
    assert.ok(largest.unknown.includes('1 deal has no amount in the CRM.'), largest.unknown.join());
    const none = await ask('which is the largest deal that closes in December?');
    assert.deepEqual([none.outcome, none.figures[0]?.value], ['answered', 1]);
    assert.doesNotMatch(none.text, /The largest/);
    assert.ok(none.unknown.includes('What they would be compared by is known of none of them.'), none.unknown.join());
  });

  it('name the group that has the most or the least, and all that share it', async () => {
    const told: readonly (readonly [string, RegExp])[] = [
      ['which stage has the most open deals?', /The stage with the most is Discovery \(4 deals\)/],
      ['what stage holds the least money', /The stage with the least is Discovery \(\$119,000\)/],
      ['who has the fewest open deals?', /The representative with the least is Ines Vidal \(1 deal\)/],
      ['which rep lost the most deals this year', /3 share the most \(1 deal\): Ben Ruiz, Ines Vidal, Maya Okafor/],
      ['which competitor do we lose to the most?', /2 share the most \(1 deal\): payloom, rentforge/],
      ['who is up against Payloom the most', /Ben Ruiz \(\$120,000\)/],
      ['open deals over 20k by rep', /3 deals, worth \$230,000, by representative/],
      ['how many deals close per month', /by month/],
      ['win rate by rep', /None of them has the 5 closed deals/],
      ['average deal size per stage', /highest average of open deals is that of Proposal with \$120,000/],
    ];
    for (const [question, text] of told) assert.match((await ask(question)).text, text, question);
  });
});

describe('a person of whom the CRM has two records', () => {
  it('is one person where both are of one company', async () => {
    const answer = await ask('who is Milton Brandt?');
    assert.match(answer.text, /Milton Brandt is Controller at Oakmere\. The CRM has 2 records of that person/);
    assert.match(answer.lines.map(({ text }) => text).join(), /milton@oakmere\.example.*m\.brandt@mail\.example/);
    assert.equal((await ask('Milton Brandt’s email')).outcome, 'answered');
    assert.equal((await ask('calls with Milton Brandt')).outcome, 'nothing');
  });

  it('is asked back about where they are of two, and found by the company', async () => {
    const answer = await ask('what is the job title of Ada Storm?');
    assert.equal(answer.outcome, 'ask_back');
    assert.deepEqual(
      answer.choices.map(({ label }) => label),
      ['Ada Storm at Oakmere', 'Ada Storm at Larkspur Hill'],
    );
    const chosen = await ask(answer.choices[1]?.question ?? '');
    assert.match(chosen.text, /Ada Storm is Counsel at Larkspur Hill/);
  });
});

describe('how a team is doing', () => {
  it('is told by the deals of its people', async () => {
    const answer = await ask('how is the Sales team doing this quarter?');
    assert.equal(answer.intent, 'reps.standing');
    assert.match(answer.text, /^How the team Sales stands/);
    const [pipeline, closed] = answer.lines;
    assert.match(pipeline?.text ?? '', /^Pipeline: 4 open deals, worth \$189,000, the largest Deal 3$/);
    assert.match(closed?.text ?? '', /^Closed: 1 deal won, worth \$80,000, the largest Deal 6; 1 lost$/);
  });
});

describe('what belongs to deals', () => {
  it('is narrowed by all that its sentence names', async () => {
    await putDeals(ctx, [
      { ...dealOf(deal('2')), changes: [...dealOf(deal('2')).changes, ['2026-09-10', 'closedate', '2026-09-27']] },
      { ...dealOf(deal('5')), changes: [...dealOf(deal('5')).changes, ['2026-09-11', 'closedate', '2026-10-09']] },
    ]);
    const renewals = await ask('which renewals slipped this month?');
    assert.deepEqual([renewals.intent, renewals.figures[0]?.value], ['moves.pushed', 1]);
    assert.match(renewals.text, /in the renewal pipeline/);
    const large = await ask('which deals over $55k slipped this month?');
    assert.deepEqual([large.intent, large.figures[0]?.value], ['moves.pushed', 1]);
    assert.equal((await ask('which deals slipped this month?')).figures[0]?.value, 2);
  });
});

function deal(id: string): Standing {
  const found = standing.find((one) => one.id === id);
  assert.ok(found);
  return found;
}
