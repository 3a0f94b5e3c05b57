import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import type { Actor, Context } from '#platform/context';
import { auditRecords, transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { publish } from '#platform/events';
import { and, eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { waitUntil } from '#test/wait-until';
import { createLiveHub, type LiveHubOptions } from './index.ts';

const suite = await databaseForSuite();
/** A busy server holds events back for a while. */
const timeoutMs = 60_000;
const hubs: { close(): Promise<void> }[] = [];
after(() => Promise.all(hubs.map((hub) => hub.close())));

const Frame = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  code: z.string().optional(),
  after: z.string().optional(),
  topic: z.string().optional(),
  /** Of an event an object, of an error a sentence. */
  message: z.union([z.string(), z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) })]).optional(),
});

/** A socket that keeps what it is sent; what is not taken stays in the buffer. */
class MemorySocket {
  readonly frames: z.infer<typeof Frame>[] = [];
  bufferedAmount = 0;
  takes = true;
  closed: { code: number; reason: string } | null = null;
  isTerminated = false;
  pings = 0;

  send(text: string, sent?: () => void): void {
    this.frames.push(Frame.parse(JSON.parse(text)));
    if (!this.takes) this.bufferedAmount += text.length;
    sent?.();
  }
  close(code: number, reason: string): void {
    this.closed = { code, reason };
  }
  terminate(): void {
    this.isTerminated = true;
  }
  ping(): void {
    this.pings += 1;
  }
  /** The ids of the warnings that it was told of. */
  warnings(): unknown[] {
    return this.frames.flatMap(({ type, message }) =>
      type === 'event' && typeof message === 'object' ? [message.data['warningId']] : [],
    );
  }
  lastId(): string {
    return this.frames.findLast(({ type }) => type === 'event')?.id ?? '';
  }
}

async function openWorld(options: Partial<LiveHubOptions> = {}) {
  await Promise.all(hubs.splice(0).map((hub) => hub.close()));
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  const hub = createLiveHub({ db: ctx.db, log: ctx.log, pollIntervalMs: 20, ...options });
  hubs.push(hub);
  return { ctx, hub };
}

function connect({ ctx, hub }: Awaited<ReturnType<typeof openWorld>>, as: Context = ctx) {
  const socket = new MemorySocket();
  const client = hub.join({ socket, ctx: as });
  assert.ok(client !== null);
  return { socket, client };
}

type Connected = ReturnType<typeof connect>;

async function subscribe({ socket, client }: Connected, given: { topics?: string[]; after?: string | null } = {}) {
  const before = socket.frames.length;
  client.receive(JSON.stringify({ type: 'subscribe', ...given }));
  await waitUntil('the subscription is answered', { condition: () => socket.frames.length > before, timeoutMs });
}

/** Several are one transaction. */
function raise(ctx: Context, ...warningIds: string[]): Promise<void> {
  return transact({ ctx }, async (inner) => {
    for (const warningId of warningIds) await publish({ ctx: inner, event: { type: 'warning.raised', warningId } });
  });
}

function has({ socket }: Connected, ...warningIds: string[]): Promise<unknown> {
  return waitUntil(`it has ${warningIds.join(', ')}`, {
    condition: () => socket.warnings().length >= warningIds.length,
    timeoutMs,
  }).then(() => assert.deepEqual(socket.warnings(), warningIds));
}

