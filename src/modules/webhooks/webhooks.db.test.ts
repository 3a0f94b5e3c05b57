import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { EventMessage } from '#contracts';
import { createSecretBox } from '#platform/crypto';
import { auditRecords, dueWork, outbox, transact } from '#platform/db';
import { publish } from '#platform/events';
import { createOutbound } from '#platform/outbound';
import { eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { type TakenWebhook, takeWebhooks } from '#test/take-webhooks';
import type { TestContext } from '#test/test-context';
import { createTestSecretBox } from '#test/test-secret-box';
import {
  addWebhook,
  deliverWebhooks,
  enableWebhook,
  getWebhookDelivery,
  listWebhookDeliveries,
  listWebhooks,
  queueWebhooks,
  removeWebhook,
  replayWebhooks,
  resealWebhookSecrets,
  rotateWebhookSecret,
  testWebhook,
  type WebhookContext,
  webhookEndpoints,
} from './index.ts';

const suite = await databaseForSuite();
const receiver = await takeWebhooks();
after(() => receiver.close());
const outbound = createOutbound({ privateHosts: ['127.0.0.1'] });
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

type World = TestContext & WebhookContext;

async function openWorld(): Promise<World> {
  receiver.taken.length = 0;
  receiver.status = 200;
  return {
    ...suite.createContext({ workspaceId: await suite.createWorkspace() }),
    outbound,
    secretBox: createTestSecretBox(),
  };
}

/** Something has happened, and the subscriber has heard of it. */
async function happen(ctx: World, warningId: string): Promise<number> {
  const event = { type: 'warning.raised', warningId } as const;
  await transact({ ctx }, (inner) => publish({ ctx: inner, event }));
  const rows = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId));
  const eventId = Math.max(...rows.map(({ id }) => id));
  await queueWebhooks({ ctx, input: { eventId, type: event.type } });
  return eventId;
}

async function recordOf(ctx: World, action: string): Promise<unknown> {
  const rows = await ctx.db.select().from(auditRecords).where(eq(auditRecords.workspaceId, ctx.workspaceId));
  return rows.find((row) => row.action === action)?.details;
}

function deliver(ctx: World, endpointId: string) {
  return deliverAs('run-1', { ctx, endpointId });
}

function deliverAs(holder: string, { ctx, endpointId }: { ctx: World; endpointId: string }) {
  return deliverWebhooks({ ctx, input: { endpointId, holder, limit: 20 } });
}

function headersOf({ headers }: TakenWebhook): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** Checked by the library of the standard itself; its clock is the machine's, so the time is checked apart. */
function verifies(taken: TakenWebhook, { secret, ctx }: { secret: string; ctx: World }): boolean {
  const headers = headersOf(taken);
  const seconds = Number(headers['webhook-timestamp']);
  assert.equal(seconds, Math.floor(ctx.clock.now().getTime() / 1000));
  const expected = new Webhook(secret).sign(headers['webhook-id'] ?? '', new Date(seconds * 1000), taken.body);
  return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
}

function subjectsOf(taken: readonly TakenWebhook[]): unknown[] {
  return taken.map(({ body }) => EventMessage.parse(JSON.parse(body)).data['warningId']);
}

