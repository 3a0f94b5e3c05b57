import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tileQuotas } from './tile-quotas.ts';

const [october, november, december] = [
  { fromDay: '2026-10-01', toDay: '2026-10-31' },
  { fromDay: '2026-11-01', toDay: '2026-11-30' },
  { fromDay: '2026-12-01', toDay: '2026-12-31' },
] as const;
const quarter = { fromDay: '2026-10-01', toDay: '2026-12-31' };
const period = { from: '2026-10-01', to: '2026-12-31' };

test('the quota of a period is its own, or that of the months that make it up without a gap', () => {
  assert.deepEqual(tileQuotas({ quotas: [october, quarter, november, december], period }), [quarter]);
  assert.deepEqual(tileQuotas({ quotas: [december, october, november], period }), [october, november, december]);
  assert.equal(tileQuotas({ quotas: [october, december], period }), null);
  assert.equal(tileQuotas({ quotas: [october, november], period }), null);
  assert.equal(tileQuotas({ quotas: [quarter], period: { from: '2026-10-01', to: '2026-10-31' } }), null);
  assert.equal(tileQuotas({ quotas: [], period }), null);
});
