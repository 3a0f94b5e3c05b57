import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createKey } from '#modules/users';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { join, password } from '#test/access-place';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { createTestSecretBox } from '#test/test-secret-box';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
/** The pages name the workspace `main`; in a test that is the one of the suite. */
const { server } = await createRestServer(ctx, {
  contextFor: ({ requestId }) => ({ ...ctx, requestId }),
  access: { workspaceId: 'main', secretBox: createTestSecretBox(), isPublicSecure: true, openid: null },
});
after(() => server.close());
const at = { ctx: world.ctx, visitor: { ...world.ctx, actor: { type: 'visitor' } } } as const;
const host = '127.0.0.1:8000';
const origin = `http://${host}`;

async function cookieFor(email: string): Promise<string> {
  const answer = await server.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { host, origin, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ email, password }).toString(),
  });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

async function open(url: string, cookie: string) {
  const { statusCode, body, headers } = await server.inject({ url, headers: { host, cookie, accept: 'text/html' } });
  return { status: statusCode, body, headers };
}

async function post({
  url,
  cookie,
  form = {},
  from = origin,
}: {
  url: string;
  cookie: string;
  form?: Readonly<Record<string, string>>;
  from?: string;
}) {
  const { statusCode, body, headers } = await server.inject({
    method: 'POST',
    url,
    headers: { host, cookie, accept: 'text/html', origin: from, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });
  return { status: statusCode, body, headers };
}

/** The form of somebody's role in a page. */
function roleFormOf(userId: string, body: string): string {
  const [, form = ''] = body.split(`action="/people/${userId}/role"`);
  return form.split('</form>')[0] ?? '';
}

/** What the form of somebody's role sends back. */
async function versionOf(userId: string, cookie: string): Promise<string> {
  const { body } = await open('/people', cookie);
  return /name="version" value="([^"]+)"/.exec(roleFormOf(userId, body))?.[1] ?? '';
}

function recordsOf(action: string) {
  const { workspaceId } = ctx;
  return ctx.db
    .select()
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, workspaceId), eq(auditRecords.action, action)));
}

const maya = await join(at);
const tom = await join(at, { email: 'tom@tidewater.example', role: 'representative' });

