import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DealAsOf } from '#contracts';
import { describeDealAsOf } from './describe-deal-as-of.ts';

const call = { callId: 'call_1', title: 'Pricing', date: '2026-09-12', knownSince: '2026-09-14' };
const position = {
  state: 'open',
  stage: 'Contract',
  stageSince: '2026-08-01',
  owner: 'Maya Okafor',
  amountMinor: 300_000,
  currency: 'USD',
  closeDay: null,
} as const;
const asOf: DealAsOf = {
  recordId: 'rec_1',
  name: 'Larkspur',
  day: '2026-09-13',
  isTrue: { position, calls: [call] },
  wasKnown: {
    origin: 'nightly',
    position: { ...position, amountMinor: null },
    calls: [],
    warnings: [{ kind: 'single_threaded', since: '2026-09-05' }],
  },
  differences: ['The call “Pricing” of 2026-09-12 is known since 2026-09-14.'],
  unknown: [],
};

test('a deal by two clocks says what was true, what was known then, and where they differ', () => {
  assert.equal(
    describeDealAsOf(asOf),
    [
      'Larkspur at the end of 2026-09-13:',
      '  true, by all that is known by now: Contract, $3,000, no close date, Maya Okafor; 1 call had taken place',
      '  known then: Contract, no amount, no close date, Maya Okafor; 0 calls known',
      '  warned then: single threaded, since 2026-09-05',
      '  They differ:',
      '    The call “Pricing” of 2026-09-12 is known since 2026-09-14.',
    ].join('\n'),
  );
  const wasKnown = { origin: null, position: null, calls: [], warnings: [] };
  const isTrue = { position: null, calls: [] };
  const none = describeDealAsOf({ ...asOf, isTrue, wasKnown, differences: [], unknown: ['It was not frozen.'] });
  assert.match(
    none,
    /now: no stage is known; .*\n {2}known then: no frozen night; .*\n {2}Both say the same\.\n {2}Not known: It was not frozen\.$/,
  );
});
