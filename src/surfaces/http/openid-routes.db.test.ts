import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { changeUser, inviteUser } from '#modules/users';
import { auditRecords } from '#platform/db';
import { createHttpClient } from '#platform/http-client';
import { createOpenidClient } from '#platform/openid';
import { and, eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer, type RestServer } from '#test/rest-server';
import { createTestSecretBox } from '#test/test-secret-box';
import { workContextOf } from '#test/work-context';
import { openidClient, startOpenidSimulator } from '../../../simulators/openid/index.ts';
import { smallWorld } from '../../../simulators/world/small-world.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
const publicHost = 'sophia.tidewater.example';
const page = { accept: 'text/html' };
const [maya, tom] = smallWorld().employees;
assert.ok(maya !== undefined && tom !== undefined);

const provider = await startOpenidSimulator({ port: 0, world: smallWorld() });
const httpClient = createHttpClient({ clock: ctx.clock, random: () => 0 });
const { server } = await serverWith(provider.url);
await inviteUser({ ctx, input: { email: maya.email, name: 'Maya', role: 'administrator' } });
after(async () => {
  await server.close();
  httpClient.close();
  await provider.close();
});

function serverWith(issuer: string): Promise<RestServer> {
  const openid = createOpenidClient({ settings: { issuer, ...openidClient }, httpClient, clock: ctx.clock });
  const access = { workspaceId: ctx.workspaceId, secretBox: createTestSecretBox(), isPublicSecure: true, openid };
  return createRestServer(ctx, { access, publicHost });
}