describe('the page of people', () => {
  it('invites with a link that is shown this once and opens the account', async () => {
    const cookie = await cookieFor(maya.email);
    const form = { email: 'ana@tidewater.example', name: 'Ana <b>Ruiz</b>', role: 'manager' };
    const invited = await post({ url: '/people', cookie, form });
    assert.deepEqual([invited.status, invited.headers['cache-control']], [200, 'no-store']);
    const [address = ''] = /http:\/\/127\.0\.0\.1:8000\/welcome\/[\w-]+/.exec(invited.body) ?? [];
    assert.match((await open(new URL(address).pathname, '')).body, /Choose a password for ana@tidewater\.example/);
    const page = await open('/people', cookie);
    assert.ok(page.body.includes('ana@tidewater.example') && !page.body.includes('/welcome/'));
    assert.ok(!page.body.includes('<b>Ruiz'));
    const again = await post({ url: '/people', cookie, form });
    assert.equal(again.status, 400);
    assert.match(again.body, /role="alert">Expected an address without an account/);
  });

  it('changes a role, ends sessions, and closes an account', async () => {
    const cookie = await cookieFor(maya.email);
    const toms = await cookieFor(tom.email);
    const ended = await post({ url: `/people/${tom.userId}/sign-out`, cookie });
    assert.deepEqual([ended.status, ended.headers['location']], [303, '/people']);
    assert.equal((await open('/people', toms)).headers['location'], '/sign-in?next=%2Fpeople');
    const version = await versionOf(tom.userId, cookie);
    await post({ url: `/people/${tom.userId}/role`, cookie, form: { role: 'manager', version } });
    assert.equal((await recordsOf('user.changed')).length, 1);
    await cookieFor(tom.email);
    const listed = (await recordsOf('session.listed')).length;
    assert.ok(!(await open('/people', cookie)).body.includes('/people/sessions/'));
    assert.equal((await recordsOf('session.listed')).length, listed);
    const page = await open('/people?sessions=shown', cookie);
    assert.equal((await recordsOf('session.listed')).length, listed + 1);
    const [, sessionId = ''] = /\/people\/sessions\/([^/]+)\/end/.exec(page.body) ?? [];
    assert.equal((await post({ url: `/people/sessions/${sessionId}/end`, cookie })).status, 303);
    await post({ url: `/people/${tom.userId}/close`, cookie });
    assert.equal((await recordsOf('user.ended')).length, 1);
    const renewed = await post({ url: `/people/${tom.userId}/link`, cookie });
    assert.match(renewed.body, /The link for tom@tidewater\.example/);
    const last = await post({ url: `/people/${maya.userId}/close`, cookie });
    assert.equal(last.status, 409);
    assert.match(last.body, /role="alert">Expected another administrator/);
  });

  it('gives a role to an account as it was read, and tells the second of two what the first has made of it', async () => {
    const ida = await join(at, { email: 'ida@tidewater.example', role: 'representative' });
    const [first, second] = [await cookieFor(maya.email), await cookieFor(maya.email)];
    const url = `/people/${ida.userId}/role`;
    const version = await versionOf(ida.userId, first);
    assert.equal(await versionOf(ida.userId, second), version);
    const done = await post({ url, cookie: first, form: { role: 'manager', version } });
    assert.equal(done.status, 303);
    const late = await post({ url, cookie: second, form: { role: 'executive', version } });
    assert.equal(late.status, 412);
    assert.match(late.body, /role="alert">Expected the account of ida@tidewater\.example as it was read/);
    assert.match(late.body, /Nothing was changed\. Read it again/);
    assert.match(roleFormOf(ida.userId, late.body), /value="manager" selected/);
    const now = await versionOf(ida.userId, second);
    assert.equal((await post({ url, cookie: second, form: { role: 'executive', version: now } })).status, 303);
    const without = await post({ url, cookie: first, form: { role: 'manager' } });
    assert.equal(without.status, 400);
    assert.match(roleFormOf(ida.userId, without.body), /value="executive" selected/);
  });

  it('makes, renews and ends keys, each shown this once', async () => {
    const cookie = await cookieFor(maya.email);
    const form = { name: 'Weekly export', as: 'read_only', user: '', days: '30', scope_call_access: 'on' };
    const made = await post({ url: '/people/keys', cookie, form });
    const [key = ''] = /sophia_sk_[\w-]+/.exec(made.body) ?? [];
    const url = `/api/v1/calls?workspace=main`;
    const authorization = `Bearer ${key}`;
    assert.equal((await server.inject({ url, headers: { host, authorization } })).statusCode, 200);
    const page = await open('/people', cookie);
    assert.ok(!page.body.includes(key) && page.body.includes(`…${key.slice(-4)}`));
    const [, keyId = ''] = /\/people\/keys\/([^/]+)\/renew/.exec(page.body) ?? [];
    assert.match((await post({ url: `/people/keys/${keyId}/renew`, cookie })).body, /The new key/);
    assert.equal((await post({ url: `/people/keys/${keyId}/end`, cookie })).status, 303);
    assert.equal((await server.inject({ url, headers: { host, authorization } })).statusCode, 401);
    const agent = await post({ url: '/people/keys', cookie, form: { ...form, as: 'agent' } });
    assert.match(agent.body, /role="alert">Expected whom the agent acts for/);
  });

  it('shows a representative their own keys and nothing to manage, and refuses what they send all the same', async () => {
    const ben = await join(at, { email: 'ben@tidewater.example', role: 'representative' });
    await createKey({ ctx, input: { kind: 'personal', name: 'Mine alone', user: ben.email } });
    await createKey({ ctx, input: { kind: 'personal', name: 'Of another', user: maya.email } });
    const cookie = await cookieFor(ben.email);
    const { status, body } = await open('/people', cookie);
    assert.equal(status, 200);
    assert.ok(body.includes('Mine alone') && !body.includes('Of another') && !body.includes(maya.email));
    assert.ok(!body.includes('Invite somebody') && !body.includes('/audit'));
    const tries = [
      post({ url: '/people', cookie, form: { email: 'x@x.example', name: 'X', role: 'administrator' } }),
      post({ url: `/people/${ben.userId}/role`, cookie, form: { role: 'administrator', version: 'any' } }),
      post({ url: `/people/${maya.userId}/close`, cookie }),
      post({ url: `/people/${maya.userId}/sign-out`, cookie }),
      open('/audit', cookie),
      open('/audit/verification', cookie),
      open('/audit/export', cookie),
    ];
    for (const refused of await Promise.all(tries)) assert.equal(refused.status, 403);
  });

  it('takes nothing from the page of another site', async () => {
    const cookie = await cookieFor(maya.email);
    for (const from of ['https://evil.example', 'null']) {
      const form = { email: 'mallory@x.example', name: 'M', role: 'administrator' };
      assert.equal((await post({ url: '/people', cookie, form, from })).status, 403);
    }
  });
});

