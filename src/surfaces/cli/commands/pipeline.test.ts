import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const sums = { count: 2, amountMinor: 4_250_050, weightedMinor: 850_010, withoutAmount: 1 };
const view = {
  day: '2026-09-13',
  origin: 'history',
  narrowed: 'of the team Sales',
  totals: [{ currency: 'USD', ...sums }],
  stages: [{ pipeline: 'Sales', stage: 'Discovery', currency: 'USD', ...sums }],
};

const waterfall = {
  from: { day: '2026-09-01', origin: 'history' },
  to: { day: '2026-09-13', origin: 'nightly' },
  closing: null,
  narrowed: '',
  currencies: [
    {
      currency: 'USD',
      opening: { count: 2, amountMinor: 20_000 },
      parts: [
        { part: 'new', count: 1, amountMinor: 5050 },
        { part: 'pushed_out', count: 1, amountMinor: -10_000 },
      ],
      closing: { count: 2, amountMinor: 15_050 },
    },
  ],
  deals: [
    {
      recordId: 'rec_1',
      deal: 'Oakmere',
      part: 'pushed_out',
      currency: 'USD',
      amountMinor: -10_000,
      because: 'the close date moved',
    },
  ],
  more: 3,
};

const track = { nights: 12, inside: 10, tooFew: 2, meanErrorMinor: 5000, meanBiasMinor: -100, brier: 0.15, scores: [] };
const own = {
  currency: 'USD',
  won: { count: 1, amountMinor: 10_000 },
  open: { count: 4, amountMinor: 90_000 },
  buckets: [{ bucket: 'best_case', count: 2, amountMinor: 60_000 }],
  range: { lowMinor: 20_000, expectedMinor: 35_050, highMinor: 60_000 },
  refused: null,
  basis: { closed: 40, won: 15, byStageAndAge: 3, byStage: 1, byAll: 0 },
  track,
};
const forecast = {
  day: '2026-09-13',
  origin: 'nightly',
  period: { from: '2026-07-01', to: '2026-09-30', name: 'this quarter' },
  narrowed: '',
  currencies: [own],
  quotas: [],
  quotaMissing:
    'No quota is set for the company from 2026-07-01 to 2026-09-30, so there is no gap to tell: sophia quotas set.',
  standings: [],
};

