import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import { takeWebhooks, type WebhookTaker } from '#test/take-webhooks';
import { waitUntil } from '#test/wait-until';
import { html, type RunningSimulator, type SimulatorDefinition, startSimulator } from './index.ts';

const State = z.strictObject({ notes: z.array(z.string()), made: z.int() });
type State = z.infer<typeof State>;

const definition: SimulatorDefinition<State> = {
  name: 'gong',
  title: 'Notes',
  initialState: (previous) => ({ notes: [], made: (previous?.made ?? 0) + 1 }),
  stateSchema: State,
  routes: [
    {
      method: 'POST',
      path: '/notes/:name',
      handler: ({ state, body, parameters, count, webhooks, takeFault, limits }) => {
        if (!limits.take({ key: 'notes', limit: 4, windowMs: 1000 }).allowed) return { status: 429, body: 'slower' };
        const text = takeFault('swallowed') === null ? z.object({ text: z.string() }).parse(body).text : '(swallowed)';
        state.notes.push(`${parameters['name']}: ${text}`);
        webhooks.send({ topic: 'note.created', payload: { text } });
        return { status: 200, body: { id: count('note') } };
      },
    },
    { method: 'GET', path: '/notes', handler: ({ state }) => ({ status: 200, body: state.notes }) },
  ],
  faultKinds: ['swallowed'],
  errorFor: ({ kind, retryAfterSeconds }) => ({
    status: kind === 'rate_limited' ? 429 : 500,
    headers: retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) },
    body: { kind },
  }),
  notFound: ({ path }) => ({ status: 404, body: { nothingAt: path } }),
  inspector: ({ state }) => html`<ul>${state.notes.map((note) => html`<li>${note}</li>`)}</ul>`,
  webhooks: {
    retryDelaysMs: [60_000],
    timeoutMs: 2000,
    write: ({ delivery, count, wrongSignature }) => ({
      headers: { 'content-type': 'application/json', 'x-signature': wrongSignature ? 'wrong' : 'right' },
      body: JSON.stringify({ payload: delivery.payload, count }),
    }),
  },
};

const Received = z.object({ payload: z.object({ text: z.string() }), count: z.number() });
const Requests = z.object({
  requests: z.array(z.object({ status: z.number().nullable(), faults: z.string().array() }).loose()),
});
const Webhooks = z.object({ waiting: z.number(), deliveries: z.array(z.object({ status: z.string() }).loose()) });

