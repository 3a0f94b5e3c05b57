import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openHubspotPortal } from '#test/hubspot-portal';
import type { TokenKeeper } from './index.ts';

const oauth = {
  kind: 'oauth',
  clientId: 'hubspot-simulator-client',
  clientSecret: 'hubspot-simulator-secret',
  refreshToken: 'hubspot-simulator-refresh',
} as const;
const halfAnHourMs = 30 * 60_000;

async function openPortal() {
  const portal = await openHubspotPortal();
  return {
    portal,
    renewNext: () => portal.control('faults', { kind: 'new_refresh_token', times: 1 }),
    asked: async () => (await portal.requests()).filter((request) => request === 'POST /oauth/v1/token').length,
  };
}

/** A place that outlives a connection, or that cannot be written to for a while. */
function createKeeper(): TokenKeeper & { readonly kept: string[]; fails: boolean } {
  const kept: string[] = [];
  return {
    kept,
    fails: false,
    read: async () => kept.at(-1) ?? null,
    async keep(token) {
      if (this.fails) return false;
      kept.push(token);
      return true;
    },
  };
}

describe('a refresh token that HubSpot renews', () => {
  it('goes before the one of the settings, also after a start; one that stays the same is not kept', async () => {
    const { portal, renewNext, asked } = await openPortal();
    const tokenKeeper = createKeeper();
    await portal.connect({ credentials: oauth, tokenKeeper }).listOwners();
    assert.deepEqual(tokenKeeper.kept, []);
    await renewNext();
    await portal.connect({ credentials: oauth, tokenKeeper }).listOwners();
    assert.equal(tokenKeeper.kept.length, 1);
    await assert.rejects(portal.connect({ credentials: oauth }).listOwners(), { code: 'vendor.unauthorized' });
    const before = await asked();
    await portal.connect({ credentials: oauth, tokenKeeper }).listOwners();
    assert.equal(await asked(), before + 1);
    assert.equal(tokenKeeper.kept.length, 1);
  });

  it('by another process is taken up where the one of this process is refused', async () => {
    const { portal, renewNext } = await openPortal();
    const tokenKeeper = createKeeper();
    const [one, other] = [0, 1].map(() => portal.connect({ credentials: oauth, tokenKeeper }));
    await one?.listOwners();
    await renewNext();
    await other?.listOwners();
    await portal.advance(halfAnHourMs);
    await one?.listOwners();
    assert.equal(tokenKeeper.kept.length, 1);
  });

  it('stays in memory where it cannot be written, and is written with the next one', async () => {
    const { portal, renewNext } = await openPortal();
    const tokenKeeper = createKeeper();
    tokenKeeper.fails = true;
    const client = portal.connect({ credentials: oauth, tokenKeeper });
    await renewNext();
    await client.listOwners();
    await portal.advance(halfAnHourMs);
    await client.listOwners();
    assert.deepEqual(tokenKeeper.kept, []);
    tokenKeeper.fails = false;
    await portal.advance(halfAnHourMs);
    await client.listOwners();
    assert.equal(tokenKeeper.kept.length, 1);
  });

  it('that is refused, as after a backup, gives way to the one of the settings, and is asked for once', async () => {
    const { portal, asked } = await openPortal();
    const tokenKeeper = createKeeper();
    tokenKeeper.kept.push('of-another-time');
    await portal.connect({ credentials: oauth, tokenKeeper }).listOwners();
    assert.deepEqual([await asked(), tokenKeeper.kept.at(-1)], [2, oauth.refreshToken]);
    const revoked = portal.connect({ credentials: { ...oauth, refreshToken: 'revoked' }, tokenKeeper: createKeeper() });
    await assert.rejects(revoked.listOwners(), { code: 'vendor.unauthorized', message: /HUBSPOT_REFRESH_TOKEN/u });
  });
});
