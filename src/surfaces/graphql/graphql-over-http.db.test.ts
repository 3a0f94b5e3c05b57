import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { serverAudits } from 'graphql-http';
import { z } from 'zod';
import { createKey, inviteUser, redeemLink } from '#modules/users';
import { auditRecords } from '#platform/db';
import { eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';
import { hashOfOperation } from './persisted/operation-store.ts';

const suite = await databaseForSuite();
const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
const listedQuery = '{ deals { totalCount } }';
const { server } = await createRestServer(ctx);
const listed = await createRestServer(ctx, { graphql: { listed: [listedQuery], onlyListed: true } });
const slow = await createRestServer(ctx, { apiRequestsPerMinute: 2 });
const address = await server.listen({ host: '127.0.0.1', port: 0 });
after(async () => {
  for (const one of [server, listed.server, slow.server]) await one.close();
});

const path = `/graphql?workspace=${ctx.workspaceId}`;
const Answer = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).optional(),
  code: z.string().optional(),
});

/** Answer to an injected request; the code is that of the first error, wherever it stands. */
async function ask(
  given: {
    method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
    query?: Readonly<Record<string, string>>;
    body?: string | object;
    headers?: Readonly<Record<string, string>>;
    to?: typeof server;
  } = {},
) {
  const { method = 'POST', query = {}, body, headers = {}, to = server } = given;
  const url = `${path}&${new URLSearchParams(query).toString()}`;
  const payload = body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) };
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await to.inject({ method, url, headers: { host: '127.0.0.1:8000', ...type, ...headers }, ...payload });
  const parsed = answer.body.startsWith('{') ? Answer.parse(answer.json()) : {};
  const code = parsed.errors?.[0]?.extensions.code ?? parsed.code ?? null;
  return { status: answer.statusCode, headers: answer.headers, data: parsed.data, code, text: answer.body };
}

const strict = { accept: 'application/graphql-response+json' };

