import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import { changeUser, inviteUser, listUsers } from '#modules/users';
import { auditRecords } from '#platform/db';
import { createHttpClient } from '#platform/http-client';
import { createOpenidClient } from '#platform/openid';
import { and, eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { createTestSecretBox } from '#test/test-secret-box';
import { workContextOf } from '#test/work-context';
import { openidClient, startOpenidSimulator } from '../../../simulators/openid/index.ts';
import { smallWorld } from '../../../simulators/world/small-world.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
const publicHost = 'sophia.tidewater.example';
const [maya, tom] = smallWorld().employees;
assert.ok(maya !== undefined && tom !== undefined);
const domain = maya.email.split('@')[1] ?? '';

const provider = await startOpenidSimulator({ port: 0, world: smallWorld() });
const httpClient = createHttpClient({ clock: ctx.clock, random: () => 0 });
const settings = { issuer: provider.url, ...openidClient, asksName: true };
const openid = createOpenidClient({ settings, httpClient, clock: ctx.clock });
const newcomers = { domains: [domain], role: 'representative' } as const;
const access = {
  workspaceId: ctx.workspaceId,
  secretBox: createTestSecretBox(),
  isPublicSecure: true,
  openid,
  newcomers,
};
const { server } = await createRestServer(ctx, { access, publicHost });
after(async () => {
  await server.close();
  httpClient.close();
  await provider.close();
});

async function tell(what: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${provider.url}/_control/${what}`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(answer.status, 200);
  return answer.json();
}

const own = { host: '127.0.0.1:8000', accept: 'text/html', 'sec-fetch-site': 'same-origin' };

function ask(url: string, headers: Record<string, string> = {}) {
  return server.inject({ method: 'GET', url, headers: { ...own, ...headers } });
}

const SignOuts = z.object({ state: z.object({ signOuts: z.array(z.object({ subject: z.string().nullable() })) }) });
type Answer = Awaited<ReturnType<typeof ask>>;

function cookiesOf(answer: Answer): Map<string, string> {
  const set = [answer.headers['set-cookie'] ?? []].flat().map((cookie) => String(cookie).split(';')[0] ?? '');
  return new Map(set.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** As a browser does, with the cookies that it keeps. */
async function signIn(subject: string, host = '127.0.0.1:8000'): Promise<Answer> {
  const sent = await ask('/sign-in/openid', { host });
  const asked = new URL(String(sent.headers.location));
  await tell('settings', {
    redirectUris: [`https://${publicHost}/sign-in/openid/return`, `https://${publicHost}/sign-in`],
  });
  const chosen = await fetch(`${provider.url}/authorize/as/${subject}${asked.search}`, { redirect: 'manual' });
  const back = new URL(chosen.headers.get('location') ?? '');
  return ask(back.pathname + back.search, { host, cookie: `sophia_openid=${cookiesOf(sent).get('sophia_openid')}` });
}

async function recordsOf(action: string): Promise<unknown[]> {
  const rows = await ctx.db
    .select({ details: auditRecords.details })
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, action)))
    .orderBy(auditRecords.sequence);
  return rows.map(({ details }) => details);
}

async function accounts(): Promise<string[]> {
  const { users } = await listUsers({ ctx });
  return users.map(({ email, name, role, state }) => `${email} ${name} ${role} ${state}`);
}

function setClock(): Promise<unknown> {
  return tell('clock', { now: ctx.clock.now().toISOString(), frozen: true });
}

async function add(person: { name: string; email: string; isVerified: boolean }): Promise<string> {
  return z.object({ subject: z.string() }).parse(await tell('people', person)).subject;
}

/** One goes after the other. */
describe('whoever was not invited, where a domain may come in', () => {
  beforeEach(setClock);

  it('does not become the first account', async () => {
    assert.equal((await signIn(`person-${tom.key}`)).statusCode, 403);
    assert.deepEqual(await accounts(), []);
  });

  it('gets an account with the role of the settings, under the verified address, with a record of it', async () => {
    await inviteUser({ ctx, input: { email: maya.email, name: 'Maya', role: 'administrator' } });
    assert.equal((await signIn(`person-${maya.key}`)).statusCode, 303);
    const entered = await signIn(`person-${tom.key}`);
    assert.equal(entered.statusCode, 303);
    const who = await ask('/api/v1/session', { cookie: `sophia_session=${cookiesOf(entered).get('sophia_session')}` });
    assert.deepEqual([who.json().email, who.json().role], [tom.email, 'representative']);
    assert.ok((await accounts()).includes(`${tom.email} ${tom.firstName} ${tom.lastName} representative active`));
    assert.deepEqual(await recordsOf('user.provisioned'), [
      { email: tom.email, role: 'representative', issuer: provider.url, domain },
    ]);
    assert.equal((await signIn(`person-${tom.key}`)).statusCode, 303);
    assert.equal((await recordsOf('user.provisioned')).length, 1);
  });

  it('stays out with an address of another domain, one that only ends alike, and one that is not verified', async () => {
    const before = await accounts();
    const strangers = [
      { name: 'Eve', email: 'eve@elsewhere.example', isVerified: true },
      { name: 'Eve', email: `eve@not-${domain}`, isVerified: true },
      { name: 'Eve', email: `eve@sub.${domain}`, isVerified: true },
      { name: 'Eve', email: `eve@${domain}`, isVerified: false },
    ];
    for (const stranger of strangers) {
      const subject = await add(stranger);
      assert.equal((await signIn(subject)).statusCode, 403, stranger.email);
    }
    assert.deepEqual(await accounts(), before);
  });

  it('stays closed once closed, and has the role that an administrator has given since', async () => {
    await changeUser({ ctx, input: { user: tom.email, role: 'manager', state: null } });
    assert.equal((await signIn(`person-${tom.key}`)).statusCode, 303);
    assert.ok((await accounts()).includes(`${tom.email} ${tom.firstName} ${tom.lastName} manager active`));
    await changeUser({ ctx, input: { user: tom.email, role: null, state: 'ended' } });
    assert.equal((await signIn(`person-${tom.key}`)).statusCode, 403);
  });

  it('is called by their address where the provider has no name, and by one line of it where it has', async () => {
    const people = [
      [{ name: ' Ann\u0000\n\tLee ', email: `ann@${domain}`, isVerified: true }, 'Ann Lee'],
      [{ name: ' \n ', email: `bo@${domain}`, isVerified: true }, `bo@${domain}`],
    ] as const;
    for (const [person, name] of people) {
      const subject = await add(person);
      assert.equal((await signIn(subject)).statusCode, 303);
      assert.ok((await accounts()).includes(`${person.email} ${name} representative active`));
    }
  });
});

