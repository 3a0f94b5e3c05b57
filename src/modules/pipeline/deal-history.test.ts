import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { shiftDay } from './days.ts';
import { type DealHistory, runsOver } from './deal-history.ts';
import { stagesOf } from './stages.ts';

const stages = stagesOf([
  {
    externalId: 'sales',
    label: 'Sales',
    stages: [
      { externalId: 's1', label: 'Discovery', position: 0, isClosed: false, isWon: false, probability: 0.2 },
      { externalId: 's2', label: 'Proposal', position: 1, isClosed: false, isWon: false, probability: 0.6 },
      { externalId: 'won', label: 'Won', position: 2, isClosed: true, isWon: true, probability: 1 },
    ],
  },
]);

const first = '2026-06-01';
const last = '2026-06-30';

function dealWith(changes: DealHistory['changes'], more: Partial<DealHistory> = {}): DealHistory {
  const now = {
    dealstage: 's2',
    amount: '500',
    closedate: '2026-07-01T00:00:00Z',
    pipeline: 'sales',
    hubspot_owner_id: '11',
  };
  return { recordId: 'r', createdDay: '2026-05-01', goneFrom: null, currency: 'USD', now, changes, ...more };
}

describe('the days of a deal', () => {
  it('are told apart where a value changed, with the stage it came into and when', () => {
    const deal = dealWith({
      dealstage: [
        { day: '2026-05-10', value: 's1' },
        { day: '2026-06-08', value: 's2' },
        { day: '2026-06-20', value: 'won' },
      ],
      amount: [
        { day: '2026-06-03', value: '100' },
        { day: '2026-06-08', value: '120.50' },
      ],
    });
    const runs = runsOver({ deal, stages, first, last }).map(({ fromDay, untilDay, position }) => [
      fromDay,
      untilDay,
      position.state,
      position.stageSince,
      position.amountMinor,
    ]);
    assert.deepEqual(runs, [
      ['2026-06-01', '2026-06-03', 'open', '2026-05-10', null],
      ['2026-06-03', '2026-06-08', 'open', '2026-05-10', 10_000],
      ['2026-06-08', '2026-06-20', 'open', '2026-06-08', 12_050],
      ['2026-06-20', null, 'won', '2026-06-20', 12_050],
    ]);
  });

  it('begin when it was created and end when it was archived', () => {
    const changes = { dealstage: [{ day: '2026-06-05', value: 's1' }] };
    const deal = dealWith(changes, { createdDay: '2026-06-05', goneFrom: '2026-06-12' });
    const [run, ...more] = runsOver({ deal, stages, first, last });
    assert.deepEqual([run?.fromDay, run?.untilDay, more.length], ['2026-06-05', '2026-06-12', 0]);
  });

  it('are not guessed where the stage has no history: only the last is known', () => {
    const [run, ...more] = runsOver({ deal: dealWith({}), stages, first, last });
    assert.deepEqual([run?.fromDay, run?.untilDay, run?.position.amountMinor, more.length], [last, null, 50_000, 0]);
  });

  it('are what the newest change up to each of them says, whatever the history', () => {
    const change = fc.record({
      day: fc.integer({ min: -20, max: 40 }).map((days) => shiftDay(first, days)),
      value: fc.constantFrom('s1', 's2', 'won'),
    });
    const histories = fc.array(change, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(histories, (drawn) => {
        const dealstage = drawn.toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
        const runs = runsOver({ deal: dealWith({ dealstage }), stages, first, last });
        for (let day = first; day <= last; day = shiftDay(day, 1)) {
          const run = runs.find(({ fromDay, untilDay }) => fromDay <= day && (untilDay === null || untilDay > day));
          const expected = dealstage.findLast((one) => one.day <= day && day >= '2026-05-01')?.value;
          assert.equal(run?.position.stageId, expected, day);
        }
      }),
    );
  });
});
