import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createKey, inviteUser, redeemLink, rotateKey } from '#modules/users';
import { createOutbound } from '#platform/outbound';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
const visitor = { ...ctx, actor: { type: 'visitor' } } as const;
const { server, client } = await createRestServer({ ...ctx, outbound: createOutbound({ privateHosts: [] }) });
after(() => server.close());
const password = 'a long enough password';

async function join(name: string): Promise<string> {
  const email = `${name}@tidewater.example`;
  const { token } = await inviteUser({ ctx, input: { email, name, role: 'administrator' } });
  await redeemLink({ ctx: visitor, input: { token, password } });
  return email;
}
const [maya, tom] = [await join('maya'), await join('tom')];

async function tokenOf(email: string): Promise<string> {
  return (await client.signIn({ body: { email, password } })).accessToken;
}

/** Adds a tracker with a key; whether it was done, or answered with what was done before. */
async function add(credential: string, key: string): Promise<string> {
  const answer = await server.inject({
    method: 'POST',
    url: `/api/v1/trackers?workspace=${ctx.workspaceId}`,
    headers: { host: '127.0.0.1:8000', authorization: `Bearer ${credential}`, 'idempotency-key': key },
    payload: { name: `Tracker ${key}`, kind: 'keyword', phrases: ['list price'], side: null },
  });
  if (answer.statusCode !== 200) return `${answer.statusCode}`;
  return answer.headers['idempotency-replayed'] === 'true' ? 'answered' : 'done';
}

describe('an idempotency key', () => {
  it('is known again after a renewed token and a new sign-in, and with a key of the same person', async () => {
    const first = await tokenOf(maya);
    assert.equal(await add(first, 'one'), 'done');
    ctx.clock.advance(1000);
    assert.equal(await add(await tokenOf(maya), 'one'), 'answered');
    const own = await createKey({ ctx, input: { kind: 'personal', name: 'Own', user: maya } });
    assert.equal(await add(own.key, 'one'), 'answered');
  });

  it('of one person is nothing to another, nor to a key of the same person that may less', async () => {
    assert.equal(await add(await tokenOf(maya), 'two'), 'done');
    assert.equal(await add(await tokenOf(tom), 'two'), 'done');
    const scoped = { kind: 'personal', name: 'Calls', user: maya } as const;
    const { key } = await createKey({ ctx, input: { ...scoped, scopes: ['admin_access', 'call_access'] } });
    assert.equal(await add(key, 'two'), 'done');
    const slack = await createKey({ ctx, input: { ...scoped, name: 'Slack', scopes: ['slack_access'] } });
    assert.equal(await add(slack.key, 'two'), '403');
  });

  it('of a program goes over to the key that takes the place of its own, and to no other program', async () => {
    const service = { kind: 'service', name: 'n8n', role: 'revenue_operations' } as const;
    const made = await createKey({ ctx, input: service });
    assert.equal(await add(made.key, 'three'), 'done');
    const second = await rotateKey({ ctx, input: { key: made.keyId } });
    assert.equal(await add(second.key, 'three'), 'answered');
    const third = await rotateKey({ ctx, input: { key: second.keyId } });
    assert.equal(await add(third.key, 'three'), 'answered');
    const other = await createKey({ ctx, input: service });
    assert.equal(await add(other.key, 'three'), 'done');
  });
});
