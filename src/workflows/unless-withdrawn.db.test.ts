import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listDrifts } from '#modules/ledger';
import { SophiaError } from '#platform/errors';
import { databaseForSuite } from '#test/database-for-suite';
import { unlessWithdrawn } from './unless-withdrawn.ts';

const suite = await databaseForSuite();

describe('what a CRM lets be read no more', () => {
  it('is named in the ledger once a day, and stops nothing behind it', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    function refuse(code: 'vendor.missing-scope' | 'vendor.unavailable') {
      return unlessWithdrawn({
        ctx,
        label: 'E-mails',
        read: () => Promise.reject(new SophiaError(code, 'HubSpot wants sales-email-read.')),
      });
    }
    assert.equal(await unlessWithdrawn({ ctx, label: 'E-mails', read: async () => 7 }), 7);
    await assert.rejects(refuse('vendor.unavailable'), { code: 'vendor.unavailable' });
    for (let time = 0; time < 2; time += 1) assert.equal(await refuse('vendor.missing-scope'), null);
    const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    assert.deepEqual(
      drifts.map(({ source, what, lines }) => [source, what, lines]),
      [
        [
          'hubspot',
          'scopes',
          [
            {
              label: 'E-mails',
              difference: 'not-readable-any-more',
              before: null,
              after: 'HubSpot wants sales-email-read.',
            },
          ],
        ],
      ],
    );
    ctx.clock.advance(86_400_000);
    await refuse('vendor.missing-scope');
    assert.equal((await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } })).drifts.length, 2);
  });
});
