import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '#contracts';
import { sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { definePipelines, type PipelineDeal, putDeals } from '#test/pipeline-world';
import { askQuestion } from './index.ts';

const suite = await databaseForSuite();

/** So many deals of one competitor, or of none, at a stage; each has an id of its own. */
interface Group {
  readonly rival: string | null;
  readonly stage: 's1' | 'won' | 'lost';
  readonly count: number;
  readonly amount?: string;
}

/** A workspace with these deals. Today is 2026-09-14. */
async function worldOf(groups: readonly Group[]): Promise<(question: string) => Promise<Answer>> {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  await definePipelines(ctx);
  const deals = groups.flatMap(({ rival, stage, count, amount = '1000' }, group) =>
    Array.from({ length: count }, (_unused, place): PipelineDeal => {
      const values = { dealstage: stage, closedate: '2026-08-01', amount, main_competitor: rival };
      const changes = Object.entries(values).map(([property, value]) => ['2026-07-01', property, value] as const);
      return { id: `${group}-${place}`, createdDay: '2026-07-01', changes };
    }),
  );
  await putDeals(ctx, deals);
  return async (question) => {
    const answer = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
    for (const { query, column, value } of answer.figures) {
      const { rows } = await ctx.db.execute(sql.raw(answer.queries[query]?.sql ?? ''));
      assert.equal(rows[0]?.[column], value, question);
    }
    return answer;
  };
}

describe('averages and win rates by group', () => {
  it('name all that share the first place, and never what has no name', async () => {
    const ask = await worldOf([
      { rival: null, stage: 's1', count: 1, amount: '90000' },
      { rival: 'payloom', stage: 's1', count: 2, amount: '5000' },
      { rival: 'rentforge', stage: 's1', count: 1, amount: '5000' },
      { rival: 'tallyhaven', stage: 's1', count: 1, amount: '4000' },
      { rival: null, stage: 'won', count: 5 },
      { rival: 'payloom', stage: 'won', count: 3 },
      { rival: 'payloom', stage: 'lost', count: 3 },
      { rival: 'rentforge', stage: 'won', count: 4 },
      { rival: 'rentforge', stage: 'lost', count: 4 },
      { rival: 'tallyhaven', stage: 'lost', count: 5 },
    ]);
    const average = await ask('average deal size by competitor');
    assert.match(average.text, /^2 share the highest average of open deals \(\$5,000\): payloom, rentforge\.$/);
    assert.deepEqual(average.lines.at(-1)?.text, 'none: $90,000 in 1 deal');
    const rate = await ask('win rate by competitor');
    assert.match(rate.text, /^2 share the highest win rate.* \(50 %\): payloom, rentforge\.$/);
    assert.deepEqual(rate.lines.at(-1)?.text, 'none: 100 % (5 won, 0 lost)');
  });

  it('name nobody where only what has no name could be named', async () => {
    const ask = await worldOf([
      { rival: null, stage: 's1', count: 1 },
      { rival: null, stage: 'won', count: 5 },
      { rival: 'payloom', stage: 'lost', count: 1 },
    ]);
    assert.equal((await ask('average deal size by competitor')).text, 'None of them has a competitor.');
    const rate = await ask('win rate by competitor');
    assert.equal(rate.outcome, 'insufficient');
    assert.match(rate.text, /^None of them that has a competitor has the 5 closed deals/);
  });

  it('list twenty groups and say how many more there are', async () => {
    const rivals = Array.from({ length: 23 }, (_unused, place) => `rival ${String(place).padStart(2, '0')}`);
    const ask = await worldOf([
      ...rivals.map((rival) => ({ rival, stage: 's1', count: 1 }) as const),
      ...rivals.map((rival) => ({ rival, stage: 'won', count: 5 }) as const),
    ]);
    for (const question of ['average deal size by competitor', 'win rate by competitor']) {
      const { text, lines, unknown } = await ask(question);
      assert.match(text, /^23 share .*: (?:rival 0\d, ){8}…\.$/, question);
      assert.equal(lines.length, 20, question);
      assert.ok(unknown.includes('3 more are not listed here.'), question);
    }
  });
});
