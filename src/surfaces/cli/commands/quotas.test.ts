import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const quota = {
  quotaId: 'quo_1',
  kind: 'owner',
  name: 'Maya Okafor',
  from: '2026-10-01',
  to: '2026-12-31',
  currency: 'USD',
  amountMinor: 25_000_050,
  setAt: '2026-09-14T10:00:00.000Z',
};

describe('sophia quotas', () => {
  it('lists them, or says how to set one', async () => {
    const { output } = await runCommand(['quotas', 'list'], {
      quotas: [quota, { ...quota, kind: 'company', name: null }],
    });
    assert.match(output, /owner Maya Okafor +2026-10-01 +2026-12-31 +\$250,000\.50/u);
    assert.match(output, /the company +2026-10-01/u);
    const none = await runCommand(['quotas', 'list'], { quotas: [] });
    assert.match(none.messages, /No quota is set\. Set one with: sophia quotas set/u);
  });

  it('sets one for an owner, a team or the company, and takes one back', async () => {
    const { asked, messages } = await runCommand(['quotas', 'set', '2026-Q4', '250000.50', '--owner', 'maya'], quota);
    const input = { period: '2026-Q4', amount: '250000.50', owner: 'maya', team: null, currency: null };
    assert.deepEqual(asked, [['quotas.set', input]]);
    assert.match(messages, /Set: owner Maya Okafor, 2026-10-01 to 2026-12-31, \$250,000\.50 \(quo_1\)\./u);
    const removed = await runCommand(['quotas', 'remove', 'quo_1'], { quotaId: 'quo_1' });
    assert.deepEqual(removed.asked, [['quotas.remove', { quotaId: 'quo_1' }]]);
  });
});
