import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Waterfall } from '#contracts';
import { databaseForSuite } from '#test/database-for-suite';
import { archiveDeal, type DealChange, definePipelines, type PipelineDeal, putDeals } from '#test/pipeline-world';
import type { TestContext } from '#test/test-context';
import { freezePipeline, getPipeline, getWaterfall } from './index.ts';

const suite = await databaseForSuite();
const everything = { owner: null, team: null, pipeline: null };
const q3 = '2026-09-30';
const q4 = '2026-11-15';

/** Frozen up to 2026-09-13, with the deals as their whole history has them. */
async function frozenWith(deals: readonly PipelineDeal[]): Promise<TestContext> {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  await definePipelines(ctx);
  await putDeals(ctx, deals);
  return ctx;
}

function freeze(ctx: TestContext) {
  return freezePipeline({ ctx, input: { readAt: ctx.clock.now().toISOString() } });
}

function deal(id: string, changes: readonly DealChange[]): PipelineDeal {
  const first: DealChange[] = [
    ['2026-08-01', 'dealstage', 's1'],
    ['2026-08-01', 'amount', '100.10'],
    ['2026-08-01', 'closedate', q3],
    ['2026-08-01', 'hubspot_owner_id', '11'],
  ];
  return { id, createdDay: '2026-08-01', changes: [...first, ...changes] };
}

/** Opening, each part, closing: whatever there is, it adds up. */
function assertReconciles({ currencies }: Waterfall): void {
  for (const { opening, parts, closing } of currencies) {
    const sum = parts.reduce((total, { amountMinor }) => total + amountMinor, opening.amountMinor);
    assert.equal(sum, closing.amountMinor, JSON.stringify({ opening, parts, closing }));
  }
}

function partsOf(waterfall: Waterfall, currency = 'USD'): Record<string, readonly [number, number]> {
  const own = waterfall.currencies.find((one) => one.currency === currency);
  return Object.fromEntries((own?.parts ?? []).map(({ part, count, amountMinor }) => [part, [count, amountMinor]]));
}

