import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { SophiaError } from '#platform/errors';
import { allScopes, openHubspotPortal } from '#test/hubspot-portal';
import { hubspotPolicies, readHubspotConnection } from './index.ts';

const portal = await openHubspotPortal();
const { crm } = portal;
const dealId = await portal.idOf('deal-alder');
const oauth = {
  kind: 'oauth',
  clientId: 'hubspot-simulator-client',
  clientSecret: 'hubspot-simulator-secret',
  refreshToken: 'hubspot-simulator-refresh',
} as const;

function fault(planted: Readonly<Record<string, unknown>>): Promise<unknown> {
  return portal.control('faults', planted);
}

function writeAmount(amount: string): Promise<unknown> {
  return crm.updateRecord({ objectType: 'deal', externalId: dealId, properties: { amount } });
}

async function amountHistory(): Promise<readonly (string | null)[]> {
  const asked = { objectType: 'deal', externalIds: [dealId], properties: [], historyOf: ['amount'] } as const;
  const [record] = await crm.getRecords(asked);
  return (record?.history ?? []).map(({ value }) => value);
}

describe('a client of HubSpot', () => {
  afterEach(async () => {
    await fetch(`${portal.url}/_control/faults`, { method: 'DELETE' });
  });

  it('waits out a limit by the name it has, a lock and a move of the account, also for a write', async () => {
    await fault({ kind: 'rate_limited', times: 3, retryAfterSeconds: null });
    await writeAmount('32000');
    await fault({ kind: 'locked', times: 2 });
    await writeAmount('33000');
    await fault({ kind: 'migrating', times: 1, retryAfterSeconds: 0 });
    await writeAmount('34000');
    await fault({ kind: 'rate_limited', times: 2, retryAfterSeconds: null });
    const since = new Date(0);
    const page = await crm.listRecords({ objectType: 'deal', since, archived: false, properties: [], cursor: null });
    assert.ok(page.items.length > 0);
    assert.deepEqual((await amountHistory()).slice(0, 3), ['34000', '33000', '32000']);
  });

  it('gives up at once at the limit of a day, which no wait ends, and says that nothing was sent', async () => {
    const before = (await portal.requests()).length;
    await fault({ kind: 'daily_limit', times: 1 });
    await assert.rejects(writeAmount('1'), (error) => {
      assert.ok(error instanceof SophiaError && error.code === 'vendor.rate-limited');
      assert.match(error.message, /limit DAILY reached/u);
      assert.equal(error.details['sent'], false);
      return true;
    });
    assert.equal((await portal.requests()).length, before + 1);
  });

  it('asks again what was only read, and never sends a write again whose end it does not know', async () => {
    await fault({ kind: 'unavailable', times: 2, retryAfterSeconds: null });
    assert.ok((await amountHistory()).length > 0);
    await fault({ kind: 'dropped_after', times: 1 });
    await assert.rejects(writeAmount('35000'), { code: 'vendor.unavailable' });
    assert.equal((await amountHistory()).filter((value) => value === '35000').length, 1);
    await fault({ kind: 'server_error', times: 1 });
    await assert.rejects(writeAmount('36000'), { code: 'vendor.unavailable' });
    assert.equal((await amountHistory()).includes('36000'), false);
  });

  it('names the scope that is missing', async () => {
    await portal.control('scopes', { scopes: ['crm.objects.contacts.read', 'crm.objects.owners.read'] });
    await assert.rejects(writeAmount('1'), { code: 'vendor.missing-scope', message: /crm\.objects\.deals\.write/u });
    const steps = await crm.check();
    const failed = steps.filter(({ state }) => state === 'failed');
    assert.ok(failed.some(({ name }) => name === 'scope crm.objects.deals.read'));
    assert.ok(failed.every(({ action }) => action?.includes('scope') === true));
    assert.equal(steps.find(({ name }) => name === 'scope crm.objects.contacts.read')?.state, 'passed');
    assert.match(
      steps.find(({ name }) => name === 'scopes to write')?.detail ?? '',
      /lacks crm\.objects\.contacts\.write/,
    );
    await portal.control('scopes', { scopes: allScopes });
  });

  it('says that leads are not read where one of their scopes is missing, which is no fault', async () => {
    for (const missing of ['crm.objects.leads.read', 'crm.schemas.leads.read']) {
      await portal.control('scopes', { scopes: allScopes.filter((scope) => scope !== missing) });
      const steps = await crm.check();
      assert.ok(steps.every(({ state }) => state !== 'failed'));
      const step = steps.find(({ name }) => name.includes('leads'));
      assert.equal(step?.state, 'skipped', missing);
      assert.match(step.action ?? '', /crm\.schemas\.leads\.read/);
    }
    await portal.control('scopes', { scopes: allScopes });
  });

  it('takes a new OAuth token before the old one ends and none because of a 401', async () => {
    const client = portal.connect({ credentials: oauth, appId: null });
    const asked = { objectType: 'deal', externalIds: [dealId], properties: [], historyOf: ['amount'] } as const;
    async function tokensTaken(): Promise<number> {
      return (await portal.requests()).filter((request) => request === 'POST /oauth/v1/token').length;
    }
    await Promise.all([client.getRecords(asked), client.listOwners(), client.listPipelines('deal')]);
    assert.equal(await tokensTaken(), 1);
    await portal.advance(28 * 60_000);
    await client.listPipelines('deal');
    assert.equal(await tokensTaken(), 1);
    await portal.advance(90_000);
    await client.listPipelines('deal');
    assert.equal(await tokensTaken(), 2);
    await fault({ kind: 'expired_token', times: 1 });
    await assert.rejects(client.listPipelines('deal'), { code: 'vendor.unauthorized' });
    assert.equal(await tokensTaken(), 2);
    await client.updateRecord({ objectType: 'deal', externalId: dealId, properties: { amount: '37000' } });
    const [record] = await client.getRecords(asked);
    assert.equal(record?.history[0]?.source, 'sophia');
  });

  it('says which of its settings HubSpot does not take', async () => {
    const wrong = portal.connect({ credentials: { ...oauth, refreshToken: 'revoked' } });
    await assert.rejects(wrong.listOwners(), { code: 'vendor.unauthorized', message: /HUBSPOT_REFRESH_TOKEN/u });
    const stranger = portal.connect({ credentials: { kind: 'static', accessToken: 'pat-other' } });
    const [first, ...others] = await stranger.check();
    assert.deepEqual([first?.name, first?.state], ['address and token', 'failed']);
    assert.ok(others.every(({ state }) => state === 'skipped'));
  });

  it('proves itself step by step, and links to the record once the account is known', async () => {
    const client = portal.connect({ webhookSecret: 'secret' });
    assert.equal(client.recordAddress({ objectType: 'deal', externalId: '7' }), null);
    const steps = await client.check();
    assert.deepEqual(
      steps.filter(({ state }) => state === 'failed'),
      [],
    );
    assert.match(steps.find(({ name }) => name === 'properties of contacts')?.detail ?? '', /last_call_sentiment/u);
    assert.equal(steps.find(({ name }) => name === 'webhook secret')?.state, 'passed');
    const address = client.recordAddress({ objectType: 'deal', externalId: '7' });
    assert.equal(address, 'https://app.hubspot.com/contacts/8100001/record/0-3/7');
  });

  it('asks HubSpot which scopes to write a token has, of either kind, and tries none of them', async () => {
    const [key, app] = [crm, portal.connect({ credentials: oauth })];
    async function writing(client: typeof crm) {
      const step = (await client.check()).find(({ name }) => name === 'scopes to write');
      return [step?.state, step?.detail];
    }
    assert.deepEqual(await writing(key), ['passed', 'The token has them.']);
    assert.deepEqual(await writing(app), ['passed', 'The token has them.']);
    const lacking = ['crm.objects.deals.write', 'crm.objects.leads.write', 'crm.schemas.deals.write'];
    await portal.control('scopes', { scopes: allScopes.filter((scope) => !lacking.includes(scope)) });
    const [state, detail] = await writing(key);
    assert.equal(state, 'failed');
    assert.match(
      detail ?? '',
      /lacks crm\.objects\.deals\.write, crm\.objects\.leads\.write\. To set HubSpot up it lacks/,
    );
    await portal.control('scopes', { scopes: allScopes });
    await fault({ kind: 'unavailable', route: '*access-token-info', times: 9 });
    assert.equal((await writing(key))[0], 'skipped');
  });
});

