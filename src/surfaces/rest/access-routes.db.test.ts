import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createSearchEngine, indexPending, repairSearch } from '#modules/search';
import { createKey, inviteUser, redeemLink } from '#modules/users';
import { createOutbound } from '#platform/outbound';
import { requestKeys } from '#platform/request-keys';
import { eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';
import { everyPage } from '../../../clients/typescript/sophia-client.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const outbound = createOutbound({ privateHosts: [], resolve: async () => [] });
const ctx = { ...workContextOf(world.ctx).ctx, outbound, search: createSearchEngine() };
const { server, client: visitor, clientWith } = await createRestServer(ctx);
after(() => server.close());
const workspace = ctx.workspaceId;
const password = 'a long enough password';
const email = 'maya@tidewater.example';
const { token } = await inviteUser({ ctx, input: { email, name: 'Maya', role: 'administrator' } });
await redeemLink({ ctx: { ...ctx, actor: { type: 'visitor' } }, input: { token, password } });

describe('the generated client', () => {
  it('signs in, shows who asks, and ends the session', async () => {
    await assert.rejects(visitor.getSession(), { message: /^sign-in\.required: / });
    await assert.rejects(visitor.signIn({ body: { email, password: 'another one' } }), {
      message: /^sign-in\.wrong: /,
    });
    const { accessToken } = await visitor.signIn({ body: { email, password } });
    const client = clientWith(accessToken);
    const who = await client.getSession();
    assert.deepEqual([who.type, who.email, who.role], ['user', email, 'administrator']);
    assert.ok(who.permissions.includes('admin_access'));
    assert.notEqual((await client.issueToken()).accessToken, '');
    assert.deepEqual(await client.signOut(), { ended: true });
    await assert.rejects(client.getSession(), { message: /^session\.ended: / });
  });

  it('makes, rotates and revokes keys', async () => {
    const { accessToken } = await visitor.signIn({ body: { email, password } });
    const client = clientWith(accessToken);
    const made = await client.createKey({ body: { kind: 'personal', name: 'Export', scopes: ['call_access'] } });
    const own = clientWith(made.key);
    assert.deepEqual((await own.getSession()).permissions, ['call_access']);
    const rotated = await client.rotateKey({ keyId: made.keyId, body: { overlapHours: 0 } });
    await assert.rejects(own.getSession(), { message: /^key\.ended: / });
    assert.deepEqual(await client.revokeKey({ keyId: rotated.keyId }), { keyId: rotated.keyId, revoked: true });
    const { keys } = await client.listKeys();
    assert.deepEqual(keys.map(({ state }) => state).toSorted(), ['ended', 'revoked']);
  });

  it('manages webhooks, searches, asks and rates', async () => {
    const { key } = await createKey({ ctx, input: { kind: 'service', name: 'n8n', role: 'administrator' } });
    const client = clientWith(key);
    const url = 'https://hooks.tidewater.example/';
    const { endpointId, secret } = await client.addWebhook({ workspace, body: { url, types: ['*'] } });
    const { deliveryId } = await client.testWebhook({ workspace, endpoint: endpointId });
    const page = await client.listWebhookDeliveries({ workspace, endpoint: endpointId });
    assert.deepEqual([page.deliveries.map((each) => each.deliveryId), page.nextCursor], [[deliveryId], null]);
    assert.equal((await client.getWebhookDelivery({ workspace, delivery: deliveryId })).tries.length, 1);
    assert.notEqual((await client.rotateWebhookSecret({ workspace, endpoint: endpointId, body: {} })).secret, secret);
    assert.deepEqual(await client.removeWebhook({ workspace, endpoint: endpointId }), { endpointId });
    await repairSearch({ ctx, input: { what: 'drift' } });
    await indexPending({ ctx, input: { limit: 10 } });
    const { hits } = await client.search({ workspace, q: 'Larkspur Hill', kind: 'deal' });
    assert.deepEqual(
      hits.map(({ kind, title }) => [kind, title]),
      [['deal', 'Larkspur Hill']],
    );
    assert.deepEqual((await client.search({ workspace, q: 'encryption keys' })).hits, []);
    const answer = await client.askQuestion({ workspace, body: { question: 'How many deals are open?' } });
    const rated = await client.rateAnswer({ workspace, answerId: answer.answerId, body: { rating: 'up' } });
    assert.equal(rated.rating, 5);
    const later = await client.askQuestion({ workspace, body: { question: 'How many deals are won?' } });
    const asked: string[] = [];
    for await (const page of everyPage(client.listQuestions, { workspace, limit: 1 })) {
      asked.push(...page.questions.map(({ answerId }) => answerId));
    }
    assert.deepEqual(asked, [later.answerId, answer.answerId]);
    const { questions } = await client.listQuestions({ workspace, rated: true });
    assert.deepEqual(
      questions.map(({ answerId }) => answerId),
      [answer.answerId],
    );
  });

  it('keeps no answer that shows a secret, and says so to whoever asks for it to be kept', async () => {
    const { accessToken } = await visitor.signIn({ body: { email, password } });
    const body = { kind: 'personal', name: 'Export' } as const;
    const kept = clientWith(accessToken).createKey({ body }, { idempotencyKey: 'key-1' });
    await assert.rejects(kept, { message: /^input\.invalid: / });
    const rows = await ctx.db.select().from(requestKeys).where(eq(requestKeys.workspaceId, workspace));
    assert.deepEqual(rows, []);
  });

  it('works for the workspace of the accounts, whatever is asked for otherwise', async () => {
    const { key } = await createKey({ ctx, input: { kind: 'service', name: 'Reader', role: 'read_only' } });
    const answer = await server.inject({
      url: '/api/v1/session?workspace=example',
      headers: { host: '127.0.0.1:8000', authorization: `Bearer ${key}` },
    });
    assert.equal(answer.statusCode, 400);
    assert.equal((await clientWith(key).getSession()).role, 'read_only');
  });
});