describe('a webhook', () => {
  it('tells an endpoint of what happens, signed, in the order in which it happened, and once', async () => {
    const ctx = await openWorld();
    const { endpointId, secret } = await addWebhook({
      ctx,
      input: { url: `${receiver.url}/hook`, types: ['warning.raised'] },
    });
    const first = await happen(ctx, 'wrn_1');
    await happen(ctx, 'wrn_2');
    await queueWebhooks({ ctx, input: { eventId: first, type: 'warning.raised' } });
    const done = await deliver(ctx, endpointId);
    assert.deepEqual(done, { delivered: 2, failed: 0, nextAt: null });
    assert.deepEqual(subjectsOf(receiver.taken), ['wrn_1', 'wrn_2']);
    const [taken] = receiver.taken;
    assert.ok(taken !== undefined && verifies(taken, { secret, ctx }));
    assert.equal(taken.path, '/hook');
    const message = EventMessage.parse(JSON.parse(taken.body));
    assert.deepEqual(message, {
      type: 'warning.raised',
      timestamp: '2026-09-14T15:00:00.000Z',
      workspaceId: ctx.workspaceId,
      eventId: first,
      data: { warningId: 'wrn_1' },
    });
    assert.deepEqual(await deliver(ctx, endpointId), { delivered: 0, failed: 0, nextAt: null });
  });

  it('tells nobody of types that were not chosen, and of every type where all were', async () => {
    const ctx = await openWorld();
    const some = await addWebhook({ ctx, input: { url: receiver.url, types: ['call.analyzed'] } });
    const all = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    const eventId = await happen(ctx, 'wrn_1');
    const queued = await listWebhookDeliveries({
      ctx,
      input: { endpoint: null, state: 'waiting', before: null, limit: 10 },
    });
    assert.deepEqual(
      queued.deliveries.map((delivery) => [delivery.endpointId, delivery.eventId]),
      [[all.endpointId, eventId]],
    );
    const waiting = await ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, ctx.workspaceId));
    assert.deepEqual(
      waiting.map(({ kind, subject }) => [kind, subject]),
      [['deliver-webhooks', all.endpointId]],
    );
    assert.deepEqual((await deliver(ctx, some.endpointId)).delivered, 0);
  });

  it('is tried again after growing waits, holds what came behind it for a while, and lets it pass then', async () => {
    const ctx = await openWorld();
    const { endpointId } = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    await happen(ctx, 'wrn_1');
    receiver.status = 503;
    assert.equal((await deliver(ctx, endpointId)).failed, 1);
    await happen(ctx, 'wrn_2');
    assert.deepEqual(await deliver(ctx, endpointId), { delivered: 0, failed: 0, nextAt: '2026-09-14T15:00:05.000Z' });
    ctx.clock.advance(5_000);
    assert.equal((await deliver(ctx, endpointId)).nextAt, '2026-09-14T15:00:35.000Z');
    ctx.clock.advance(30_000);
    assert.equal((await deliver(ctx, endpointId)).nextAt, '2026-09-14T15:02:35.000Z');
    ctx.clock.advance(2 * minuteMs);
    receiver.taken.length = 0;
    receiver.status = 500;
    assert.equal((await deliver(ctx, endpointId)).failed, 2);
    assert.deepEqual(subjectsOf(receiver.taken), ['wrn_1', 'wrn_2']);
    receiver.status = 200;
    ctx.clock.advance(10 * minuteMs);
    receiver.taken.length = 0;
    assert.deepEqual(await deliver(ctx, endpointId), { delivered: 2, failed: 0, nextAt: null });
    const { deliveries } = await listWebhookDeliveries({
      ctx,
      input: { endpoint: endpointId, state: null, before: null, limit: 10 },
    });
    assert.deepEqual(
      deliveries.map(({ state, attempts, problem }) => ({ state, attempts, problem })),
      [
        { state: 'delivered', attempts: 2, problem: null },
        { state: 'delivered', attempts: 5, problem: null },
      ],
    );
  });

  it('that nobody takes for a day is a dead letter, and its endpoint is disabled, told of and enabled again', async () => {
    const ctx = await openWorld();
    const { endpointId } = await addWebhook({ ctx, input: { url: receiver.url, types: ['warning.raised'] } });
    await happen(ctx, 'wrn_1');
    receiver.status = 500;
    let runs = 0;
    for (let next: string | null = ctx.clock.now().toISOString(); next !== null && runs < 20; runs += 1) {
      ctx.clock.advance(Math.max(0, Date.parse(next) - ctx.clock.now().getTime()));
      next = (await deliver(ctx, endpointId)).nextAt;
    }
    assert.equal(receiver.taken.length, 11);
    assert.equal(new Set(receiver.taken.map(({ headers }) => headers['webhook-id'])).size, 1);
    const [endpoint] = (await listWebhooks({ ctx })).endpoints;
    assert.equal(endpoint?.state, 'disabled');
    assert.match(endpoint.problem?.message ?? '', /about a day.*found 500/);
    assert.match(endpoint.problem?.action ?? '', /sophia webhooks test/);
    const events = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId));
    assert.ok(events.some(({ type }) => type === 'webhook.disabled'));
    assert.ok(ctx.log.lines.some(({ level }) => level === 'warn'));
    const host = new URL(receiver.url).host;
    const known = { host, types: ['warning.raised'], description: null };
    const [active, disabled] = [
      { ...known, state: 'active' },
      { ...known, state: 'disabled' },
    ];
    assert.deepEqual(await recordOf(ctx, 'webhook.added'), { before: null, after: active });
    assert.deepEqual(await recordOf(ctx, 'webhook.disabled'), { before: active, after: disabled });
    const missed = await happen(ctx, 'wrn_2');
    receiver.status = 200;
    receiver.taken.length = 0;
    assert.deepEqual(await deliver(ctx, endpointId), { delivered: 0, failed: 0, nextAt: null });
    await enableWebhook({ ctx, input: { endpoint: endpointId } });
    assert.deepEqual(await recordOf(ctx, 'webhook.enabled'), { before: disabled, after: active });
    const from = '2026-09-14T00:00:00Z';
    const answer = await replayWebhooks({ ctx, input: { what: 'range', endpoint: endpointId, from } });
    assert.deepEqual(answer, { endpointId, queued: 2, state: 'active' });
    assert.deepEqual(await deliver(ctx, endpointId), { delivered: 2, failed: 0, nextAt: null });
    assert.deepEqual(subjectsOf(receiver.taken), ['wrn_1', 'wrn_2']);
    assert.equal(EventMessage.parse(JSON.parse(receiver.taken[1]?.body ?? '')).eventId, missed);
  });

  it('is not disabled for one event that is given up while others are taken', async () => {
    const ctx = await openWorld();
    const { endpointId } = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    await happen(ctx, 'wrn_1');
    receiver.status = 500;
    for (let tries = 0; tries < 10; tries += 1) {
      await deliver(ctx, endpointId);
      ctx.clock.advance(500 * minuteMs);
    }
    receiver.status = 200;
    assert.equal((await testWebhook({ ctx, input: { endpoint: endpointId } })).outcome, 'delivered');
    receiver.status = 500;
    ctx.clock.advance(100 * minuteMs);
    assert.equal((await deliver(ctx, endpointId)).nextAt, null);
    const dead = await listWebhookDeliveries({
      ctx,
      input: { endpoint: null, state: 'dead', before: null, limit: 10 },
    });
    assert.equal(dead.deliveries.length, 1);
    assert.equal((await listWebhooks({ ctx })).endpoints[0]?.state, 'active');
  });

  it('to a receiver that is gone is sent no more', async () => {
    const ctx = await openWorld();
    const { endpointId } = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    await happen(ctx, 'wrn_1');
    receiver.status = 410;
    assert.deepEqual(await deliver(ctx, endpointId), { delivered: 0, failed: 1, nextAt: null });
    const [endpoint] = (await listWebhooks({ ctx })).endpoints;
    assert.equal(endpoint?.state, 'disabled');
    assert.match(endpoint.problem?.message ?? '', /410/);
  });

  it('follows no redirect', async () => {
    const ctx = await openWorld();
    const { endpointId } = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    receiver.status = 302;
    const tested = await testWebhook({ ctx, input: { endpoint: endpointId } });
    assert.equal(tested.status, 302);
    assert.match(tested.problem?.message ?? '', /Redirects are not followed/);
    assert.equal(receiver.taken.length, 1);
  });

  it('is tried at once, and its log says what was answered', async () => {
    const ctx = await openWorld();
    const { endpointId, secret } = await addWebhook({ ctx, input: { url: receiver.url, types: ['call.analyzed'] } });
    const tested = await testWebhook({ ctx, input: { endpoint: endpointId.slice(0, 16) } });
    assert.equal(tested.outcome, 'delivered');
    const [taken] = receiver.taken;
    assert.ok(taken !== undefined && verifies(taken, { secret, ctx }));
    const details = await getWebhookDelivery({ ctx, input: { delivery: tested.deliveryId } });
    assert.equal(details.type, 'webhook.test');
    assert.deepEqual(
      details.tries.map(({ status, responseExcerpt }) => ({ status, responseExcerpt })),
      [{ status: 200, responseExcerpt: '{}' }],
    );
    assert.equal(details.body, taken.body);
  });

  it('has two secrets while one takes the place of the other, and one afterwards', async () => {
    const ctx = await openWorld();
    const { endpointId, secret: old } = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    const { secret } = await rotateWebhookSecret({ ctx, input: { endpoint: endpointId, overlapHours: 1 } });
    assert.notEqual(secret, old);
    await testWebhook({ ctx, input: { endpoint: endpointId } });
    const [during] = receiver.taken;
    assert.ok(during !== undefined && verifies(during, { secret, ctx }) && verifies(during, { secret: old, ctx }));
    ctx.clock.advance(61 * minuteMs);
    await testWebhook({ ctx, input: { endpoint: endpointId } });
    const later = receiver.taken[1];
    assert.ok(later !== undefined && verifies(later, { secret, ctx }) && !verifies(later, { secret: old, ctx }));
    const { secret: third } = await rotateWebhookSecret({ ctx, input: { endpoint: endpointId, overlapHours: 0 } });
    await testWebhook({ ctx, input: { endpoint: endpointId } });
    const last = receiver.taken[2];
    assert.ok(last !== undefined && verifies(last, { secret: third, ctx }) && !verifies(last, { secret, ctx }));
  });

  it('is sent by one run at a time; the other looks again, and a dead one is taken over', async () => {
    const ctx = await openWorld();
    const { endpointId } = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    await happen(ctx, 'wrn_1');
    receiver.delayMs = 50;
    const [one, other] = await Promise.all([
      deliverAs('run-1', { ctx, endpointId }),
      deliverAs('run-2', { ctx, endpointId }),
    ]);
    receiver.delayMs = 0;
    assert.deepEqual([one.delivered, other.delivered].toSorted(), [0, 1]);
    assert.deepEqual([one.nextAt, other.nextAt].toSorted(), ['2026-09-14T15:00:02.000Z', null]);
    assert.equal(receiver.taken.length, 1);
  });

  it('is never shown with its secret again, and leaves a record of each change', async () => {
    const ctx = await openWorld();
    const { endpointId, secret } = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    const rotated = await rotateWebhookSecret({ ctx, input: { endpoint: endpointId } });
    await happen(ctx, 'wrn_1');
    await deliver(ctx, endpointId);
    const shown = JSON.stringify([
      await listWebhooks({ ctx }),
      await listWebhookDeliveries({ ctx, input: { endpoint: null, state: null, before: null, limit: 10 } }),
      await ctx.db.select().from(auditRecords).where(eq(auditRecords.workspaceId, ctx.workspaceId)),
      ctx.log.lines,
    ]);
    assert.ok(!shown.includes(secret) && !shown.includes(rotated.secret));
    await removeWebhook({ ctx, input: { endpoint: endpointId } });
    assert.match(JSON.stringify(await recordOf(ctx, 'webhook.removed')), /"before":\{[^}]*"state":"active"/u);
    assert.deepEqual((await listWebhooks({ ctx })).endpoints, []);
    const records = await ctx.db.select().from(auditRecords).where(eq(auditRecords.workspaceId, ctx.workspaceId));
    const actions = new Set(records.map(({ action }) => action));
    for (const action of ['webhook.added', 'webhook.secret_rotated', 'webhook.queued', 'webhook.removed']) {
      assert.ok(actions.has(action), action);
    }
  });

  it('keeps its secrets encrypted, and signs with what they were', async () => {
    const ctx = await openWorld();
    const { endpointId, secret } = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    const rotated = await rotateWebhookSecret({ ctx, input: { endpoint: endpointId } });
    const [row] = await ctx.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId));
    assert.deepEqual(
      [row?.secret, row?.previousSecret].map((sealed) => ctx.secretBox.open(sealed ?? '')),
      [rotated.secret, secret],
    );
    assert.ok(!JSON.stringify(row).includes('whsec_'));
  });

  it('of a version that did not encrypt goes on, and is encrypted by the next start', async () => {
    const ctx = await openWorld();
    const { endpointId, secret } = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    const own = eq(webhookEndpoints.id, endpointId);
    await ctx.db.update(webhookEndpoints).set({ secret, previousSecret: secret }).where(own);
    await happen(ctx, 'wrn_1');
    await deliver(ctx, endpointId);
    const [taken] = receiver.taken;
    assert.ok(taken !== undefined && verifies(taken, { secret, ctx }));
    assert.equal((await resealWebhookSecrets({ ctx })).sealed >= 2, true);
    const [row] = await ctx.db.select().from(webhookEndpoints).where(own);
    assert.equal(ctx.secretBox.open(row?.secret ?? ''), secret);
    assert.equal(ctx.secretBox.open(row?.previousSecret ?? ''), secret);
  });

  it('sends nothing where the key that encrypted the secret is gone, and says what to do', async () => {
    const ctx = await openWorld();
    const { endpointId } = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    const elsewhere = { ...ctx, secretBox: createSecretBox([Buffer.alloc(32, 9)]) };
    const tested = await testWebhook({ ctx: elsewhere, input: { endpoint: endpointId } });
    assert.deepEqual([tested.outcome, tested.problem?.code], ['blocked', 'secret.unreadable']);
    assert.match(tested.problem?.action ?? '', /sophia webhooks rotate/);
    assert.equal(receiver.taken.length, 0);
  });

  it('goes to no address inside the network', async () => {
    const ctx = { ...(await openWorld()), outbound: createOutbound({ privateHosts: [] }) };
    for (const url of [
      'https://127.0.0.1/hook',
      'http://example.com/',
      'https://[::1]/',
      'https://user:pw@example.com/',
    ]) {
      await assert.rejects(addWebhook({ ctx, input: { url, types: ['*'] } }), { code: 'webhook.address-refused' }, url);
    }
  });

  it('keeps a log of a month', async () => {
    const ctx = await openWorld();
    const { endpointId } = await addWebhook({ ctx, input: { url: receiver.url, types: ['*'] } });
    await happen(ctx, 'wrn_1');
    await deliver(ctx, endpointId);
    ctx.clock.advance(31 * dayMs);
    await happen(ctx, 'wrn_2');
    await deliver(ctx, endpointId);
    const { deliveries } = await listWebhookDeliveries({
      ctx,
      input: { endpoint: endpointId, state: null, before: null, limit: 10 },
    });
    assert.equal(deliveries.length, 1);
  });
});