describe('sophia pipeline', () => {
  it('shows stages and the total as of a day, narrowed as asked', async () => {
    const { code, asked, output, messages } = await runCommand(
      ['pipeline', '--as-of', '2026-09-13', '--team', 'Sales'],
      view,
    );
    const input = { asOf: '2026-09-13', clock: 'known', owner: null, team: 'Sales', pipeline: null };
    assert.deepEqual([code, asked], [0, [['pipeline.get', input]]]);
    assert.match(
      messages,
      /Open deals of the team Sales at the end of 2026-09-13, rebuilt from the history of the CRM:/u,
    );
    assert.match(output, /Discovery \(Sales\) +2 +\$42,500\.50 +\$8,500\.10 +1/u);
    assert.match(output, /all +2 +\$42,500\.50/u);
    const empty = await runCommand(['pipeline'], { ...view, origin: 'now', totals: [], stages: [] });
    assert.match(empty.messages, /No open deals .* See sophia sync status\./u);
    const isTrue = await runCommand(['pipeline', '--as-of', '2026-09-13', '--clock', 'true'], {
      ...view,
      origin: 'true',
    });
    assert.partialDeepStrictEqual(isTrue.asked, [['pipeline.get', { clock: 'true' }]]);
    assert.match(isTrue.messages, /at the end of 2026-09-13, by all that is known of it by now:/u);
  });

  it('tells what lacks to the quota, that it is surpassed, or that none is set', async () => {
    const none = await runCommand(['pipeline', 'forecast'], forecast);
    assert.match(none.output, /No quota is set for the company/u);
    const gap = { currency: 'USD', quotaMinor: 50_000, closedMinor: 10_000, commitMinor: 5_000, gapMinor: 35_000 };
    const quotas = [
      { ...gap, basis: 'owners', owners: 2 },
      { ...gap, currency: 'EUR', gapMinor: -100, basis: 'set', owners: 0 },
      { ...gap, currency: 'GBP', gapMinor: 0, basis: 'set', owners: 0 },
    ];
    const { output } = await runCommand(['pipeline', 'forecast'], { ...forecast, quotas, quotaMissing: null });
    assert.match(
      output,
      /quota \$500 \(the sum of 2 owners, with their deals alone\): \$100 won, \$50 commit, \$350 lack/u,
    );
    assert.match(output, /quota €500: €100 won, €50 commit, surpassed by €1/u);
    assert.match(output, /quota £500: £100 won, £50 commit, reached/u);
  });

  it('shows a waterfall from opening to closing, with its deals where they are wanted', async () => {
    const command = ['pipeline', 'waterfall', '--since', '2026-09-01', '--closing', 'this quarter', '--owner', 'maya'];
    const { asked, output } = await runCommand([...command, '--deals'], waterfall);
    const input = {
      since: '2026-09-01',
      until: null,
      closing: 'this quarter',
      clock: 'known',
      owner: 'maya',
      team: null,
      pipeline: null,
    };
    assert.deepEqual(asked, [['pipeline.waterfall', input]]);
    assert.match(
      output,
      /Opening, end of 2026-09-01 +2 +\$200\nnew +1 +\$50\.50\npushed out +1 +-\$100\nClosing, end of 2026-09-13 +2 +\$150\.50/u,
    );
    assert.match(output, /Oakmere +pushed out +-\$100 +the close date moved/u);
    const short = await runCommand(command, waterfall);
    assert.doesNotMatch(short.output, /Oakmere/u);
    const without = await runCommand(['pipeline', 'waterfall'], waterfall);
    assert.deepEqual([without.code, without.asked], [2, []]);
    const wrong = await runCommand(['pipeline', 'waterfall', '--since', 'monday'], waterfall);
    assert.match(wrong.messages, /Expected a day such as 2026-09-14/u);
  });

  it('tells how each team and owner stands where that is wanted', async () => {
    const sums = { closedMinor: 10_000, commitMinor: 5000, bestCaseMinor: 0, pipelineMinor: 2000, currency: 'USD' };
    const standings = [
      { kind: 'team', name: 'Sales', ...sums, quotaMinor: 50_000, gapMinor: 35_000, basis: 'owners', owners: 2 },
      { kind: 'owner', name: 'Maya', ...sums, quotaMinor: null, gapMinor: null, basis: null, owners: 0 },
    ];
    const { output } = await runCommand(['pipeline', 'forecast', '--standings'], { ...forecast, standings });
    assert.match(
      output,
      /Sales \(team\): \$100 won, \$50 commit, \$0 best case, \$20 pipeline; quota \$500 \(the sum of 2 owners, with their deals alone\), \$350 lack/u,
    );
    assert.match(output, /Maya: \$100 won, \$50 commit, \$0 best case, \$20 pipeline; no quota/u);
    const without = await runCommand(['pipeline', 'forecast'], { ...forecast, standings });
    assert.doesNotMatch(without.output, /Maya/u);
  });

  it('goes by what is known of a past day by now where that is wanted, and says so', async () => {
    const isTrue = { day: '2026-09-01', origin: 'true' };
    const moved = await runCommand(['pipeline', 'waterfall', '--since', '2026-09-01', '--clock', 'true'], {
      ...waterfall,
      from: isTrue,
    });
    assert.partialDeepStrictEqual(moved.asked, [['pipeline.waterfall', { clock: 'true' }]]);
    assert.match(moved.messages, /Both nights are looked at by all that is known of them by now\./u);
    const late = await runCommand(['pipeline', 'forecast', '--as-of', '2026-09-01', '--clock', 'true'], {
      ...forecast,
      ...isTrue,
    });
    assert.partialDeepStrictEqual(late.asked, [['pipeline.forecast', { asOf: '2026-09-01', clock: 'true' }]]);
    assert.match(late.output, /as of the end of 2026-09-01, by all that is known of it by now:/u);
    const wrong = await runCommand(['pipeline', 'forecast', '--clock', 'sundial'], forecast);
    assert.deepEqual([wrong.code, wrong.asked], [2, []]);
  });

  it('shows a forecast with what it stands on and how good it was, or why there is no range', async () => {
    const { asked, output } = await runCommand(['pipeline', 'forecast', '--as-of', '2026-09-13'], forecast);
    const known = { period: 'this quarter', clock: 'known' };
    const input = { ...known, asOf: '2026-09-13', owner: null, team: null, pipeline: null };
    assert.deepEqual(asked, [['pipeline.forecast', input]]);
    assert.match(output, /^this quarter \(2026-07-01 to 2026-09-30\), as of the end of 2026-09-13:$/mu);
    assert.match(output, /\$200 low, \$350\.50 expected, \$600 high/u);
    assert.match(output, /to close in it, best case: 2 deals, \$600/u);
    assert.match(
      output,
      /by 40 closed deals \(15 won\); of the open ones 3 by stage and age, 1 by stage, 0 by all deals/u,
    );
    assert.match(
      output,
      /at 12 past nights the result lay inside 10 times; on average \$50 off, \$1 too little; Brier score 0\.15; at 2 earlier nights/u,
    );
    const refused = {
      ...own,
      range: null,
      refused: 'Too few deals.',
      track: { ...track, nights: 0, meanErrorMinor: null },
    };
    const none = await runCommand(['pipeline', 'forecast'], { ...forecast, currencies: [refused] });
    assert.match(none.output, /No range\. Too few deals\./u);
    assert.match(none.output, /not scored yet: no night is far enough back/u);
    const nothing = await runCommand(['pipeline', 'forecast'], { ...forecast, currencies: [] });
    assert.match(nothing.output, /no deal is open, and none was won in it/u);
  });
});