describe('live events', () => {
  it('reach who follows them, in order, and nobody else', async () => {
    const world = await openWorld();
    const follower = connect(world);
    const other = connect(world, { ...world.ctx, workspaceId: await suite.createWorkspace() });
    const ofCalls = connect(world);
    const silent = connect(world);
    await subscribe(follower);
    await subscribe(other);
    await subscribe(ofCalls, { topics: ['calls'] });
    await raise(world.ctx, 'one');
    await raise(world.ctx, 'two');
    await has(follower, 'one', 'two');
    assert.deepEqual(follower.socket.frames.at(-1)?.topic, 'deals');
    assert.deepEqual([...other.socket.warnings(), ...ofCalls.socket.warnings()], []);
    assert.deepEqual(silent.socket.frames, []);
  });

  it('go on behind the last one after a drop, without loss and without double', async () => {
    const world = await openWorld();
    const first = connect(world);
    await subscribe(first);
    await raise(world.ctx, '1');
    await has(first, '1');
    first.client.gone();
    const missed = Array.from({ length: 450 }, (_each, index) => String(index + 2));
    await raise(world.ctx, ...missed);
    const again = connect(world);
    again.client.receive(JSON.stringify({ type: 'subscribe', after: first.socket.lastId() }));
    const during = ['a', 'b', 'c'];
    for (const warningId of during) await raise(world.ctx, warningId);
    await has(again, ...missed, ...during);
    assert.ok(again.socket.frames.some(({ type }) => type === 'place'));
  });

  it('lose nothing that was written before another and committed after it', async () => {
    const world = await openWorld();
    const follower = connect(world);
    await subscribe(follower);
    if (suite.database.kind === 'pglite') {
      await raise(world.ctx, 'only');
      await has(follower, 'only');
      return;
    }
    const gate = Promise.withResolvers<void>();
    const slow = transact({ ctx: world.ctx }, async (inner) => {
      await publish({ ctx: inner, event: { type: 'warning.raised', warningId: 'slow' } });
      await gate.promise;
    });
    await raise(world.ctx, 'quick');
    gate.resolve();
    await slow;
    await waitUntil('both have come', { condition: () => follower.socket.warnings().length === 2, timeoutMs });
    assert.deepEqual(follower.socket.warnings().toSorted(), ['quick', 'slow']);
  });

  it('end with a reason for who is too slow, and go on for the others', async () => {
    const world = await openWorld({ largestBufferBytes: 500 });
    const slow = connect(world);
    const quick = connect(world);
    await subscribe(slow);
    await subscribe(quick);
    slow.socket.takes = false;
    const ids = Array.from({ length: 10 }, (_each, index) => `w${index}`);
    for (const warningId of ids) await raise(world.ctx, warningId);
    await has(quick, ...ids);
    assert.equal(slow.socket.closed?.code, 1013);
    assert.match(slow.socket.closed.reason, /too slow/);
    const got = slow.socket.warnings();
    assert.ok(got.length > 0 && got.length < ids.length);
    const again = connect(world);
    await subscribe(again, { after: slow.socket.lastId() });
    await has(again, ...ids.slice(got.length));
  });

  it('end for who does not answer', async () => {
    const world = await openWorld();
    const { socket, client } = connect(world);
    world.hub.beat();
    assert.deepEqual([socket.pings, socket.isTerminated], [1, false]);
    client.answered();
    world.hub.beat();
    assert.deepEqual([socket.pings, socket.isTerminated], [2, false]);
    world.hub.beat();
    assert.equal(socket.isTerminated, true);
  });

  it('are counted: who comes, goes on, is let go and why, and what is sent', async () => {
    const seen: string[] = [];
    const world = await openWorld({
      largestBufferBytes: 1,
      mostClients: 2,
      watch: {
        clients: (count) => void seen.push(`${count} connected`),
        connection: (outcome) => void seen.push(outcome),
        subscription: (start) => void seen.push(start),
        eventSent: () => void seen.push('sent'),
      },
    });
    const first = connect(world);
    await subscribe(first);
    await raise(world.ctx, '1');
    await has(first, '1');
    const second = connect(world);
    assert.equal(world.hub.join({ socket: new MemorySocket(), ctx: world.ctx }), null);
    await subscribe(second, { after: first.socket.lastId() });
    first.socket.bufferedAmount = 2;
    await raise(world.ctx, '2');
    await has(second, '2');
    first.client.gone();
    world.hub.beat();
    world.hub.beat();
    second.client.gone();
    second.client.gone();
    const came = ['joined', '1 connected', 'new', 'sent', 'joined', '2 connected', 'refused', 'resumed'];
    assert.deepEqual(seen.slice(0, came.length), came);
    assert.deepEqual(seen.slice(came.length).toSorted(), ['0 connected', '1 connected', 'sent', 'silent', 'slow']);
  });

  it('name what is wrong with a message, and let go who sends too many', async () => {
    const world = await openWorld();
    const follower = connect(world);
    for (const after of ['nonsense', 'zzzzzzzzzzzz-zzzzzzzz']) {
      await subscribe(follower, { after });
      assert.deepEqual(
        [follower.socket.frames.at(-1)?.type, follower.socket.frames.at(-1)?.code],
        ['error', 'live.cursor-unknown'],
      );
    }
    for (const text of ['', 'not JSON', '[]', '{"type":"subscribe","topics":["nothing"]}', '{"type":"shout"}']) {
      follower.client.receive(text);
      assert.equal(follower.socket.frames.at(-1)?.code, 'input.invalid', text);
    }
    assert.deepEqual([follower.socket.closed], [null]);
    for (let count = 0; count < 60; count += 1) follower.client.receive('{}');
    assert.equal(follower.socket.closed?.code, 1008);
  });

  it('are refused to an actor without the right', async () => {
    const world = await openWorld();
    const guest = connect(world, { ...world.ctx, actor: { type: 'webhook', source: 'gong' } });
    await subscribe(guest);
    assert.equal(guest.socket.frames.at(-1)?.code, 'access.denied');
    const { workspaceId, db } = world.ctx;
    const denied = await db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, workspaceId), eq(auditRecords.action, 'access.denied')));
    assert.deepEqual(
      denied.map(({ result, details }) => [result, details]),
      [['refused', { action: 'event.read' }]],
    );
  });

  it('take no more connections than they may, and end with the server', async () => {
    const world = await openWorld({ mostClients: 1 });
    world.hub.assertRoom();
    const only = connect(world);
    assert.throws(() => world.hub.assertRoom(), { code: 'live.too-many' });
    assert.equal(world.hub.join({ socket: new MemorySocket(), ctx: world.ctx }), null);
    await world.hub.close();
    assert.equal(only.socket.closed?.code, 1001);
    only.client.gone();
    assert.equal(world.hub.clientCount(), 0);
  });

  it('end for whoever is signed in no longer, or may follow no longer, and for nobody else', async () => {
    const world = await openWorld();
    const grant = { role: 'administrator', scopes: null, seesOnly: null } as const;
    const user = { type: 'user', userId: 'usr_1', name: 'Maya', email: 'maya@tidewater.example' } as const;
    const signedIn = { ...world.ctx, actor: { ...user, grant, credentialId: 'ses_1' } };
    const answers: Record<string, (actor: Actor) => Promise<Actor>> = {
      holds: async (actor) => actor,
      ended: () => Promise.reject(new SophiaError('session.ended', 'Expected a session that holds, found none.')),
      lessened: async () => ({ ...signedIn.actor, grant: { ...grant, scopes: ['crm_access'] } }),
      unknown: () => Promise.reject(new Error('The database is away.')),
    };
    const reasons: Record<string, string | undefined> = {};
    for (const [name, renew] of Object.entries(answers)) {
      const socket = new MemorySocket();
      const client = world.hub.join({ socket, ctx: signedIn, renew });
      assert.ok(client !== null);
      await subscribe({ socket, client });
      await world.hub.renew();
      reasons[name] = socket.closed?.reason;
      client.gone();
    }
    assert.deepEqual(reasons, {
      holds: undefined,
      ended: 'session.ended: sign in and connect again',
      lessened: 'access.denied: you may follow events no longer',
      unknown: undefined,
    });
  });
});