describe('signing out', () => {
  beforeEach(setClock);

  async function signOut(entered: Answer, host = '127.0.0.1:8000') {
    const kept = cookiesOf(entered);
    const session = `sophia_session=${kept.get('sophia_session')}`;
    const there = `sophia_provider=${kept.get('sophia_provider')}`;
    const out = await server.inject({
      method: 'POST',
      url: '/sign-out',
      headers: { ...own, host, cookie: session, origin: `https://${host}` },
    });
    return { session, there, out };
  }

  it('goes on to the provider, with the token that it gave, and comes back to the page', async () => {
    const entered = await signIn(`person-${maya.key}`, publicHost);
    const { session, there, out } = await signOut(entered, publicHost);
    assert.deepEqual([out.statusCode, out.headers.location], [303, '/sign-in/openid/leave']);
    assert.equal((await ask('/api/v1/session', { cookie: session })).statusCode, 401);
    const shown = await ask('/sign-in/openid/leave', { host: publicHost, cookie: there });
    assert.equal(shown.headers['refresh'], '0; url=/sign-in/openid/leave/on');
    assert.match(shown.body, /You are signed out<\/h1>[\s\S]*href="\/sign-in\/openid\/leave\/on"/);
    const sent = await ask('/sign-in/openid/leave/on', { host: publicHost, cookie: there });
    assert.equal(cookiesOf(sent).get('sophia_provider'), '');
    const address = new URL(String(sent.headers.location));
    assert.equal(address.searchParams.get('client_id'), openidClient.clientId);
    assert.equal(address.searchParams.get('post_logout_redirect_uri'), `https://${publicHost}/sign-in`);
    const back = await fetch(address, { redirect: 'manual' });
    assert.deepEqual([back.status, back.headers.get('location')], [302, `https://${publicHost}/sign-in`]);
    const { state } = SignOuts.parse(await (await fetch(`${provider.url}/_control/state`)).json());
    assert.equal(state.signOuts.at(-1)?.subject, `person-${maya.key}`);
  });

  it('keeps the token from scripts and from whoever reads the cookie', async () => {
    const entered = await signIn(`person-${maya.key}`, publicHost);
    const cookies = [entered.headers['set-cookie'] ?? []].flat().map(String);
    const cookie = cookies.find((each) => each.startsWith('sophia_provider=')) ?? '';
    assert.match(
      cookie,
      /^sophia_provider=v1\.[\w.-]+; Path=\/sign-in\/openid; HttpOnly; SameSite=Lax; Max-Age=86400; Secure$/,
    );
  });

  it('sends nobody away whose session holds, who came by a password, or whom a link from elsewhere brings', async () => {
    const entered = await signIn(`person-${maya.key}`);
    const kept = cookiesOf(entered);
    const both = `sophia_session=${kept.get('sophia_session')}; sophia_provider=${kept.get('sophia_provider')}`;
    for (const cookie of [both, '', 'sophia_provider=']) {
      for (const path of ['/sign-in/openid/leave', '/sign-in/openid/leave/on']) {
        const answer = await ask(path, { cookie });
        assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/sign-in'], path);
      }
    }
  });

  it('names the client alone where the token was too long to keep or can no longer be read', async () => {
    for (const value of ['long', 'v1.00000000.AAAA.BBBB.CCCC']) {
      const sent = await ask('/sign-in/openid/leave/on', { cookie: `sophia_provider=${value}` });
      const { searchParams } = new URL(String(sent.headers.location));
      assert.deepEqual(
        [searchParams.get('client_id'), searchParams.has('id_token_hint')],
        [openidClient.clientId, false],
      );
    }
  });

  it('says that somebody is still signed in at a provider that has no address for it', async () => {
    await tell('settings', { endsSessions: false });
    ctx.clock.advance(3_600_001);
    await tell('clock', { now: ctx.clock.now().toISOString(), frozen: true });
    const { there } = await signOut(await signIn(`person-${maya.key}`));
    const shown = await ask('/sign-in/openid/leave', { cookie: there });
    assert.deepEqual([shown.statusCode, shown.headers['refresh']], [200, undefined]);
    assert.match(shown.body, /still signed in/);
    assert.equal(cookiesOf(shown).get('sophia_provider'), '');
    await tell('settings', { endsSessions: true });
  });

  it('says so where the provider does not answer: signed out here alone', async () => {
    ctx.clock.advance(3_600_001);
    await tell('faults', { kind: 'server_error', times: 2, route: 'GET /.well-known/openid-configuration' });
    const shown = await ask('/sign-in/openid/leave', { cookie: 'sophia_provider=long' });
    assert.equal(shown.statusCode, 502);
    assert.match(shown.body, /You are signed out here alone<\/h1>/);
  });
});