describe('GraphQL over HTTP', () => {
  it('passes every audit of the specification', async () => {
    const audits = serverAudits({ url: `${address}${path}`, fetchFn: fetch });
    assert.ok(audits.length > 50);
    const failed: string[] = [];
    for (const audit of audits) {
      const result = await audit.fn();
      if (result.status !== 'ok') failed.push(`${audit.id} ${audit.name}: ${result.status} ${result.reason}`);
    }
    assert.deepEqual(failed, []);
  });

  it('answers in the media type that was asked for, with a status that says how it went', async () => {
    const good = { query: '{ deals { totalCount } }' };
    const cases = [
      [good, {}, 200, 'application/json; charset=utf-8'],
      [good, strict, 200, 'application/graphql-response+json; charset=utf-8'],
      [{ query: '{ nothing }' }, strict, 400, 'application/graphql-response+json; charset=utf-8'],
      [{ query: '{ nothing }' }, {}, 200, 'application/json; charset=utf-8'],
      [{ query: '{' }, strict, 400, 'application/graphql-response+json; charset=utf-8'],
      [
        { query: '{ calls(first: 0) { totalCount } }' },
        strict,
        200,
        'application/graphql-response+json; charset=utf-8',
      ],
    ] as const;
    for (const [body, headers, status, type] of cases) {
      const answer = await ask({ body, headers });
      assert.deepEqual([answer.status, answer.headers['content-type']], [status, type], body.query);
      assert.equal(answer.headers['cache-control'], 'no-store');
    }
    assert.equal((await ask({ body: good, headers: { accept: 'text/html' } })).status, 406);
  });

  it('takes GET and POST, and names what cannot be read', async () => {
    assert.deepEqual((await ask({ method: 'GET', query: { query: listedQuery } })).data, { deals: { totalCount: 1 } });
    const variables = JSON.stringify({ first: 1 });
    const query = 'query ($first: Int!) { calls(first: $first) { totalCount } }';
    assert.deepEqual((await ask({ method: 'GET', query: { query, variables } })).data, { calls: { totalCount: 0 } });
    const refused = [
      [{ method: 'PUT' }, 405, 'method.not-allowed'],
      [{ method: 'GET' }, 400, 'graphql.invalid'],
      [{ method: 'GET', query: { query, variables: '{' } }, 400, 'graphql.invalid'],
      [{ body: '{' }, 400, 'graphql.invalid'],
      [{ body: '[]' }, 400, 'graphql.invalid'],
      [{ body: { query: 7 } }, 400, 'graphql.invalid'],
      [{ body: { query, variables: [] } }, 400, 'graphql.invalid'],
      [{ body: `{"query":"${'x'.repeat(110_000)}"}` }, 413, 'request.too-large'],
      [{ body: { query: listedQuery }, headers: { origin: 'https://evil.example' } }, 403, 'access.denied'],
    ] as const;
    for (const [given, status, code] of refused) {
      const answer = await ask(given);
      assert.deepEqual([answer.status, answer.code], [status, code], JSON.stringify(given).slice(0, 80));
    }
    assert.equal((await ask({ method: 'DELETE' })).headers['allow'], 'GET, POST');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    assert.equal((await ask({ body: 'query=1', headers: form })).status, 415);
    const elsewhere = await server.inject({
      method: 'POST',
      url: '/graphql?workspace=nowhere',
      headers: { host: '127.0.0.1:8000', 'content-type': 'application/json' },
      payload: JSON.stringify({ query: listedQuery }),
    });
    assert.deepEqual([elsewhere.statusCode, Answer.parse(elsewhere.json()).code], [404, 'workspace.not-found']);
  });

  it('counts requests like the rest of the API', async () => {
    const request = { body: { query: listedQuery }, to: slow.server };
    const codes = [await ask(request), await ask(request), await ask(request)].map(({ code }) => code);
    assert.deepEqual(codes, [null, null, 'request.too-many']);
  });

  it('takes an operation by its hash once it has had its text', async () => {
    const query = '{ contacts { totalCount } }';
    const extensions = { persistedQuery: { version: 1, sha256Hash: hashOfOperation(query) } };
    const unknown = await ask({ body: { extensions }, headers: strict });
    assert.deepEqual([unknown.status, unknown.code], [400, 'graphql.operation-unknown']);
    assert.match(unknown.text, /"message":"PersistedQueryNotFound"/);
    const data = { contacts: { totalCount: 1 } };
    assert.deepEqual((await ask({ body: { query, extensions } })).data, data);
    assert.deepEqual((await ask({ body: { extensions } })).data, data);
    const byAddress = { extensions: JSON.stringify(extensions) };
    assert.deepEqual((await ask({ method: 'GET', query: byAddress })).data, data);
  });

  it('takes listed operations alone where that is set', async () => {
    const { server: to } = listed;
    const extensions = { persistedQuery: { version: 1, sha256Hash: hashOfOperation(listedQuery) } };
    const data = { deals: { totalCount: 1 } };
    assert.deepEqual((await ask({ to, body: { query: listedQuery } })).data, data);
    assert.deepEqual((await ask({ to, body: { extensions } })).data, data);
    for (const query of ['{ contacts { totalCount } }', '{ __schema { types { name } } }']) {
      assert.equal((await ask({ to, body: { query } })).code, 'graphql.not-listed');
    }
  });
});

describe('GraphQL once people sign in', () => {
  it('tells nobody anything who has not signed in, not even its schema', async () => {
    const { token } = await inviteUser({
      ctx,
      input: { email: 'maya@tidewater.example', name: 'Maya Okafor', role: 'administrator' },
    });
    const visitor = { ...ctx, actor: { type: 'visitor' } as const };
    await redeemLink({ ctx: visitor, input: { token, password: 'a long sentence that nobody guesses' } });
    const { key } = await createKey({ ctx, input: { kind: 'service', name: 'n8n', role: 'read_only' } });
    const keyed = { authorization: `Bearer ${key}` };
    for (const query of [
      listedQuery,
      '{ __schema { types { name } } }',
      '{ nothing',
      `{ ${'__typename '.repeat(100)} }`,
    ]) {
      const refused = await ask({ body: { query } });
      assert.deepEqual([refused.status, refused.code], [401, 'sign-in.required'], query);
    }
    assert.deepEqual((await ask({ body: { query: listedQuery }, headers: keyed })).data, { deals: { totalCount: 1 } });
    const rows = await ctx.db.select().from(auditRecords).where(eq(auditRecords.action, 'request.made'));
    assert.ok(!rows.some(({ resource }) => JSON.stringify(resource).includes('/graphql')));
  });
});
