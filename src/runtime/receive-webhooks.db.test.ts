import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import { loadConfig } from '#config';
import { listEvents, pollCalls } from '#modules/intake';
import { listDrifts } from '#modules/ledger';
import type { WebhookDelivery } from '#surfaces/http';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { openGong } from '#test/gong-world';
import { takeWebhooks, type WebhookTaker } from '#test/take-webhooks';
import { waitUntil } from '#test/wait-until';
import { workContextOf } from '#test/work-context';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { noteRefusedWebhooks } from './note-refused-webhooks.ts';
import { receiveWebhooks } from './receive-webhooks.ts';

const suite = await databaseForSuite();
const known = '8100000000000000001';
/** The time of a fresh context; the simulator signs by it. */
const startedAt = '2026-09-14T15:00:00Z';
const Key = z.object({ publicKey: z.string() });

describe('webhooks of Gong that come in', () => {
  let taker: WebhookTaker;
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let publicKey: string;

  before(async () => {
    taker = await takeWebhooks();
    simulator = await startGongSimulator({ port: 0, world: smallWorld(), webhookUrl: `${taker.url}/webhooks/gong` });
    await control('clock', { now: startedAt, frozen: true });
    publicKey = Key.parse(await (await fetch(`${simulator.url}/_control/webhook-key`)).json()).publicKey;
  });
  after(async () => {
    await simulator.close();
    taker.close();
  });
  beforeEach(() => {
    taker.taken.length = 0;
  });

  async function control(path: string, body: unknown): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    assert.ok((await fetch(`${simulator.url}/_control/${path}`, init)).ok);
  }

  /** What the simulator sends of a call, as the server is handed it. */
  async function sent(body: unknown = { isTest: false }): Promise<WebhookDelivery> {
    const count = taker.taken.length;
    await control(`calls/${known}/webhook`, body);
    await waitUntil('the webhook has come', { condition: () => taker.taken.length > count });
    const { path: url, body: text, headers } = taker.taken[count] ?? assert.fail('nothing has come');
    const { authorization } = headers;
    return { method: 'POST', url, body: Buffer.from(text), headers: { authorization }, requestId: 'req_1' };
  }

  async function openReceiver() {
    const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
    const receivers = receiveWebhooks({
      workspaceId: ctx.workspaceId,
      vendors: loadConfig({ environment: { GONG_WEBHOOK_PUBLIC_KEY: publicKey }, envFile: null }).vendors,
      publicUrl: () => taker.url,
      contextFor: ({ actor = ctx.actor }) => ({ ...ctx, actor }),
    });
    return {
      ctx,
      clock: ctx.clock,
      receive: noteRefusedWebhooks({
        vendor: 'gong',
        receive: receivers['gong'] ?? assert.fail('Gong is not listened to'),
        contextFor: ({ actor = ctx.actor }) => ({ ...ctx, actor }),
      }),
      events: async () => (await listEvents({ ctx, input: { state: null, source: 'gong', limit: 10 } })).events,
      refused: async () => {
        const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
        return drifts.map(({ source, what, lines }) => [source, what, lines[0]?.after]);
      },
    };
  }

  it('are kept with what they say, none of it words of the call', async () => {
    const { receive, events } = await openReceiver();
    await receive(await sent());
    const [event] = await events();
    assert.deepEqual([event?.kind, event?.subject, event?.state], ['call.completed', known, 'received']);
    const { durationSeconds, ...payload } = Object(event?.payload);
    assert.equal(typeof durationSeconds, 'number');
    assert.deepEqual(payload, {
      callId: known,
      workspaceId: '5100000000000000001',
      isPrivate: false,
      isInternal: false,
    });
  });

  it('are kept once, however often the same token or the same call comes', async () => {
    const { receive, events, refused, clock } = await openReceiver();
    const delivery = await sent();
    await receive(delivery);
    await receive(delivery);
    await receive(await sent());
    assert.equal((await events()).length, 1);
    assert.deepEqual(await refused(), []);
    clock.advance(301_000);
    await assert.rejects(receive(delivery), { code: 'webhook.unauthentic', message: /more than five minutes ago/ });
    assert.equal((await events()).length, 1);
  });

  it('are taken at any age where the token says none, and once: later than Gong may try again it is named', async () => {
    const { receive, events, refused, clock } = await openReceiver();
    await control('settings', { webhookToken: 'untimed' });
    const delivery = await sent();
    const ofTest = await sent({ isTest: true });
    await control('settings', { webhookToken: 'bare' });
    clock.advance(3_600_000);
    for (const one of [delivery, ofTest]) await receive(one);
    clock.advance(300_000);
    await receive(delivery);
    assert.deepEqual([(await events()).length, await refused()], [1, []]);
    clock.advance(1);
    const again = { ...delivery, headers: { authorization: `Bearer ${delivery.headers['authorization']}` } };
    const firstAt = '2026-09-14T16:00:00.000Z';
    for (const one of [delivery, again, ofTest]) {
      await assert.rejects(receive(one), { code: 'webhook.replayed', message: new RegExp(`taken at ${firstAt}`) });
    }
    assert.equal((await events()).length, 1);
    const [[source, what, after] = [], ...rest] = await refused();
    assert.deepEqual([source, what, rest], ['gong', 'replays', []]);
    assert.match(after ?? '', /Expected a delivery that has not been taken before/);
  });

  it('are taken when they come again where they could not be kept the first time', async () => {
    const { ctx, receive, events, clock } = await openReceiver();
    const delivery = await sent();
    const failing = receiveWebhooks({
      workspaceId: 'nowhere',
      vendors: loadConfig({ environment: { GONG_WEBHOOK_PUBLIC_KEY: publicKey }, envFile: null }).vendors,
      publicUrl: () => taker.url,
      contextFor: ({ actor = ctx.actor }) => ({ ...ctx, workspaceId: 'nowhere', actor }),
    });
    await assert.rejects(failing['gong']?.(delivery) ?? assert.fail('Gong is not listened to'));
    clock.advance(299_000);
    await receive(delivery);
    assert.equal((await events()).length, 1);
  });

  it('are known to the list of calls, which says the same of a call in another form', async () => {
    const { ctx, receive, events, clock } = await openReceiver();
    await control('clock', { now: '2026-10-07T15:00:00Z', frozen: true });
    clock.advance(Date.parse('2026-10-07T15:00:00Z') - clock.now().getTime());
    await receive(await sent());
    const gong = await openGong({ url: simulator.url });
    const calls = { state: 'on', client: gong.source, simulated: true } as const;
    const range = { from: '2026-10-06T00:00:00Z', to: '2026-10-07T00:00:00Z', cursor: null, backfill: false };
    const connections = { ...ctx.connections, calls };
    const { externalIds, received } = await pollCalls({ ctx: { ...ctx, connections }, input: range });
    gong.httpClient.close();
    await control('clock', { now: startedAt, frozen: true });
    assert.deepEqual([externalIds, received, (await events()).length], [[known], 0, 1]);
  });

  it('leave nothing behind where they are the test of an automation rule', async () => {
    const { receive, events, refused } = await openReceiver();
    await receive(await sent({ isTest: true }));
    assert.deepEqual([await events(), await refused()], [[], []]);
  });

  it('are named in the ledger with the reason where they are refused, and keep nothing', async () => {
    const elsewhere = { ...(await sent()), url: '/webhooks/gong?other' };
    await control('faults', { kind: 'webhook_wrong_signature' });
    const spoilt = await sent();
    await control('settings', { webhookToken: 'none' });
    const unsigned = await sent();
    await control('settings', { webhookToken: 'bare' });
    for (const [delivery, reason] of [
      [spoilt, /JWSSignatureVerificationFailed/],
      [unsigned, /there is no Authorization header/],
      [elsewhere, /SOPHIA_PUBLIC_URL/],
    ] as const) {
      const { receive, events, refused } = await openReceiver();
      await assert.rejects(receive(delivery), { code: 'webhook.unauthentic', message: reason });
      assert.deepEqual(await events(), []);
      const [[source, what, after] = []] = await refused();
      assert.deepEqual([source, what], ['gong', 'webhooks']);
      assert.match(after ?? '', reason);
    }
  });
});
