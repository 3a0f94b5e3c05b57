import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CurrencyForecast } from '#contracts';
import type { ForecastPage } from '../schema.ts';
import { renderForecastHtml } from './render-forecast-html.ts';

const own: CurrencyForecast = {
  currency: 'USD',
  won: { count: 1, amountMinor: 10_000 },
  open: { count: 4, amountMinor: 90_000 },
  buckets: [
    { bucket: 'commit', count: 1, amountMinor: 20_000 },
    { bucket: 'best_case', count: 2, amountMinor: 60_050 },
    { bucket: 'pipeline', count: 0, amountMinor: 0 },
  ],
  range: { lowMinor: 20_000, expectedMinor: 35_050, highMinor: 60_000 },
  refused: null,
  basis: { closed: 40, won: 15, byStageAndAge: 3, byStage: 1, byAll: 0 },
  track: {
    nights: 1,
    inside: 0,
    tooFew: 2,
    meanErrorMinor: 5000,
    meanBiasMinor: -100,
    brier: 0.15,
    scores: [
      {
        day: '2026-08-01',
        until: '2026-09-01',
        lowMinor: 100,
        expectedMinor: 200,
        highMinor: 300,
        actualMinor: 5200,
        inside: false,
      },
    ],
  },
};

const forecast: NonNullable<ForecastPage['forecast']> = {
  day: '2026-09-13',
  origin: 'nightly',
  period: { from: '2026-07-01', to: '2026-09-30', name: 'this quarter' },
  narrowed: '',
  currencies: [own],
  quotas: [
    {
      currency: 'USD',
      quotaMinor: 50_000,
      closedMinor: 10_000,
      commitMinor: 20_000,
      gapMinor: 20_000,
      basis: 'set',
      owners: 0,
    },
  ],
  quotaMissing: null,
  standings: [
    {
      kind: 'team',
      name: 'Sales <b>',
      currency: 'USD',
      closedMinor: 10_000,
      commitMinor: 20_000,
      bestCaseMinor: 0,
      pipelineMinor: 0,
      quotaMinor: 25_000,
      gapMinor: -5000,
      basis: 'owners',
      owners: 2,
    },
  ],
};

const waterfall: NonNullable<ForecastPage['waterfall']> = {
  from: { day: '2026-09-06', origin: 'history' },
  to: { day: '2026-09-13', origin: 'nightly' },
  closing: { from: '2026-07-01', to: '2026-09-30', name: '' },
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
      deal: 'Oak & Mere',
      part: 'pushed_out',
      currency: 'USD',
      amountMinor: -10_000,
      because: 'the close date moved from 2026-09-20 to 2026-11-15',
    },
  ],
  more: 1,
};

function pageOf(rest: Partial<ForecastPage> = {}): ForecastPage {
  return {
    workspaceName: 'Tidewater Ledger',
    viewer: null,
    workspaceId: 'example',
    tab: 'example',
    filter: { period: '', asOf: '', clock: 'known', since: '', owner: '', team: '', pipeline: '' },
    owners: [{ id: '11', name: 'Maya Okafor' }],
    teams: [{ id: 'Sales', name: 'Sales' }],
    pipelines: [{ id: 'sales', name: 'Sales' }],
    forecast,
    problem: null,
    waterfall,
    noWaterfall: null,
    ...rest,
  };
}