describe('any simulator', () => {
  let simulator: RunningSimulator;
  let listener: WebhookTaker;

  before(async () => {
    listener = await takeWebhooks();
    simulator = await startSimulator({ definition, port: 0, webhookTargets: { default: listener.url } });
  });
  beforeEach(async () => {
    await post('/_control/reset', {});
    listener.taken.length = 0;
    listener.status = 200;
  });
  after(async () => {
    await simulator.close();
    listener.close();
  });

  async function post(path: string, body: unknown): Promise<Response> {
    return fetch(simulator.url + path, { method: 'POST', body: JSON.stringify(body) });
  }
  /** Under a name that fetch would not let us give. */
  async function statusFor(host: string): Promise<number | undefined> {
    const [response] = await once(request(`${simulator.url}/_control/health`, { headers: { host } }).end(), 'response');
    assert.ok(response instanceof IncomingMessage);
    response.resume();
    return response.statusCode;
  }
  async function notes(): Promise<string[]> {
    return z.array(z.string()).parse(await (await fetch(`${simulator.url}/notes`)).json());
  }
  async function requests() {
    return Requests.parse(await (await fetch(`${simulator.url}/_control/requests`)).json()).requests;
  }
  async function webhooks() {
    return Webhooks.parse(await (await fetch(`${simulator.url}/_control/webhooks`)).json());
  }

  it('answers, remembers and counts', async () => {
    assert.deepEqual(await (await post('/notes/a', { text: 'one' })).json(), { id: 1 });
    assert.deepEqual(await (await post('/notes/b', { text: 'two' })).json(), { id: 2 });
    assert.deepEqual(await notes(), ['a: one', 'b: two']);
    assert.deepEqual(await (await fetch(`${simulator.url}/else`)).json(), { nothingAt: '/else' });
  });

  it('gives a planted error in the words of the vendor, as often as was planted and only there', async () => {
    await post('/_control/faults', { kind: 'rate_limited', times: 1, retryAfterSeconds: 7, route: 'POST /notes/*' });
    assert.equal((await fetch(`${simulator.url}/notes`)).status, 200);
    const struck = await post('/notes/a', { text: 'one' });
    assert.equal(struck.headers.get('retry-after'), '7');
    assert.deepEqual(await struck.json(), { kind: 'rate_limited' });
    assert.equal((await post('/notes/a', { text: 'two' })).status, 200);
    assert.deepEqual(await notes(), ['a: two']);
  });

  it('drops the connection before or after the request is carried out', async () => {
    await post('/_control/faults', { faults: [{ kind: 'dropped_before' }, { kind: 'dropped_after' }] });
    await assert.rejects(post('/notes/a', { text: 'never done' }));
    await assert.rejects(post('/notes/a', { text: 'done' }));
    assert.deepEqual(await notes(), ['a: done']);
    const seen = await requests();
    assert.deepEqual(
      seen.slice(0, 2).map(({ status, faults }) => ({ status, faults })),
      [
        { status: null, faults: ['dropped_before'] },
        { status: null, faults: ['dropped_after'] },
      ],
    );
  });

  it('has faults of the vendor, and names those it knows', async () => {
    await post('/_control/faults', { kind: 'swallowed' });
    await post('/notes/a', { text: 'one' });
    assert.deepEqual(await notes(), ['a: (swallowed)']);
    const refused = await post('/_control/faults', { kind: 'melted' });
    assert.equal(refused.status, 400);
    assert.match(await refused.text(), /no fault \\"melted\\" in Notes\. There are: latency, .*swallowed/);
  });

  it('enforces limits by its own clock until they are lifted', async () => {
    await post('/_control/clock', { now: '2026-11-16T12:00:00Z', frozen: true });
    for (const text of ['1', '2', '3', '4']) assert.equal((await post('/notes/a', { text })).status, 200);
    assert.equal((await post('/notes/a', { text: '5' })).status, 429);
    await post('/_control/clock', { advanceMs: 1000 });
    assert.equal((await post('/notes/a', { text: '6' })).status, 200);
    await post('/_control/limits', { enforced: false });
    for (const text of ['7', '8', '9', '10', '11']) assert.equal((await post('/notes/a', { text })).status, 200);
  });

  it('takes what is typed after curl -d', async () => {
    const answer = await fetch(`${simulator.url}/_control/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '{"now":"2026-11-16T12:00:00Z","frozen":true}',
    });
    assert.deepEqual(await answer.json(), { now: '2026-11-16T12:00:00.000Z', isFrozen: true });
  });

  it('masks secrets in what it recorded', async () => {
    await fetch(`${simulator.url}/notes/a`, {
      method: 'POST',
      headers: { authorization: 'Bearer very-secret-token' },
      body: JSON.stringify({ text: 'x', client_secret: 'hidden' }),
    });
    const text = JSON.stringify(await requests());
    assert.doesNotMatch(text, /very-secret-token|hidden/);
    assert.match(text, /"client_secret":"…"/);
  });

  it('sends a webhook, and again after the wait of the vendor, by its clock', async () => {
    listener.status = 503;
    await post('/_control/clock', { now: '2026-11-16T12:00:00Z', frozen: true });
    await post('/notes/a', { text: 'one' });
    await waitUntil('the first attempt was made', { condition: () => listener.taken.length === 1 });
    await waitUntil('it waits', { condition: async () => (await webhooks()).waiting === 1 });
    listener.status = 200;
    await post('/_control/clock', { advanceMs: 60_000 });
    await waitUntil('the second attempt was made', { condition: () => listener.taken.length === 2 });
    const counts = listener.taken.map(({ body }) => Received.parse(JSON.parse(body)).count);
    assert.deepEqual(counts, [1, 2]);
    await waitUntil('it is delivered', {
      condition: async () => (await webhooks()).deliveries[0]?.status === 'delivered',
    });
  });

  it('knows nothing of a webhook that was on its way during a reset', async () => {
    const slow = await takeWebhooks();
    slow.delayMs = 100;
    await post('/_control/webhooks', { url: slow.url });
    await post('/notes/a', { text: 'before' });
    await post('/_control/reset', {});
    await waitUntil('it has come', { condition: () => slow.answered === 1 });
    await post('/_control/webhooks', { url: listener.url });
    await post('/notes/a', { text: 'after' });
    await waitUntil('the next has come', { condition: () => listener.taken.length === 1 });
    const { deliveries } = await webhooks();
    assert.equal(deliveries.length, 1);
    slow.close();
  });

  it('loses, doubles, delays, reorders and wrongly signs webhooks when told to', async () => {
    await post('/_control/limits', { enforced: false });
    const kinds = ['webhook_lost', 'webhook_doubled', 'webhook_late', 'webhook_wrong_signature'];
    await post('/_control/clock', { now: '2026-11-16T12:00:00Z', frozen: true });
    for (const kind of kinds) {
      await post('/_control/faults', { kind, delayMs: 5000 });
      await post('/notes/a', { text: kind });
      if (kind === 'webhook_doubled') {
        await waitUntil('both have come', { condition: () => listener.taken.length === 2 });
      }
    }
    await waitUntil('three have come', { condition: () => listener.taken.length === 3 });
    await post('/_control/clock', { advanceMs: 5000 });
    await waitUntil('the late one has come', { condition: () => listener.taken.length === 4 });
    assert.deepEqual(
      listener.taken.map(({ headers }) => headers['x-signature']),
      ['right', 'right', 'wrong', 'right'],
    );
    await post('/_control/faults', { kind: 'webhook_reordered' });
    await post('/notes/a', { text: 'first' });
    await post('/notes/a', { text: 'second' });
    await waitUntil('both have come', { condition: () => listener.taken.length === 6 });
    assert.match(listener.taken[4]?.body ?? '', /second/);
    assert.match(listener.taken[5]?.body ?? '', /first/);
  });

  it('is not steered by a page from elsewhere', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await fetch(`${simulator.url}/_control/reset`, { method: 'POST', headers });
    assert.equal(answer.status, 403);
    assert.equal(await statusFor('rebound.example'), 403);
    assert.equal(await statusFor('localhost:1'), 200);
  });

  it('shows an escaped page that forbids everything from elsewhere', async () => {
    await post('/notes/a', { text: '<script>alert(1)</script>' });
    const answer = await fetch(simulator.url);
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.match(await answer.text(), /&lt;script&gt;alert/);
  });
});

describe('a simulator with a file', () => {
  it('goes on after a restart, and says what to do about a file it cannot read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    const stateFile = join(folder, 'deep', 'notes.json');
    try {
      const first = await startSimulator({ definition, port: 0, stateFile });
      await fetch(`${first.url}/notes/a`, { method: 'POST', body: JSON.stringify({ text: 'kept' }) });
      await first.close();
      const second = await startSimulator({ definition, port: 0, stateFile });
      assert.deepEqual(await (await fetch(`${second.url}/notes`)).json(), ['a: kept']);
      const answer = await fetch(`${second.url}/notes/a`, { method: 'POST', body: JSON.stringify({ text: 'x' }) });
      assert.deepEqual(await answer.json(), { id: 2 });
      await second.close();
      assert.deepEqual(await readdir(join(folder, 'deep')), ['notes.json']);
      await writeFile(stateFile, '{"half":');
      await assert.rejects(startSimulator({ definition, port: 0, stateFile }), /delete the file to begin anew/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('sends after a restart what it could not send before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    const stateFile = join(folder, 'notes.json');
    const listener = await takeWebhooks();
    try {
      listener.status = 503;
      const first = await startSimulator({ definition, port: 0, stateFile, webhookTargets: { default: listener.url } });
      await fetch(`${first.url}/notes/a`, { method: 'POST', body: JSON.stringify({ text: 'kept' }) });
      await waitUntil('the first attempt was made', { condition: () => listener.taken.length === 1 });
      await waitUntil('it was noted', {
        condition: async () => (await (await fetch(`${first.url}/_control/webhooks`)).text()).includes('"status":503'),
      });
      await first.close();
      listener.status = 200;
      const second = await startSimulator({ definition, port: 0, stateFile });
      assert.equal(listener.taken.length, 1);
      await fetch(`${second.url}/_control/clock`, { method: 'POST', body: '{"advanceMs":60000}' });
      await waitUntil('the second attempt was made', { condition: () => listener.taken.length === 2 });
      await second.close();
    } finally {
      listener.close();
      await rm(folder, { recursive: true });
    }
  });

  it('says in a sentence that a port is in use', async () => {
    const first = await startSimulator({ definition, port: 0 });
    const port = Number(new URL(first.url).port);
    await assert.rejects(startSimulator({ definition, port }), /Port \d+ is in use on 127\.0\.0\.1: end the program/);
    await first.close();
  });
});
