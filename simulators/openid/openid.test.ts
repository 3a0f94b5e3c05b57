import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import type { RunningSimulator } from '../kit/index.ts';
import { smallWorld } from '../world/small-world.ts';
import { openidClient, startOpenidSimulator } from './index.ts';

const redirectUri = 'http://127.0.0.1:8000/sign-in/openid/return';
const verifier = 'a-verifier-of-forty-three-characters-or-more';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const Claims = z.object({ iss: z.string(), aud: z.string(), nonce: z.string(), email: z.string(), exp: z.int() });
const Keys = z.object({ keys: z.array(z.object({ kid: z.string(), n: z.string(), e: z.string(), kty: z.string() })) });
const [maya] = smallWorld().employees;

let provider: RunningSimulator;

before(async () => {
  provider = await startOpenidSimulator({ port: 0, world: smallWorld() });
});
after(() => provider.close());

async function control(what: string, body: unknown): Promise<void> {
  const answer = await fetch(`${provider.url}/_control/${what}`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}

function asked(changes: Record<string, string> = {}): string {
  return new URLSearchParams({
    response_type: 'code',
    client_id: openidClient.clientId,
    redirect_uri: redirectUri,
    scope: 'openid email',
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  }).toString();
}

async function back(changes: Record<string, string> = {}): Promise<URL> {
  const address = `${provider.url}/authorize/as/person-${maya?.key}?${asked(changes)}`;
  const answer = await fetch(address, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? 'none:');
}

function token(code: string, changes: Record<string, string> = {}): Promise<Response> {
  const { clientId, clientSecret } = openidClient;
  return fetch(`${provider.url}/token`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...changes,
    }).toString(),
  });
}

async function problemOf(answer: Response): Promise<string> {
  return `${answer.status} ${z.object({ error: z.string() }).parse(await answer.json()).error}`;
}

describe('a code', () => {
  beforeEach(() => control('reset', {}));

  it('gives a signed ID token for the nonce and the client, once', async () => {
    const { searchParams } = await back();
    assert.deepEqual([searchParams.get('state'), searchParams.get('iss')], ['the-state', provider.url]);
    const code = searchParams.get('code') ?? '';
    const body = z.object({ id_token: z.string() }).parse(await (await token(code)).json());
    const [head = '', payload = '', signature = ''] = body.id_token.split('.');
    const claims = Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    assert.deepEqual(
      [claims.iss, claims.aud, claims.nonce, claims.email],
      [provider.url, openidClient.clientId, 'the-nonce', maya?.email],
    );
    const { keys } = Keys.parse(await (await fetch(`${provider.url}/keys`)).json());
    const [key] = keys;
    assert.ok(key !== undefined);
    const publicKey = createPublicKey({ key: { kty: key.kty, n: key.n, e: key.e }, format: 'jwk' });
    const isRight = verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${payload}`),
      publicKey,
      Buffer.from(signature, 'base64url'),
    );
    assert.equal(isRight, true);
    assert.equal(await problemOf(await token(code)), '400 invalid_grant');
  });

  it('is good for a minute, for its return address and for whoever has the verifier', async () => {
    for (const changes of [{ redirect_uri: `${redirectUri}/other` }, { code_verifier: verifier.replace('a', 'b') }]) {
      const { searchParams } = await back();
      assert.equal(await problemOf(await token(searchParams.get('code') ?? '', changes)), '400 invalid_grant');
    }
    const { searchParams } = await back();
    await control('clock', { advanceMs: 61_000 });
    assert.equal(await problemOf(await token(searchParams.get('code') ?? '')), '400 invalid_grant');
    assert.equal(await problemOf(await token('code-99')), '400 invalid_grant');
  });

  it('is for the client that proves itself as it is registered', async () => {
    await control('settings', { authMethod: 'client_secret_post' });
    const { searchParams } = await back();
    const code = searchParams.get('code') ?? '';
    assert.equal(await problemOf(await token(code)), '401 invalid_client');
    const { clientId, clientSecret } = openidClient;
    assert.equal((await token(code, { client_id: clientId, client_secret: clientSecret })).status, 200);
  });
});

describe('whoever is sent to the provider', () => {
  beforeEach(() => control('reset', {}));

  it('comes back with what is wrong, where the client is to hear it', async () => {
    const wrong = {
      unsupported_response_type: { response_type: 'token' },
      invalid_scope: { scope: 'email' },
      invalid_request: { code_challenge: '' },
    };
    for (const [error, changes] of Object.entries(wrong)) {
      assert.equal((await back(changes)).searchParams.get('error'), error);
    }
    const plain = await back({ code_challenge_method: 'plain' });
    assert.equal(plain.searchParams.get('error'), 'invalid_request');
  });

  it('goes nowhere that is not registered', async () => {
    for (const changes of [{ client_id: 'another' }, { redirect_uri: 'https://evil.example/' }]) {
      const answer = await fetch(`${provider.url}/authorize?${asked(changes)}`, { redirect: 'manual' });
      assert.deepEqual([answer.status, answer.headers.get('location')], [400, null]);
    }
    await control('settings', { redirectUris: ['https://sophia.tidewater.example/sign-in/openid/return'] });
    const registered = await back({ redirect_uri: 'https://sophia.tidewater.example/sign-in/openid/return' });
    assert.equal(registered.host, 'sophia.tidewater.example');
  });

  it('finds the people of the world on a page, and those that were added', async () => {
    await control('people', { name: 'Eve <b>', email: 'eve@elsewhere.example', isVerified: false });
    const page = await (await fetch(`${provider.url}/authorize?${asked()}`)).text();
    assert.ok(page.includes(maya?.email ?? 'nobody') && page.includes('Eve &lt;b&gt;'));
    const inspector = await (await fetch(provider.url)).text();
    assert.match(inspector, /eve@elsewhere\.example\), not verified/);
  });
});

describe('whoever signs out', () => {
  beforeEach(() => control('reset', {}));

  async function leave(parameters: Record<string, string>): Promise<string> {
    const address = `${provider.url}/end-session?${new URLSearchParams(parameters).toString()}`;
    const answer = await fetch(address, { redirect: 'manual' });
    return `${answer.status} ${answer.headers.get('location') ?? ''}`;
  }

  it('is known by the token, and comes back to an address that is registered, with the state', async () => {
    const code = (await back()).searchParams.get('code') ?? '';
    const { id_token: hint } = z.object({ id_token: z.string() }).parse(await (await token(code)).json());
    const returnTo = 'http://127.0.0.1:8000/sign-in';
    const asked = { id_token_hint: hint, post_logout_redirect_uri: returnTo, state: 'the-state' };
    assert.equal(await leave(asked), `302 ${returnTo}?state=the-state`);
    assert.equal(await leave({ ...asked, post_logout_redirect_uri: 'https://evil.example/' }), '400 ');
    assert.equal(await leave({ ...asked, client_id: 'another' }), '400 ');
    assert.equal(await leave({ ...asked, id_token_hint: `${hint.slice(0, -8)}AAAAAAAA` }), '400 ');
  });

  it('needs the client where there is no token, and stays where no address is given', async () => {
    const returnTo = 'http://127.0.0.1:8000/sign-in';
    assert.equal(await leave({ post_logout_redirect_uri: returnTo }), '400 ');
    assert.equal(
      await leave({ post_logout_redirect_uri: returnTo, client_id: openidClient.clientId }),
      `302 ${returnTo}`,
    );
    assert.equal(await leave({}), '200 ');
  });
});