describe('renderForecastHtml', () => {
  it('has each bucket as a number of its own, the range with what it stands on, and the gap', () => {
    const html = renderForecastHtml(pageOf());
    for (const [name, sum] of [
      ['Closed', '\\$100'],
      ['Commit', '\\$200'],
      ['Best case', '\\$600\\.50'],
      ['Pipeline', '\\$0'],
      ['Low', '\\$200'],
      ['Expected', '\\$350\\.50'],
      ['High', '\\$600'],
    ]) {
      assert.match(html, new RegExp(`<dt>${name}</dt><dd>${sum}`));
    }
    assert.match(html, /By how 40 deals of yours ended before, 15 of them won: 3 of the open ones/);
    assert.match(html, /Quota \$500: \$100 closed and \$200 commit, \$200 lack\./);
    assert.match(html, /As of the end of Sun, Sep 13, 2026, as it was known then\./);
    assert.match(html, /href="\/deals\?tab=example&amp;closesFrom=2026-07-01&amp;closesTo=2026-09-30"/);
  });

  it('leads to the deals of whom it is about, and nowhere where the list has others as well', () => {
    const { filter } = pageOf();
    const hers = renderForecastHtml(pageOf({ filter: { ...filter, owner: '11' } }));
    assert.match(hers, /href="\/deals\?tab=example&amp;owner=11&amp;closesFrom=2026-07-01&amp;closesTo=2026-09-30"/);
    for (const narrowed of [
      { team: 'Sales' },
      { pipeline: 'sales' },
      { owner: 'maya' },
      { owner: '11', team: 'Sales' },
    ]) {
      const html = renderForecastHtml(pageOf({ filter: { ...filter, ...narrowed } }));
      assert.ok(!html.includes('closesFrom'), JSON.stringify(narrowed));
      assert.match(html, /USD\. 4 deals open in all/);
    }
  });

  it('says plainly why there is no range, and shows none', () => {
    const refused: CurrencyForecast = {
      ...own,
      range: null,
      refused: 'The history that is known holds 3 closed deals.',
      track: { ...own.track, nights: 0, scores: [] },
    };
    const html = renderForecastHtml(pageOf({ forecast: { ...forecast, currencies: [refused] } }));
    assert.match(html, /No range\. The history that is known holds 3 closed deals\./);
    assert.ok(!html.includes('<dt>Low') && !html.includes('How such forecasts fared'));
    const nothing = renderForecastHtml(pageOf({ forecast: { ...forecast, currencies: [] } }));
    assert.match(nothing, /No deal that is yours to see is open, and none was won in it/);
  });

  it('shows how teams and owners stand, names as text', () => {
    const html = renderForecastHtml(pageOf());
    assert.match(html, /<bdi>Sales &lt;b&gt;<\/bdi> <span class="tag">team<\/span> .*the sum of 2 owners/);
    assert.match(html, /\$250<\/td><td class="number">\$50 over<\/td>/);
    const none = renderForecastHtml(pageOf({ forecast: { ...forecast, standings: [] } }));
    assert.ok(!none.includes('Teams and owners'));
  });

  it('leads from each number of the waterfall to the deals behind it', () => {
    const html = renderForecastHtml(pageOf());
    assert.match(html, /What has changed since Sun, Sep 6, 2026/);
    assert.match(
      html,
      /<a href="#changed-usd-pushed_out">Slipped to another time<\/a><\/th><td class="number">1<\/td>/,
    );
    assert.match(
      html,
      /<ul id="changed-usd-pushed_out"[^>]*><li><a href="\/deals\/example\/rec_1"[^>]*>Oak &amp; Mere</,
    );
    assert.match(html, /−\$100, the close date moved from/);
    assert.match(
      html,
      /<th scope="row">New<\/th>/,
      'a number whose deals are all among the smaller ones leads nowhere',
    );
    assert.match(html, /1 smaller change not listed here/);
    const without = renderForecastHtml(pageOf({ waterfall: null, noWaterfall: 'Expected a frozen pipeline.' }));
    assert.match(without, /What has changed<\/h2><p class="nothing">Expected a frozen pipeline\./);
  });

  it('shows how past forecasts fared against what then happened', () => {
    const html = renderForecastHtml(pageOf());
    assert.match(html, /the result lay in the range 0 times[^<]*\$50 off what was expected, \$1 too little expected/);
    assert.match(html, /\$52<\/td><td class="short">no<\/td>/);
  });

  it('keeps what was asked in the form, also an owner that is not known any more, and says what is wrong', () => {
    const filter = { ...pageOf().filter, period: 'soon"', asOf: '2026-09-01', clock: 'true', owner: '99' } as const;
    const problem = 'Expected a period.';
    const html = renderForecastHtml(pageOf({ filter, forecast: null, waterfall: null, problem }));
    assert.match(html, /value="soon&quot;"/);
    assert.match(html, /name="asOf" value="2026-09-01"/);
    assert.match(html, /<option value="true" selected>known by now/);
    assert.match(html, /<option value="99" selected>99 \(not known\)/);
    assert.match(html, /Not this<\/h2><p>Expected a period\./);
    const first = renderForecastHtml(pageOf({ forecast: null, waterfall: null, problem }));
    assert.match(first, /Nothing to forecast from yet/);
  });

  it('says of a quota that it is reached, or by how much it is surpassed', () => {
    for (const [gapMinor, words] of [
      [0, '\\$200 commit, reached\\.'],
      [-5000, '\\$200 commit, surpassed by \\$50\\.'],
    ] as const) {
      const quotas = forecast.quotas.map((quota) => ({ ...quota, gapMinor }));
      assert.match(renderForecastHtml(pageOf({ forecast: { ...forecast, quotas } })), new RegExp(words));
    }
  });

  it('says by which clock it is', () => {
    const late = renderForecastHtml(pageOf({ forecast: { ...forecast, origin: 'true' } }));
    assert.match(late, /by all that is known of that day by now/);
    assert.match(late, /Made again at 1 past night from all that is known of that night by now, over/);
    assert.ok(!late.includes('known then,'));
    assert.match(renderForecastHtml(pageOf()), /Made again at 1 past night from what was known then, over/);
    const rebuilt = renderForecastHtml(pageOf({ forecast: { ...forecast, origin: 'history' } }));
    assert.match(rebuilt, /rebuilt from the history of the CRM/);
  });
});
