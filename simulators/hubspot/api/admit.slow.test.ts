import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import { clientId, clientSecret, installedRefreshToken } from '../portal.ts';
import { askAs, startTestPortal, type TestPortal } from '../test-portal.ts';

const deals = { method: 'GET', path: '/crm/v3/objects/deals?limit=1' };
const Token = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.literal(1800) });

describe('who may ask', () => {
  let portal: TestPortal;
  before(async () => {
    portal = await startTestPortal();
  });
  beforeEach(() => portal.control('reset', {}));
  after(() => portal.close());

  async function refresh(): Promise<z.infer<typeof Token>> {
    const form = {
      grant_type: 'refresh_token',
      refresh_token: installedRefreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    };
    const answer = await askAs({ url: portal.url, token: null }, { method: 'POST', path: '/oauth/v1/token', form });
    assert.equal(answer.status, 200);
    return Token.parse(answer.body);
  }

  it('nobody without a token or with an unknown one', async () => {
    for (const token of [null, 'pat-na1-somebody-else']) {
      const answer = await askAs({ url: portal.url, token }, deals);
      assert.equal(answer.status, 401);
      assert.equal(answer.body['category'], 'INVALID_AUTHENTICATION');
      assert.match(String(answer.body['correlationId']), /^[0-9a-f-]{36}$/u);
    }
  });

  it('an access token for thirty minutes, and says how long ago it expired', async () => {
    await portal.control('clock', { now: '2026-11-16T12:00:00Z', frozen: true });
    const { access_token: token } = await refresh();
    assert.equal((await askAs({ url: portal.url, token }, deals)).status, 200);
    await portal.control('clock', { advanceMs: 30 * 60_000 + 7000 });
    const answer = await askAs({ url: portal.url, token }, deals);
    assert.equal(answer.status, 401);
    assert.equal(answer.body['category'], 'EXPIRED_AUTHENTICATION');
    assert.match(String(answer.body['message']), /expired 7 second\(s\) ago/u);
  });

  it('an installation by code, until it is revoked', async () => {
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: 'http://127.0.0.1:1/back',
      scope: 'crm.objects.deals.read oauth',
      state: 'abc',
    });
    const who = { url: portal.url, token: null };
    const approved = await askAs(who, { method: 'GET', path: `/oauth/authorize?${query.toString()}` });
    assert.equal(approved.status, 302);
    const back = new URL(approved.headers.get('location') ?? '');
    assert.equal(back.searchParams.get('state'), 'abc');
    const { oauth } = portal.client;
    const code = back.searchParams.get('code') ?? '';
    const redirect = 'http://127.0.0.1:1/back';
    const issued = await oauth.tokensApi.create('authorization_code', code, redirect, clientId, clientSecret);
    const described = await oauth.accessTokensApi.get(issued.accessToken);
    assert.deepEqual(described.scopes, ['crm.objects.deals.read', 'oauth']);
    assert.equal(described.hubId, 8_100_001);
    const token = issued.accessToken;
    assert.equal((await askAs({ url: portal.url, token }, deals)).status, 200);
    const contacts = await askAs({ url: portal.url, token }, { method: 'GET', path: '/crm/v3/objects/contacts' });
    assert.equal(contacts.status, 403);
    assert.equal((await oauth.refreshTokensApi.get(issued.refreshToken)).clientId, clientId);
    await oauth.refreshTokensApi.archive(issued.refreshToken);
    await assert.rejects(
      oauth.tokensApi.create('refresh_token', undefined, undefined, clientId, clientSecret, issued.refreshToken),
      { code: 400 },
    );
    await assert.rejects(oauth.tokensApi.create('authorization_code', code, redirect, clientId, clientSecret), {
      code: 400,
    });
  });

  it('a token of the newer endpoints, until it is revoked', async () => {
    for (const prefix of ['/oauth/v3', '/oauth/2026-03']) {
      const who = { url: portal.url, token: null };
      const secrets = { client_id: clientId, client_secret: clientSecret };
      const form = { grant_type: 'refresh_token', refresh_token: installedRefreshToken, ...secrets };
      const issued = await askAs(who, { method: 'POST', path: `${prefix}/token`, form });
      assert.equal(issued.body['hub_id'], 8_100_001);
      assert.equal(issued.body['token_use'], 'access_token');
      const { access_token: token } = Token.parse(issued.body);
      const named = { method: 'POST', form: { token, ...secrets } };
      const known = await askAs(who, { ...named, path: `${prefix}/token/introspect` });
      assert.equal(known.body['active'], true);
      assert.equal((await askAs(who, { ...named, path: `${prefix}/token/revoke` })).status, 204);
      assert.equal((await askAs({ url: portal.url, token }, deals)).status, 401);
    }
  });

  it('nothing for which the scope is missing, and says which', async () => {
    await portal.control('scopes', { scopes: ['crm.objects.deals.read'] });
    const answer = await portal.ask('PATCH /crm/v3/objects/deals/1', { properties: { amount: '1' } });
    assert.equal(answer.status, 403);
    assert.equal(answer.body['category'], 'MISSING_SCOPES');
    assert.deepEqual(answer.body['errors'], [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredScopes: ['crm.objects.deals.write'] },
      },
    ]);
  });

  it('so often and not more: 190 requests in ten seconds, with headers', async () => {
    await portal.control('clock', { now: '2026-11-16T12:00:00Z', frozen: true });
    const first = await portal.ask(`GET ${deals.path}`);
    assert.equal(first.headers.get('x-hubspot-ratelimit-max'), '190');
    assert.equal(first.headers.get('x-hubspot-ratelimit-remaining'), '189');
    assert.equal(first.headers.get('x-hubspot-ratelimit-interval-milliseconds'), '10000');
    const rest = await Promise.all(Array.from({ length: 190 }, () => portal.ask(`GET ${deals.path}`)));
    const refused = rest.filter(({ status }) => status === 429);
    assert.equal(refused.length, 1);
    assert.equal(refused[0]?.body['policyName'], 'TEN_SECONDLY_ROLLING');
    assert.equal(refused[0]?.body['errorType'], 'RATE_LIMIT');
    assert.equal(refused[0]?.headers.get('retry-after'), null);
    await portal.control('clock', { advanceMs: 10_000 });
    assert.equal((await portal.ask(`GET ${deals.path}`)).status, 200);
  });

  it('five searches a second, without headers', async () => {
    await portal.control('clock', { now: '2026-11-16T12:00:00Z', frozen: true });
    function search() {
      return portal.ask('POST /crm/v3/objects/deals/search', {});
    }
    const answers = await Promise.all(Array.from({ length: 6 }, search));
    const [refused] = answers.filter(({ status }) => status === 429);
    assert.equal(refused?.body['message'], 'You have reached your secondly limit.');
    assert.equal(refused?.body['policyName'], 'SECONDLY');
    const served = answers.find(({ status }) => status === 200);
    assert.equal(served?.headers.get('x-hubspot-ratelimit-max'), null);
    await portal.control('limits', { enforced: false });
    assert.equal((await search()).status, 200);
  });

  it('an account that says how much of its day is used', async () => {
    await portal.ask(`GET ${deals.path}`);
    const usage = await portal.ask('GET /account-info/v3/api-usage/daily/private-apps');
    const [line] = z.array(z.object({ usageLimit: z.number(), currentUsage: z.number() })).parse(usage.body['results']);
    assert.deepEqual(line, { usageLimit: 625_000, currentUsage: 2 });
    const details = await portal.ask('GET /account-info/v3/details');
    assert.equal(details.body['portalId'], 8_100_001);
    assert.equal(details.body['timeZone'], 'America/Chicago');
  });
});