describe('the settings of HubSpot', () => {
  const nothing = {
    accessToken: null,
    clientId: null,
    clientSecret: null,
    refreshToken: null,
    baseUrl: null,
    portalId: null,
    appId: null,
  };
  const httpClient = { createFetch: () => fetch, close: () => undefined };
  const options = { httpClient, clock: portal.clock, simulated: false };

  it('leave it off with what to set, also where a part is missing', () => {
    const off = readHubspotConnection({ ...options, settings: nothing });
    assert.ok(off.state === 'off' && off.action.includes('HUBSPOT_ACCESS_TOKEN'));
    const part = readHubspotConnection({ ...options, settings: { ...nothing, clientId: 'x', refreshToken: 'y' } });
    assert.ok(part.state === 'off' && part.action.startsWith('Set HUBSPOT_CLIENT_SECRET,'));
  });

  it('hold its host to what the smallest account may do', () => {
    const [[host, policy] = []] = Object.entries(hubspotPolicies({ baseUrl: null }));
    assert.equal(host, 'api.hubapi.com');
    assert.ok((policy?.rateLimit?.requests ?? 101) <= 100 && policy?.rateLimit?.windowMs === 10_000);
    assert.deepEqual(Object.keys(hubspotPolicies({ baseUrl: portal.url })), [new URL(portal.url).host]);
  });

  it('connect it with a token', () => {
    const settings = { ...nothing, accessToken: 'pat', baseUrl: `${portal.url}/`, portalId: '5' };
    const on = readHubspotConnection({ ...options, settings, simulated: true, appUrl: 'http://127.0.0.1:9' });
    assert.ok(on.state === 'on' && on.simulated);
    const address = on.client.recordAddress({ objectType: 'contact', externalId: '8' });
    assert.equal(address, 'http://127.0.0.1:9/contacts/5/record/0-1/8');
  });
});