describe('a waterfall', () => {
  it('has every part with its sign, and adds up to the cent', async () => {
    const ctx = await frozenWith([
      deal('kept', []),
      deal('grown', [['2026-09-05', 'amount', '150.15']]),
      deal('shrunk', [['2026-09-05', 'amount', '60.07']]),
      deal('won', [
        ['2026-09-05', 'amount', '120'],
        ['2026-09-06', 'dealstage', 'won'],
      ]),
      deal('lost', [['2026-09-06', 'dealstage', 'lost']]),
      deal('reopened', [
        ['2026-08-20', 'dealstage', 'lost'],
        ['2026-09-06', 'dealstage', 's2'],
      ]),
      deal('gone', []),
      {
        id: 'new',
        createdDay: '2026-09-04',
        changes: [
          ['2026-09-04', 'dealstage', 's1'],
          ['2026-09-04', 'amount', '33.33'],
        ],
      },
      {
        id: 'quick',
        createdDay: '2026-09-04',
        changes: [
          ['2026-09-04', 'dealstage', 's1'],
          ['2026-09-04', 'amount', '7'],
          ['2026-09-05', 'dealstage', 'won'],
        ],
      },
    ]);
    await archiveDeal(ctx, { id: 'gone', day: '2026-09-07' });
    await freeze(ctx);
    const waterfall = await getWaterfall({
      ctx,
      input: { since: '2026-09-01', until: null, closing: null, ...everything },
    });
    assertReconciles(waterfall);
    assert.deepEqual(partsOf(waterfall), {
      new: [2, 4033],
      reopened: [1, 10_010],
      increased: [2, 5005 + 1990],
      decreased: [1, -4003],
      won: [2, -12_000 - 700],
      lost: [1, -10_010],
      other: [1, -10_010],
    });
    const [own] = waterfall.currencies;
    assert.deepEqual(own?.opening, { count: 6, amountMinor: 60_060 });
    const view = await getPipeline({ ctx, input: { asOf: '2026-09-13', ...everything } });
    assert.equal(own?.closing.amountMinor, view.totals[0]?.amountMinor);
    assert.deepEqual([waterfall.from, waterfall.more], [{ day: '2026-09-01', origin: 'history' }, 0]);
    const gone = waterfall.deals.find(({ deal: name }) => name === 'Deal gone');
    assert.equal(gone?.because, 'archived, deleted or merged');
  });

  it('of what is to close in a period has what was pulled in and pushed out, and what was won sooner', async () => {
    const ctx = await frozenWith([
      deal('pushed', [['2026-09-05', 'closedate', q4]]),
      deal('pulled', [
        ['2026-08-02', 'closedate', q4],
        ['2026-09-05', 'closedate', q3],
      ]),
      deal('sooner', [
        ['2026-08-02', 'closedate', q4],
        ['2026-09-05', 'dealstage', 'won'],
        ['2026-09-05', 'closedate', '2026-09-05'],
      ]),
      deal('far', [['2026-08-02', 'closedate', q4]]),
    ]);
    await freeze(ctx);
    const input = { since: '2026-09-01', until: '2026-09-13', closing: '2026-Q3', ...everything };
    const waterfall = await getWaterfall({ ctx, input });
    assertReconciles(waterfall);
    assert.deepEqual(partsOf(waterfall), { pulled_in: [2, 20_020], pushed_out: [1, -10_010], won: [1, -10_010] });
    const pushed = waterfall.deals.find(({ part }) => part === 'pushed_out');
    assert.equal(pushed?.because, 'the close date moved from 2026-09-30 to 2026-11-15');
  });

  it('of an owner shows what came and went, and a changed currency leaves one and comes into the other', async () => {
    const ctx = await frozenWith([
      deal('handed', [['2026-09-05', 'hubspot_owner_id', '12']]),
      deal('taken', [
        ['2026-08-02', 'hubspot_owner_id', '12'],
        ['2026-09-05', 'hubspot_owner_id', '11'],
      ]),
      deal('kept', []),
    ]);
    await freeze(ctx);
    const since = '2026-09-01';
    const mine = await getWaterfall({
      ctx,
      input: { since, until: null, closing: null, ...everything, owner: 'maya' },
    });
    assertReconciles(mine);
    assert.deepEqual(partsOf(mine), { other: [2, 0] });
    assert.deepEqual(mine.deals.map(({ because }) => because).toSorted(), [
      'came from another owner or pipeline',
      'went to another owner or pipeline',
    ]);
    ctx.clock.advance(86_400_000);
    await putDeals(ctx, [{ ...deal('kept', []), currency: 'EUR' }]);
    await freeze(ctx);
    const whole = await getWaterfall({
      ctx,
      input: { since: '2026-09-13', until: null, closing: null, ...everything },
    });
    assertReconciles(whole);
    assert.deepEqual([partsOf(whole), partsOf(whole, 'EUR')], [{ other: [1, -10_010] }, { other: [1, 10_010] }]);
  });

  it('asks for days in their order, and says which the first is', async () => {
    const ctx = await frozenWith([deal('kept', [])]);
    await freeze(ctx);
    const input = { since: '2026-09-10', until: '2026-09-02', closing: null, ...everything };
    await assert.rejects(getWaterfall({ ctx, input }), {
      code: 'input.invalid',
      message: /2026-09-02 before 2026-09-10/u,
    });
    const early = getWaterfall({ ctx, input: { ...input, since: '2026-07-01', until: null } });
    await assert.rejects(early, { code: 'pipeline.not-frozen', message: /first that is known is 2026-08-01/u });
  });

  it('adds up to the cent for any history, any two nights and any narrowing', async () => {
    const day = fc.integer({ min: 1, max: 12 }).map((count) => `2026-09-${String(count).padStart(2, '0')}`);
    const change = fc.oneof(
      fc.tuple(day, fc.constant('dealstage'), fc.constantFrom('s1', 's2', 's3', 'won', 'lost', 'r_s1', 'r_won')),
      fc.tuple(
        day,
        fc.constant('amount'),
        fc.integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
      ),
      fc.tuple(day, fc.constant('amount'), fc.constant(null)),
      fc.tuple(day, fc.constant('closedate'), fc.constantFrom(q3, q4, '2026-09-03', null)),
      fc.tuple(day, fc.constant('hubspot_owner_id'), fc.constantFrom('11', '12', '13')),
    );
    const drawnDeal = fc.record({
      changes: fc.array(change, { maxLength: 7 }),
      created: day,
      currency: fc.constantFrom(undefined, 'EUR', 'JPY'),
      archived: fc.option(day, { freq: 5 }),
    });
    const narrowings = fc.record({
      owner: fc.constantFrom(null, 'maya'),
      team: fc.constantFrom(null, 'Sales'),
      pipeline: fc.constantFrom(null, 'Sales'),
      closing: fc.constantFrom(null, '2026-Q3', '2026-09'),
      clock: fc.constantFrom('known' as const, 'true' as const),
    });
    const nights = fc.tuple(day, day);
    const property = fc.asyncProperty(
      fc.array(drawnDeal, { minLength: 1, maxLength: 12 }),
      fc.array(fc.tuple(nights, narrowings), { minLength: 4, maxLength: 4 }),
      async (drawn, questions) => {
        const anchor = deal('anchor', []);
        const ctx = await frozenWith([
          anchor,
          ...drawn.map(({ changes, created, currency }, place) => ({
            id: String(place),
            createdDay: created,
            ...(currency === undefined ? {} : { currency }),
            changes: [
              [created, 'dealstage', 's1'] as const,
              ...changes.toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)),
            ],
          })),
        ]);
        for (const [place, { archived }] of drawn.entries())
          if (archived !== null) await archiveDeal(ctx, { id: String(place), day: archived });
        await freeze(ctx);
        for (const [[one, other], narrowing] of questions) {
          const [since = one, until = other] = [one, other].sort();
          const waterfall = await getWaterfall({ ctx, input: { since, until, ...narrowing } });
          assertReconciles(waterfall);
          const { closing, ...filter } = narrowing;
          if (closing !== null) continue;
          const { totals } = await getPipeline({ ctx, input: { asOf: until, ...filter } });
          const closings = waterfall.currencies.filter(({ closing: { count } }) => count > 0);
          assert.deepEqual(
            closings.map(({ currency, closing: sums }) => ({ currency, ...sums })),
            totals.map(({ currency, count, amountMinor }) => ({ currency, count, amountMinor })),
          );
        }
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });
});
