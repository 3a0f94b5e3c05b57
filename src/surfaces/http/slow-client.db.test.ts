import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { createLiveHub } from '#surfaces/live';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { waitUntil } from '#test/wait-until';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
const largestBufferBytes = 200_000;
/** Far more than a connection of this machine holds by itself. */
const largeProperty = 'x'.repeat(60_000);
const atOnce = 20;
const mostRounds = 40;

const hub = createLiveHub({ db: ctx.db, log: ctx.log, pollIntervalMs: 20, largestBufferBytes });
/** The server's ends of the connections, in the order in which they were opened. */
const ends: WebSocket[] = [];
const live: typeof hub = {
  ...hub,
  join: (given) => {
    if (given.socket instanceof WebSocket) ends.push(given.socket);
    return hub.join(given);
  },
};
const { server } = await createRestServer(ctx, { live });
after(async () => {
  await hub.close();
  await server.close();
});
const { host } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }));

const Frame = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  /** The place from which on it is told. */
  after: z.string().optional(),
  message: z.looseObject({ data: z.looseObject({ recordId: z.string() }) }).optional(),
});

/** Follows what happens, behind the event that it had last. */
async function follow(behind: string | null) {
  const socket = new WebSocket(`ws://${host}/ws?workspace=${ctx.workspaceId}`);
  const records: string[] = [];
  const got = { records, last: behind, isSubscribed: false };
  socket.on('message', (data) => {
    const frame = Frame.parse(JSON.parse(String(data)));
    if (frame.type === 'subscribed') Object.assign(got, { isSubscribed: true, last: frame.after ?? behind });
    if (frame.type !== 'event') return;
    got.records.push(frame.message?.data.recordId ?? '');
    got.last = frame.id ?? null;
  });
  const closed = once(socket, 'close').then(([code, reason]) => `${code} ${String(reason)}`);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'subscribe', topics: ['deals'], after: behind }));
  await waitUntil('it follows', { condition: () => got.isSubscribed });
  return { socket, got, closed };
}

let told = 0;

async function happen(count: number): Promise<void> {
  await transact({ ctx }, async (inner) => {
    for (let number = 0; number < count; number += 1) {
      told += 1;
      const properties = [largeProperty];
      await publish({ ctx: inner, event: { type: 'deal.changed', recordId: `rec_${told}`, properties } });
    }
  });
}

/** What happens until the client at that end has more waiting for it than it may. */
async function overfill(end: (typeof ends)[number] | undefined): Promise<void> {
  for (let round = 0; (end?.bufferedAmount ?? 0) <= largestBufferBytes; round += 1) {
    assert.ok(round < mostRounds, 'it is full in the end');
    await happen(atOnce);
    await waitUntil('it is passed on', { condition: () => quick.got.records.length === told });
  }
}

/** What it had not had comes to it behind the last that it had, each once; `missed` happened before it was there. */
async function assertGoesOn({ got }: Awaited<ReturnType<typeof follow>>, missed: number): Promise<void> {
  const { records, last } = got;
  const expected = quick.got.records.slice(missed);
  assert.ok(records.length < expected.length, `${records.length} of ${expected.length}`);
  const again = await follow(last);
  await waitUntil('the rest has come', {
    condition: () => records.length + again.got.records.length >= expected.length,
  });
  assert.deepEqual([...records, ...again.got.records], expected);
  again.socket.terminate();
}

const quick = await follow(null);
after(() => quick.socket.terminate());

describe('a client that reads too little, on a connection of its own', () => {
  it('is told to come again, and goes on without loss and without double', async () => {
    const before = told;
    const slow = await follow(null);
    const end = ends.at(-1);
    slow.socket.pause();
    await overfill(end);
    await happen(1);
    await waitUntil('it is let go', { condition: () => end?.readyState !== WebSocket.OPEN });
    slow.socket.resume();
    assert.match(await slow.closed, /^1013 too slow: connect again with the id of the last event/);
    await assertGoesOn(slow, before);
  });

  it('makes no memory grow, however much there would be for it, and is let go where it never reads', async () => {
    const slow = await follow(null);
    const end = ends.at(-1);
    const others = hub.clientCount() - 1;
    slow.socket.pause();
    await overfill(end);
    const full = end?.bufferedAmount ?? 0;
    assert.ok(full <= largestBufferBytes + 2 * largeProperty.length, `${full} bytes wait for it`);
    await happen(3 * atOnce);
    await waitUntil('the others have it', { condition: () => quick.got.records.length === told });
    assert.ok((end?.bufferedAmount ?? 0) <= full + largeProperty.length);
    await waitUntil('its place is free', { condition: () => hub.clientCount() === others });
    assert.equal(end?.bufferedAmount, 0);
    slow.socket.resume();
    assert.match(await slow.closed, /^1006/);
  });
});