describe('the page of the audit trail', () => {
  it('shows who did what by filters and in pages', async () => {
    const cookie = await cookieFor(maya.email);
    const page = await open('/audit', cookie);
    assert.match(page.body, /user\.ended/);
    const [, older = ''] = /<a href="([^"]+)">Older records/.exec(page.body) ?? [];
    assert.match((await open(older.replaceAll('&amp;', '&'), cookie)).body, /user\.invited/);
    const narrowed = await open('/audit?action=user.ended&actor=&result=done&from=2026-01-01&to=', cookie);
    assert.ok(narrowed.body.includes('user.ended') && !narrowed.body.includes('session.opened'));
    assert.match((await open('/audit?to=2020-01-01', cookie)).body, /No record is so/);
    assert.equal((await open('/audit?from=yesterday', cookie)).status, 400);
  });

  it('has it checked, finds what was altered, and exports it whole', async () => {
    const cookie = await cookieFor(maya.email);
    const checked = await open('/audit/verification', cookie);
    const [end = ''] = /\d+:[0-9a-f]{64}/.exec(checked.body) ?? [];
    assert.match(checked.body, /are as they were written/);
    assert.match((await open(`/audit/verification?anchor=${end}`, cookie)).body, /are as they were written/);
    const exported = await open('/audit/export', cookie);
    assert.match(String(exported.headers['content-disposition']), /attachment; filename="sophia-audit\.jsonl"/);
    assert.ok(exported.body.trimEnd().split('\n').length >= Number(end.split(':')[0]));
    assert.equal((await recordsOf('audit.exported')).length, 1);
    const second = and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.sequence, 2));
    await ctx.db.update(auditRecords).set({ action: 'call.imported' }).where(second);
    assert.match((await open('/audit/verification', cookie)).body, /role="alert".*not as it was written.*Record 2/s);
  });
});

describe('every page', () => {
  const greeting =
    '<form class="viewer" method="post" action="/sign-out"><p title="maya@tidewater.example, administrator"><bdi>Maya';
  const paths = [
    '/',
    '/deals',
    '/battlecards',
    '/changes',
    '/ledger',
    '/ask',
    '/search',
    '/people',
    '/teams',
    '/settings',
    '/audit',
  ];
  const others = ['/deals/main/dea_none', '/api/v1', '/nothing-here'];

  it('says who is signed in and lets them sign out, which its own policy allows', async () => {
    const cookie = await cookieFor(maya.email);
    for (const path of [...paths, ...others]) {
      const { body, headers } = await open(path, cookie);
      assert.equal(body.split(greeting).length, 2, path);
      assert.match(String(headers['content-security-policy']), /form-action 'self'$/, path);
      assert.match(body, /<meta name="referrer" content="same-origin">/, path);
    }
  });

  it('says so to nobody who has not signed in', async () => {
    const { body } = await open('/sign-in', '');
    assert.ok(!body.includes('/sign-out'));
  });
});
