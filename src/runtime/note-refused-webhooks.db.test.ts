import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listDrifts } from '#modules/ledger';
import { SophiaError } from '#platform/errors';
import { databaseForSuite } from '#test/database-for-suite';
import { noteRefusedWebhooks } from './note-refused-webhooks.ts';

const suite = await databaseForSuite();
const delivery = { method: 'POST', url: '/webhooks/hubspot', body: Buffer.alloc(0), headers: {}, requestId: 'req_1' };
const dayMs = 86_400_000;

describe('a delivery that is not signed as it should be', () => {
  it('is refused as before, and named in the ledger once a day', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const found = 'Expected a webhook signed by HubSpot, found another signature.';
    let outcome: SophiaError | null = new SophiaError('webhook.unauthentic', found);
    const receive = noteRefusedWebhooks({
      vendor: 'hubspot',
      receive: async () => {
        if (outcome !== null) throw outcome;
        return 'taken';
      },
      contextFor: ({ actor }) => ({ ...ctx, actor }),
    });
    for (const day of [0, 0, 1]) {
      ctx.clock.advance(day * dayMs);
      await assert.rejects(receive(delivery), { code: 'webhook.unauthentic' });
    }
    const again = 'Expected a delivery that has not been taken before, found one.';
    outcome = new SophiaError('webhook.replayed', again);
    for (let time = 0; time < 2; time += 1) await assert.rejects(receive(delivery), { code: 'webhook.replayed' });
    outcome = new SophiaError('input.invalid', 'Expected a list of events, found none.');
    await assert.rejects(receive(delivery), { code: 'input.invalid' });
    outcome = null;
    assert.equal(await receive(delivery), 'taken');
    const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    const line = { label: 'A delivery', difference: 'refused', before: null, after: found };
    assert.deepEqual(
      drifts
        .map(({ source, what, lines }) => ({ source, what, lines }))
        .toSorted((one, other) => one.what.localeCompare(other.what)),
      [
        { what: 'replays', line: { ...line, difference: 'replayed', after: again } },
        { what: 'webhooks', line },
        { what: 'webhooks', line },
      ].map((noted) => ({ source: 'hubspot', what: noted.what, lines: [noted.line] })),
    );
  });
});