async function tell(what: string, body: unknown): Promise<void> {
  const answer = await fetch(`${provider.url}/_control/${what}`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}

function ask(url: string, headers: Record<string, string> = {}) {
  return server.inject({ method: 'GET', url, headers: { host: '127.0.0.1:8000', ...page, ...headers } });
}

function cookieOf(answer: { headers: Record<string, unknown> }): string {
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

interface Begun {
  readonly cookie: string;
  /** Where the provider sends the browser back to. */
  readonly back: string;
}

/** As a browser does: to the provider, choose a person there, and on the way back. */
async function begin(who: string, next = '/changes'): Promise<Begun> {
  const sent = await ask(`/sign-in/openid?next=${encodeURIComponent(next)}`);
  assert.equal(sent.statusCode, 303, sent.body);
  const asked = new URL(String(sent.headers.location));
  assert.equal((await fetch(asked)).status, 200);
  const chosen = await fetch(`${provider.url}/authorize/${who}${asked.search}`, { redirect: 'manual' });
  const back = new URL(chosen.headers.get('location') ?? '');
  assert.equal(back.origin, 'http://127.0.0.1:8000');
  return { cookie: cookieOf(sent), back: back.pathname + back.search };
}

async function signIn(person: { key: string }, next?: string) {
  const { cookie, back } = await begin(`as/person-${person.key}`, next);
  return ask(back, { cookie });
}

/** One goes after the other: Maya is the first who has an account at all. */
describe('a sign-in with OpenID Connect', () => {
  beforeEach(async () => {
    await fetch(`${provider.url}/_control/faults`, { method: 'DELETE' });
    await tell('clock', { now: ctx.clock.now().toISOString(), frozen: true });
  });

  it('is offered on the page, also before anybody has an account', async () => {
    const shown = await ask('/sign-in?next=/changes');
    assert.match(shown.body, /href="\/sign-in\/openid\?next=%2Fchanges"[^>]*>Sign in with 127\.0\.0\.1/);
    assert.equal((await ask('/sign-in', { host: publicHost })).statusCode, 200);
    assert.equal((await ask('/', { host: publicHost })).statusCode, 421);
  });

  it('lets in whoever was invited under the verified address, and goes on where they were', async () => {
    const entered = await signIn(maya);
    assert.deepEqual([entered.statusCode, entered.headers.location], [303, '/changes']);
    const cookies = [entered.headers['set-cookie']].flat().map(String);
    assert.match(cookies.join('\n'), /^sophia_openid=;.*Max-Age=0/m);
    const session = cookies.find((cookie) => cookie.startsWith('sophia_session=')) ?? '';
    const who = await ask('/api/v1/session', { cookie: session.split(';')[0] ?? '' });
    assert.deepEqual([who.json().email, who.json().role], [maya.email, 'administrator']);
    assert.equal((await ask('/api/v1/session')).statusCode, 401);
    const rows = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'user.recognized')));
    assert.deepEqual(
      rows.map(({ details }) => details),
      [{ issuer: provider.url }],
    );
  });

  it('goes to no other site afterward, and keeps what is secret from the browser', async () => {
    const entered = await signIn(maya, '//evil.example');
    assert.equal(entered.headers.location, '/');
    const sent = await ask('/sign-in/openid', { host: publicHost });
    const address = new URL(String(sent.headers.location));
    assert.equal(address.searchParams.get('redirect_uri'), `https://${publicHost}/sign-in/openid/return`);
    assert.equal(address.searchParams.get('code_challenge_method'), 'S256');
    const cookie = String(sent.headers['set-cookie']);
    assert.match(
      cookie,
      /^sophia_openid=v1\.[\w.-]+; Path=\/sign-in\/openid; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/,
    );
    for (const name of ['state', 'nonce']) assert.ok(!cookie.includes(address.searchParams.get(name) ?? 'missing'));
  });

  it('tells whoever was not invited, and whose account is closed, what to do', async () => {
    const stranger = await signIn(tom);
    assert.equal(stranger.statusCode, 403);
    assert.match(stranger.body, /<h1>You are not signed in<\/h1>/);
    assert.match(stranger.body, /Ask an administrator for an invitation/);
    await inviteUser({ ctx, input: { email: tom.email, name: 'Tom', role: 'representative' } });
    assert.equal((await signIn(tom)).statusCode, 303);
    await changeUser({ ctx, input: { user: tom.email, role: null, state: 'ended' } });
    assert.equal((await signIn(tom)).statusCode, 403);
  });

  it('is refused where the person does not want it, or the provider does not know this Sophia', async () => {
    const { cookie, back } = await begin('as-nobody');
    const refused = await ask(back, { cookie });
    assert.equal(refused.statusCode, 403);
    assert.match(refused.body, /access_denied/);
    await tell('settings', { authMethod: 'client_secret_post' });
    const stale = await signIn(maya);
    assert.match(stale.body, /invalid_client/);
    await tell('settings', { authMethod: 'client_secret_basic' });
    assert.equal((await signIn(maya)).statusCode, 303);
  });

  it('takes an answer once, in the browser that began, and within ten minutes', async () => {
    const { cookie, back } = await begin(`as/person-${maya.key}`);
    const elsewhere = await ask(back);
    assert.deepEqual([elsewhere.statusCode, /Begin again/.test(elsewhere.body)], [400, true]);
    const other = await begin(`as/person-${maya.key}`);
    assert.equal((await ask(back, { cookie: other.cookie })).statusCode, 400);
    assert.equal((await ask(back, { cookie: 'sophia_openid=v1.00000000.AAAA.BBBB.CCCC' })).statusCode, 400);
    assert.equal((await ask(back, { cookie })).statusCode, 303);
    const again = await ask(back, { cookie });
    assert.deepEqual([again.statusCode, /invalid_grant/.test(again.body)], [403, true]);
    ctx.clock.advance(600_001);
    assert.equal((await ask(other.back, { cookie: other.cookie })).statusCode, 400);
  });

  it('goes on after the provider has changed its key', async () => {
    await tell('keys', {});
    ctx.clock.advance(60_000);
    await tell('clock', { now: ctx.clock.now().toISOString(), frozen: true });
    assert.equal((await signIn(maya)).statusCode, 303);
  });

  it('leaves a record of each refusal that the provider had a part in, and none of what anybody could send', async () => {
    async function refusals(): Promise<unknown[]> {
      const rows = await ctx.db
        .select({ details: auditRecords.details })
        .from(auditRecords)
        .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'session.refused')))
        .orderBy(auditRecords.at, auditRecords.id);
      return rows.map(({ details }) => details);
    }
    const before = (await refusals()).length;
    await tell('faults', { kind: 'unsigned' });
    await signIn(maya);
    await tell('faults', { kind: 'unverified_email' });
    await signIn(maya);
    await ask('/sign-in/openid/return?state=x&code=y');
    assert.deepEqual((await refusals()).slice(before), [
      { because: 'openid.untrusted' },
      { issuer: provider.url, because: 'unverified' },
    ]);
    assert.ok(!JSON.stringify(ctx.log.lines).includes(maya.email));
  });

  const untrusted = [
    'wrong_nonce',
    'no_nonce',
    'wrong_audience',
    'other_party',
    'wrong_issuer',
    'expired',
    'issued_long_ago',
    'unsigned',
    'signed_with_secret',
    'foreign_key',
    'damaged_signature',
  ];
  const misbehaving: Readonly<Record<string, readonly [number, string]>> = {
    ...Object.fromEntries(untrusted.map((kind) => [kind, [403, 'openid.untrusted']] as const)),
    unverified_email: [403, 'openid.unverified'],
    no_email: [403, 'openid.unverified'],
    wrong_state: [400, 'openid.mismatch'],
    other_issuer_in_answer: [400, 'openid.mismatch'],
    server_error: [502, 'openid.unreachable'],
  };
  for (const [kind, [status, code]] of Object.entries(misbehaving)) {
    it(`is refused on a page of its own with ${kind}`, async () => {
      const route = kind === 'server_error' ? 'POST /token' : null;
      await tell('faults', { kind, times: kind === 'server_error' ? 2 : 1, route });
      const refused = await signIn(maya);
      assert.equal(refused.statusCode, status, refused.body);
      assert.match(refused.body, /<h1>You are not signed in<\/h1>/);
      assert.ok(refused.body.includes(`${code}: `), refused.body);
      assert.ok(![refused.headers['set-cookie']].flat().some((cookie) => String(cookie).startsWith('sophia_session=')));
    });
  }
});

it('without a provider in the settings says so', async () => {
  const plain = await createRestServer(ctx);
  const answer = await plain.server.inject({ url: '/sign-in/openid', headers: { host: '127.0.0.1:8000', ...page } });
  assert.deepEqual([answer.statusCode, /SOPHIA_OIDC_ISSUER/.test(answer.body)], [404, true]);
  await plain.server.close();
});

it('with a provider that does not answer, or is another, says so', async () => {
  for (const issuer of ['http://127.0.0.1:9', `${provider.url}/`]) {
    const off = await serverWith(issuer);
    const answer = await off.server.inject({ url: '/sign-in/openid', headers: { host: '127.0.0.1:8000', ...page } });
    assert.deepEqual([answer.statusCode, /cannot be reached/.test(answer.body)], [502, true], answer.body);
    await off.server.close();
  }
});
