import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { systemClock } from '#platform/clock';
import { effects } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { createHttpClient } from '#platform/http-client';
import { and, eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import type { TestContext } from '#test/test-context';
import { type EffectRequest, type EffectTrace, performEffect } from './perform-effect.ts';

const suite = await databaseForSuite();

/** A vendor that keeps what it was sent by its marker. */
class Vendor {
  readonly kept = new Map<string, string>();
  sent = 0;
  fails: SophiaError | null = null;
  losesAnswer = false;

  send(marker: string): EffectTrace {
    this.sent += 1;
    if (this.fails !== null) throw this.fails;
    const externalId = `note-${this.sent}`;
    this.kept.set(marker, externalId);
    if (this.losesAnswer) throw new SophiaError('vendor.timeout', 'No answer in time.');
    return { externalId };
  }

  find(marker: string): EffectTrace | null {
    const externalId = this.kept.get(marker);
    return externalId === undefined ? null : { externalId };
  }
}

function perform(wanted: { ctx: TestContext; vendor: Vendor; key?: string }) {
  return performEffect(requestOf(wanted));
}

function requestOf({ ctx, vendor, key = 'note:1' }: { ctx: TestContext; vendor: Vendor; key?: string }) {
  return {
    ctx,
    target: 'hubspot',
    kind: 'create_activity',
    key,
    find: async ({ marker }) => vendor.find(marker),
    send: async ({ marker }) => vendor.send(marker),
    settleMs: 0,
  } satisfies EffectRequest;
}

async function fresh(): Promise<TestContext> {
  return suite.createContext({ workspaceId: await suite.createWorkspace() });
}

async function stateOf(ctx: TestContext): Promise<string | undefined> {
  const [row] = await ctx.db
    .select()
    .from(effects)
    .where(and(eq(effects.workspaceId, ctx.workspaceId), eq(effects.key, 'note:1')));
  return row?.state;
}

describe('an effect outside', () => {
  it('is made once, whoever asks again, and again for another key or workspace', async () => {
    const ctx = await fresh();
    const vendor = new Vendor();
    assert.deepEqual(await perform({ ctx, vendor }), { externalId: 'note-1', outcome: 'sent' });
    assert.deepEqual(await perform({ ctx, vendor }), { externalId: 'note-1', outcome: 'known' });
    assert.equal((await perform({ ctx, vendor, key: 'note:2' })).outcome, 'sent');
    assert.equal((await perform({ ctx: await fresh(), vendor })).outcome, 'sent');
    assert.equal(vendor.sent, 3);
  });

  it('whose answer was lost is found by its marker and not made again', async () => {
    const ctx = await fresh();
    const vendor = new Vendor();
    vendor.losesAnswer = true;
    await assert.rejects(perform({ ctx, vendor }), { code: 'vendor.timeout' });
    assert.equal(await stateOf(ctx), 'sending');
    vendor.losesAnswer = false;
    assert.deepEqual(await perform({ ctx, vendor }), { externalId: 'note-1', outcome: 'found' });
    assert.equal(vendor.sent, 1);
    assert.equal(await stateOf(ctx), 'done');
  });

  it('that got lost before it arrived is made at the next call', async () => {
    const ctx = await fresh();
    const vendor = new Vendor();
    vendor.fails = new SophiaError('vendor.timeout', 'No answer in time.');
    await assert.rejects(perform({ ctx, vendor }), { code: 'vendor.timeout' });
    vendor.fails = null;
    assert.equal((await perform({ ctx, vendor })).outcome, 'sent');
    assert.equal(vendor.kept.size, 1);
  });

  it('that the vendor refuses stays open, without a look for what cannot be there', async () => {
    const ctx = await fresh();
    const vendor = new Vendor();
    vendor.fails = new SophiaError('vendor.rate-limited', 'Later.');
    await assert.rejects(perform({ ctx, vendor }), { code: 'vendor.rate-limited' });
    assert.equal(await stateOf(ctx), 'intended');
    vendor.fails = new SophiaError('vendor.unavailable', 'Not reached.', { details: { sent: false } });
    await assert.rejects(perform({ ctx, vendor }), { code: 'vendor.unavailable' });
    assert.equal(await stateOf(ctx), 'intended');
    vendor.fails = null;
    assert.equal((await perform({ ctx, vendor })).outcome, 'sent');
  });

  it('that two would make at once is made by one of them', async () => {
    const ctx = await fresh();
    const vendor = new Vendor();
    const both = await Promise.allSettled([perform({ ctx, vendor }), perform({ ctx, vendor })]);
    assert.equal(vendor.sent, 1);
    assert.ok(both.some(({ status }) => status === 'fulfilled'));
    for (const one of both) {
      if (one.status === 'rejected')
        assert.equal(one.reason instanceof SophiaError && one.reason.code, 'effect.contended');
    }
  });

  it('is not sent any more by a worker that was held up while another took it over', async () => {
    const ctx = await fresh();
    const vendor = new Vendor();
    const door = await openDoor(vendor);
    const isClaimed = Promise.withResolvers<void>();
    const isHeldUp = Promise.withResolvers<void>();
    const heldUp = sendThrough({
      ctx,
      door,
      before: () => {
        isClaimed.resolve();
        return isHeldUp.promise;
      },
    });
    await isClaimed.promise;
    ctx.clock.advance(20_000);
    assert.equal((await sendThrough({ ctx, door })).outcome, 'sent');
    isHeldUp.resolve();
    await assert.rejects(heldUp, { code: 'effect.contended' });
    assert.deepEqual([vendor.sent, await stateOf(ctx)], [1, 'done']);
  });

  it('is not sent by one that takes over and is itself taken over while it looks', async () => {
    const ctx = await fresh();
    const vendor = new Vendor();
    const door = await openDoor(vendor);
    vendor.fails = new SophiaError('vendor.timeout', 'No answer in time.');
    await assert.rejects(perform({ ctx, vendor }), { code: 'vendor.timeout' });
    vendor.fails = null;
    vendor.sent = 0;
    const isLooking = Promise.withResolvers<void>();
    const hasLooked = Promise.withResolvers<void>();
    const first = sendThrough({
      ctx,
      door,
      find: async () => {
        isLooking.resolve();
        await hasLooked.promise;
        return null;
      },
    });
    await isLooking.promise;
    ctx.clock.advance(600);
    assert.equal((await sendThrough({ ctx, door })).outcome, 'sent');
    hasLooked.resolve();
    await assert.rejects(first, { code: 'effect.contended' });
    assert.equal(vendor.sent, 1);
  });

  it('stays with whoever has taken it over, though the worker before is refused late', async () => {
    const ctx = await fresh();
    const vendor = new Vendor();
    const isClaimed = Promise.withResolvers<void>();
    const isHeldUp = Promise.withResolvers<void>();
    const refused = performEffect({
      ...requestOf({ ctx, vendor }),
      send: async () => {
        isClaimed.resolve();
        await isHeldUp.promise;
        throw new SophiaError('vendor.refused', 'No.');
      },
    });
    await isClaimed.promise;
    vendor.fails = new SophiaError('vendor.timeout', 'No answer in time.');
    await assert.rejects(perform({ ctx, vendor }), { code: 'vendor.timeout' });
    isHeldUp.resolve();
    await assert.rejects(refused, { code: 'vendor.refused' });
    assert.equal(await stateOf(ctx), 'sending');
  });
});

const closers: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of closers) await close();
});

/** The vendor behind an address: what is posted there is kept by its marker. */
async function openDoor(vendor: Vendor) {
  const server = createServer(async (request, response) => {
    const marker = Buffer.concat(await request.toArray()).toString();
    response.end(vendor.send(marker).externalId);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const client = createHttpClient({ clock: systemClock, random: () => 0 });
  closers.push(async () => {
    client.close();
    server.closeAllConnections();
    await promisify(server.close.bind(server))();
  });
  return { vendor, fetch: client.createFetch(), url: `http://127.0.0.1:${address.port}/` };
}

function sendThrough({
  ctx,
  door,
  before = () => Promise.resolve(),
  find,
}: {
  ctx: TestContext;
  door: Awaited<ReturnType<typeof openDoor>>;
  before?: () => Promise<void>;
  find?: EffectRequest['find'];
}) {
  return performEffect({
    ...requestOf({ ctx, vendor: door.vendor }),
    ...(find === undefined ? {} : { find }),
    send: async ({ marker }) => {
      await before();
      const answer = await door.fetch(door.url, { method: 'POST', body: marker });
      return { externalId: await answer.text() };
    },
  });
}
