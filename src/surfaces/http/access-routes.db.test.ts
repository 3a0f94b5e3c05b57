import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { createKey, inviteUser } from '#modules/users';
import { auditRecords } from '#platform/db';
import { eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
const workspaceId = ctx.workspaceId;
const publicHost = 'sophia.tidewater.example';
const { server } = await createRestServer(ctx, { webhooks: { gong: async () => undefined }, publicHost });
after(() => server.close());

const password = 'a long enough password';
const local = '127.0.0.1:8000';
const Problem = z.object({ code: z.string() });

interface Asked {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

async function ask(url: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const answer = await server.inject({
    method,
    url,
    headers: { host: local, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  const parsed: unknown = isJson ? z.unknown().parse(answer.json()) : null;
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: parsed };
}

function codeOf({ body }: { body: unknown }): string {
  return Problem.parse(body).code;
}

function cookieOf({ headers }: { headers: Record<string, unknown> }): string {
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

const form = { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${local}` };
const page = { accept: 'text/html' };
const calls = `/api/v1/calls?workspace=${workspaceId}`;

async function link(email: string, role: 'administrator' | 'representative'): Promise<string> {
  const { token } = await inviteUser({ ctx, input: { email, name: 'Maya', role } });
  return `/welcome/${token}`;
}

/** The one suite goes through in its order: nobody has an account, then somebody has. */
describe('a server', () => {
  it('is its operator’s until somebody has an account: nothing is asked for', async () => {
    assert.equal((await ask(calls)).status, 200);
    assert.match((await ask('/sign-in', { headers: page })).text, /No account is needed/);
    assert.equal((await ask(calls, { headers: { authorization: 'Bearer sophia_sk_wrong' } })).status, 401);
    assert.equal((await ask('/', { headers: { host: 'sophia.tidewater.example' } })).status, 421);
    assert.equal((await ask('/sign-in', { headers: { host: 'evil.example' } })).status, 421);
  });

  it('welcomes the first account by its link, and from then on asks everybody who they are', async () => {
    const address = await link('maya@tidewater.example', 'administrator');
    assert.match((await ask(address, { headers: page })).text, /maya@tidewater\.example/);
    const differing = await ask(address, { method: 'POST', headers: form, body: `password=${password}&again=another` });
    assert.match(differing.text, /The two passwords differ/);
    assert.equal((await ask(calls)).status, 200);
    const entered = await ask(address, {
      method: 'POST',
      headers: form,
      body: `password=${password}&again=${password}`,
    });
    assert.deepEqual([entered.status, entered.headers.location], [303, '/']);
    assert.match(
      String(entered.headers['set-cookie']),
      /^sophia_session=session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=86400$/,
    );
    const refused = await ask(calls);
    assert.deepEqual([refused.status, codeOf(refused)], [401, 'sign-in.required']);
    assert.match(String(refused.headers['www-authenticate']), /^Bearer/);
    const sent = await ask('/ledger?tab=calls', { headers: page });
    assert.deepEqual([sent.status, sent.headers.location], [303, '/sign-in?next=%2Fledger%3Ftab%3Dcalls']);
    assert.equal((await ask(calls, { headers: { cookie: cookieOf(entered) } })).status, 200);
    const again = await ask(address, { headers: page });
    assert.deepEqual([again.status, /<h1>This link has been used<\/h1>/.test(again.text)], [410, true]);
    assert.match(again.text, /Sign in with the password that was set/);
    for (const open of ['/health/live', '/sign-in']) assert.equal((await ask(open)).status, 200);
    const signed = { authorization: 'a.signed.token', 'content-type': 'application/json' };
    assert.equal((await ask('/webhooks/gong', { method: 'POST', headers: signed, body: {} })).status, 200);
  });

  it('signs in by form, goes on where one was, never to another site, and signs out', async () => {
    function body(next: string): string {
      return new URLSearchParams({ email: 'maya@tidewater.example', password, next }).toString();
    }
    for (const [next, goesTo] of [
      ['/changes', '/changes'],
      ['//evil.example', '/'],
      ['https://evil.example', '/'],
    ] as const) {
      const entered = await ask('/sign-in', { method: 'POST', headers: form, body: body(next) });
      assert.deepEqual([entered.status, entered.headers.location], [303, goesTo]);
    }
    const wrong = await ask('/sign-in', {
      method: 'POST',
      headers: form,
      body: 'email=%3Cb%3E&password=not+this+one',
    });
    assert.deepEqual(
      [wrong.status, wrong.text.includes('<b>'), /not right|belongs to it/.test(wrong.text)],
      [401, false, true],
    );
    const foreign = { ...form, origin: 'https://evil.example' };
    assert.equal((await ask('/sign-in', { method: 'POST', headers: foreign, body: body('/') })).status, 403);
    const cookie = cookieOf(await ask('/sign-in', { method: 'POST', headers: form, body: body('/') }));
    assert.match((await ask('/sign-in', { headers: { cookie, ...page } })).text, /Signed in as Maya/);
    const foreignOut = { cookie, origin: 'https://evil.example' };
    assert.equal((await ask('/sign-out', { method: 'POST', headers: foreignOut })).status, 403);
    const out = await ask('/sign-out', { method: 'POST', headers: { cookie, origin: `http://${local}` } });
    assert.deepEqual([out.status, out.headers.location], [303, '/sign-in']);
    assert.equal(out.headers['clear-site-data'], '"storage"');
    assert.equal(codeOf(await ask(calls, { headers: { cookie } })), 'session.ended');
  });

  it('gives programs a session, tokens of minutes, and keys, and takes each back at once', async () => {
    const signIn = { email: 'maya@tidewater.example', password };
    const opened = await ask('/api/v1/session', { method: 'POST', body: signIn });
    const { accessToken } = z.object({ accessToken: z.string() }).parse(opened.body);
    const bearer = { authorization: `Bearer ${accessToken}` };
    const who = await ask('/api/v1/session', { headers: bearer });
    assert.deepEqual(
      [opened.status, Object(who.body).email, Object(who.body).role],
      [201, signIn.email, 'administrator'],
    );
    const next = await ask('/api/v1/session/token', {
      method: 'POST',
      headers: { cookie: cookieOf(opened) },
      body: {},
    });
    assert.equal(next.status, 200);
    const made = await ask('/api/v1/keys', {
      method: 'POST',
      headers: bearer,
      body: { kind: 'personal', name: 'Export' },
    });
    const { key, keyId } = z.object({ key: z.string(), keyId: z.string() }).parse(made.body);
    const keyed = { authorization: `Bearer ${key}` };
    assert.equal((await ask(calls, { headers: keyed })).status, 200);
    assert.equal((await ask(`/api/v1/keys/${keyId}`, { method: 'DELETE', headers: bearer })).status, 200);
    assert.equal(codeOf(await ask(calls, { headers: keyed })), 'key.ended');
    assert.equal((await ask('/api/v1/session', { method: 'DELETE', headers: bearer })).status, 200);
    assert.equal(codeOf(await ask(calls, { headers: bearer })), 'session.ended');
    const bad = await ask('/api/v1/session', { method: 'POST', body: { email: signIn.email } });
    assert.equal(codeOf(bad), 'input.invalid');
  });

  it('slows whoever guesses, and says for how long', async () => {
    const guess = { email: 'tom@tidewater.example', password: 'guessed it is not' };
    const codes: string[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      const answer = await ask('/api/v1/session', { method: 'POST', body: guess });
      codes.push(codeOf(answer));
      if (tries === 5) assert.deepEqual([answer.status, answer.headers['retry-after']], [429, '1']);
    }
    assert.deepEqual(codes, [...Array<string>(5).fill('sign-in.wrong'), 'sign-in.slowed']);
  });

  it('lets each do and see what the law says, and records what it refused, from where and for which request', async () => {
    const { key } = await createKey({ ctx, input: { kind: 'service', name: 'n8n', role: 'representative' } });
    const keyed = { authorization: `Bearer ${key}` };
    assert.deepEqual((await ask(calls, { headers: keyed })).body, { calls: [], nextCursor: null });
    const refused = await ask(`/api/v1/notifications?workspace=${workspaceId}`, { headers: keyed });
    assert.deepEqual([refused.status, codeOf(refused)], [403, 'access.denied']);
    const elsewhere = await suite.createWorkspace();
    const other = await ask(`/api/v1/calls?workspace=${elsewhere}`, { headers: keyed });
    assert.deepEqual([other.status, codeOf(other)], [404, 'workspace.not-found']);
    const requestId = z.object({ requestId: z.string() }).parse(refused.body).requestId;
    const rows = await ctx.db.select().from(auditRecords).where(eq(auditRecords.requestId, requestId));
    assert.deepEqual(
      rows.map(({ action, result, ipAddress, details }) => ({ action, result, ipAddress, details })),
      [
        {
          action: 'access.denied',
          result: 'refused',
          ipAddress: '127.0.0.1',
          details: { action: 'notification.read' },
        },
      ],
    );
    const made = await ctx.db.select().from(auditRecords).where(eq(auditRecords.action, 'request.made'));
    assert.ok(made.some(({ resource }) => JSON.stringify(resource).includes('POST /api/v1/keys')));
  });

  it('answers under its public name once people sign in, with a cookie for TLS alone', async () => {
    const host = 'sophia.tidewater.example';
    assert.equal(codeOf(await ask(calls, { headers: { host } })), 'sign-in.required');
    assert.equal((await ask('/metrics', { headers: { host } })).status, 421);
    const opened = await ask('/api/v1/session', {
      method: 'POST',
      headers: { host, origin: `https://${host}` },
      body: { email: 'maya@tidewater.example', password },
    });
    assert.match(String(opened.headers['set-cookie']), /; Secure$/);
  });
});
