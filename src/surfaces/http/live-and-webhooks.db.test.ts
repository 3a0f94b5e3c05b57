import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { request as httpRequest, IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { type ClientOptions, WebSocket } from 'ws';
import { z } from 'zod';
import { changeUser, createKey, revokeKey } from '#modules/users';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { createOutbound } from '#platform/outbound';
import { createMetrics } from '#platform/telemetry';
import { createLiveHub } from '#surfaces/live';
import { join } from '#test/access-place';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { takeWebhooks } from '#test/take-webhooks';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const ctx = { ...workContextOf(world.ctx).ctx, outbound: createOutbound({ privateHosts: ['127.0.0.1'] }) };
const metrics = createMetrics();
const live = createLiveHub({
  db: ctx.db,
  log: ctx.log,
  mostClients: 3,
  watch: {
    clients: () => undefined,
    connection: (outcome) => metrics.liveConnections.inc({ outcome }),
    subscription: () => undefined,
    eventSent: () => undefined,
  },
});
const { server } = await createRestServer(ctx, { metrics, live, publicHost: 'sophia.example' });
const address = await server.listen({ host: '127.0.0.1', port: 0 });
const host = new URL(address).host;
const receiver = await takeWebhooks();
after(async () => {
  receiver.close();
  await server.close();
});

const workspace = `workspace=${ctx.workspaceId}`;
const RequestLine = z.object({ method: z.enum(['GET', 'POST', 'DELETE']), path: z.string() });
const Problem = z.object({ code: z.string(), action: z.string().min(1) });

/** `GET /path`, from a page of this server unless another `origin` is given; without a body where none is. */
async function ask(line: string, given: { body?: object; origin?: string } = {}) {
  const { body, origin } = given;
  const { method, path } = RequestLine.parse(/^(?<method>\w+) (?<path>.*)$/.exec(line)?.groups);
  const answer = await server.inject({
    method,
    url: path,
    headers: { host, ...(origin === undefined ? {} : { origin }) },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: z.unknown().parse(answer.json()) };
}

/** Status and error code of an upgrade that is refused. */
async function refusal(path: string, headers: ClientOptions['headers'] = {}): Promise<string> {
  const socket = new WebSocket(`ws://${host}${path}`, { headers });
  const [, response] = await once(socket, 'unexpected-response');
  assert.ok(response instanceof IncomingMessage);
  const { code } = Problem.parse(JSON.parse(await text(response)));
  return `${response.statusCode} ${code}`;
}

const Frame = z.looseObject({ type: z.string(), id: z.string().optional(), code: z.string().optional() });

/** The next frames that come. */
async function framesOf(socket: WebSocket, { count }: { count: number }): Promise<z.infer<typeof Frame>[]> {
  const frames: z.infer<typeof Frame>[] = [];
  for await (const [data] of on(socket, 'message', { close: ['close'] })) {
    frames.push(Frame.parse(JSON.parse(String(data))));
    if (frames.length === count) break;
  }
  return frames;
}

describe('the routes of webhooks', () => {
  it('add an endpoint, try it, show what was sent, and take it away', async () => {
    const added = await ask(`POST /api/v1/webhooks?${workspace}`, {
      body: { url: receiver.url, types: ['call.analyzed'], description: 'For n8n' },
    });
    assert.equal(added.status, 201);
    const { endpointId, secret } = z.object({ endpointId: z.string(), secret: z.string() }).parse(added.body);
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    const tested = await ask(`POST /api/v1/webhooks/${endpointId}/test?${workspace}`, { body: {} });
    const { deliveryId } = z.object({ deliveryId: z.string(), outcome: z.literal('delivered') }).parse(tested.body);
    const listed = await ask(`GET /api/v1/webhooks?${workspace}`);
    assert.ok(JSON.stringify(listed.body).includes(endpointId) && !JSON.stringify(listed.body).includes(secret));
    const shown = await ask(`GET /api/v1/webhook-deliveries/${deliveryId}?${workspace}`);
    assert.equal(z.object({ tries: z.array(z.object({ status: z.int() })) }).parse(shown.body).tries[0]?.status, 200);
    const log = await ask(`GET /api/v1/webhook-deliveries?${workspace}&state=delivered&limit=1`);
    assert.equal(z.object({ deliveries: z.array(z.unknown()) }).parse(log.body).deliveries.length, 1);
    const again = await ask(`POST /api/v1/webhook-deliveries/${deliveryId}/replay?${workspace}`, { body: {} });
    assert.deepEqual(again.body, { endpointId, queued: 1, state: 'active' });
    const range = await ask(`POST /api/v1/webhooks/${endpointId}/replay?${workspace}`, {
      body: { from: '2026-09-14T00:00:00Z' },
    });
    assert.deepEqual(range.body, { endpointId, queued: 0, state: 'active' });
    const rotated = await ask(`POST /api/v1/webhooks/${endpointId}/secret?${workspace}`, { body: {} });
    assert.notEqual(z.object({ secret: z.string() }).parse(rotated.body).secret, secret);
    assert.equal((await ask(`POST /api/v1/webhooks/${endpointId}/enable?${workspace}`, { body: {} })).status, 200);
    assert.equal((await ask(`DELETE /api/v1/webhooks/${endpointId}?${workspace}`)).status, 200);
    assert.deepEqual((await ask(`GET /api/v1/webhooks?${workspace}`)).body, { endpoints: [], nextCursor: null });
  });

  it('name what is wrong, and change nothing for a page of another site', async () => {
    const body = { url: receiver.url, types: ['*'] };
    const refused = [
      ['POST', `/api/v1/webhooks?${workspace}`, { body, origin: 'https://evil.example' }, 'access.denied'],
      ['POST', `/api/v1/webhooks?${workspace}`, { body: { ...body, types: ['no.such'] } }, 'input.invalid'],
      ['POST', `/api/v1/webhooks?${workspace}`, { body: { ...body, types: [] } }, 'input.invalid'],
      [
        'POST',
        `/api/v1/webhooks?${workspace}`,
        { body: { ...body, url: 'https://10.0.0.1/' } },
        'webhook.address-refused',
      ],
      ['POST', '/api/v1/webhooks?workspace=nowhere', { body }, 'workspace.not-found'],
      ['POST', `/api/v1/webhooks/whe_ffffffff/test?${workspace}`, { body: {} }, 'webhook.not-found'],
      ['DELETE', `/api/v1/webhooks/whe_ffffffff?${workspace}`, {}, 'webhook.not-found'],
      ['GET', `/api/v1/webhook-deliveries/whd_ffffffff?${workspace}`, {}, 'webhook.not-found'],
      ['GET', `/api/v1/webhook-deliveries?${workspace}&limit=0`, {}, 'input.invalid'],
    ] as const;
    for (const [method, path, given, code] of refused) {
      const { status, body: answer } = await ask(`${method} ${path}`, given);
      assert.ok(status >= 400 && status < 500, `${path} ${status}`);
      assert.equal(Problem.parse(answer).code, code, path);
    }
    assert.deepEqual((await ask(`GET /api/v1/webhooks?${workspace}`)).body, { endpoints: [], nextCursor: null });
  });
});

describe('/ws', () => {
  it('tells of what happens, to programs and to pages of this server', async () => {
    for (const options of [{}, { origin: `http://${host}` }]) {
      const socket = new WebSocket(`ws://${host}/ws?${workspace}`, options);
      await once(socket, 'open');
      const subscribed = once(socket, 'message');
      socket.send(JSON.stringify({ type: 'subscribe', topics: ['deals'] }));
      assert.match(String((await subscribed)[0]), /"type":"subscribed"/);
      const told = once(socket, 'message');
      const event = { type: 'warning.raised', warningId: 'wrn_1' } as const;
      await transact({ ctx }, (inner) => publish({ ctx: inner, event }));
      const frame = z
        .object({ id: z.string(), topic: z.literal('deals'), message: z.object({ data: z.unknown() }) })
        .parse(JSON.parse(String((await told)[0])));
      assert.deepEqual(frame.message.data, { warningId: 'wrn_1' });
      socket.close();
      await once(socket, 'close');
    }
  });

  it('refuses pages of other sites, other names of this machine, and workspaces that there are not', async () => {
    assert.equal(await refusal(`/ws?${workspace}`, { origin: 'https://evil.example' }), '403 access.denied');
    assert.equal(await refusal('/ws?workspace=nowhere'), '404 workspace.not-found');
    assert.equal(await refusal('/ws?nonsense=1'), '400 input.invalid');
    assert.equal(await refusal('/nowhere'), '404 address.not-found');
    const socket = new WebSocket(`ws://${host}/ws?${workspace}`, { headers: { host: 'sophia.example' } });
    const [, response] = await once(socket, 'unexpected-response');
    assert.equal(response.statusCode, 421);
  });

  it('refuses who comes when all places are taken, also at /graphql, and counts them', async () => {
    const sockets = [1, 2, 3].map(() => new WebSocket(`ws://${host}/ws?${workspace}`));
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    for (const path of ['/ws', '/graphql']) {
      assert.equal(await refusal(`${path}?${workspace}`), '503 live.too-many');
    }
    const { values } = await metrics.liveConnections.get();
    assert.equal(values.find(({ labels }) => labels.outcome === 'refused')?.value, 2);
    for (const socket of sockets) socket.close();
    await Promise.all(sockets.map((socket) => once(socket, 'close')));
  });

  it('answers a plain request, and an upgrade to something else, in words', async () => {
    const plain = await server.inject({ method: 'GET', url: `/ws?${workspace}`, headers: { host } });
    assert.equal(plain.statusCode, 426);
    const asked = httpRequest(`http://${host}/health/live`, {
      headers: { connection: 'Upgrade', upgrade: 'h2c' },
    }).end();
    const [response] = await once(asked, 'response');
    assert.equal(response.statusCode, 200);
    response.resume();
    await once(response, 'end');
  });

  it('ends a client that sends too much at once', async () => {
    const socket = new WebSocket(`ws://${host}/ws?${workspace}`);
    await once(socket, 'open');
    socket.send('x'.repeat(300_000));
    const [code] = await once(socket, 'close');
    assert.equal(code, 1009);
  });

  it('answers a question of 50,000 characters with what is wrong with it, and the next one as ever', async () => {
    const socket = new WebSocket(`ws://${host}/ws?${workspace}`);
    await once(socket, 'open');
    for (const character of ['x', 'ж', '\u{1D4B3}'])
      socket.send(JSON.stringify({ type: 'ask', id: 'long', question: character.repeat(50_000 / character.length) }));
    const refused = await framesOf(socket, { count: 3 });
    for (const frame of refused) {
      assert.deepEqual([frame.type, frame.id, frame.code], ['error', 'long', 'input.invalid']);
      assert.match(String(frame['message']), /at most 2,000 characters, found 50,000/);
    }
    socket.send(JSON.stringify({ type: 'ask', id: 'short', question: 'how many deals are open?' }));
    const [first] = await framesOf(socket, { count: 1 });
    assert.deepEqual([first?.type, first?.id], ['answer', 'short']);
    socket.close();
    await once(socket, 'close');
  });

  it('lets go whose session, key or account has ended, and the operator once somebody has an account', async () => {
    const visitor = { ...ctx, actor: { type: 'visitor' } as const, ipAddress: '127.0.0.1' };
    async function open(headers: Readonly<Record<string, string>>) {
      const socket = new WebSocket(`ws://${host}/ws?${workspace}`, { headers });
      const closed = once(socket, 'close').then(([code, reason]) => `${code} ${String(reason)}`);
      await once(socket, 'open');
      return { socket, closed };
    }
    const operator = await open({});
    const maya = await join({ ctx, visitor });
    const tom = await join({ ctx, visitor }, { email: 'tom@tidewater.example' });
    await live.renew();
    assert.match(await operator.closed, /^1008 sign-in\.required: sign in/);
    const { key, keyId } = await createKey({ ctx, input: { kind: 'personal', name: 'Live', user: maya.userId } });
    const bySession = await open({ cookie: `sophia_session=${tom.session.token}` });
    const byKey = await open({ authorization: `Bearer ${key}` });
    await live.renew();
    assert.deepEqual([bySession.socket.readyState, byKey.socket.readyState], [WebSocket.OPEN, WebSocket.OPEN]);
    await revokeKey({ ctx, input: { key: keyId } });
    await changeUser({ ctx, input: { user: tom.userId, role: null, state: 'ended' } });
    await live.renew();
    assert.match(await byKey.closed, /^1008 key\.ended/);
    assert.match(await bySession.closed, /^1008 session\.ended/);
  });
});
