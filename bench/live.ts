import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { performance } from 'node:perf_hooks';
import { WebSocket, WebSocketServer } from 'ws';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { sql } from '#platform/sql';
import { createLiveHub, type LiveHub } from '#surfaces/live';
import { withBenchContext } from './bench-database.ts';
import { type BenchRow, formatMs, formatRatio } from './measure.ts';

const clientCount = 2000;
const boundedCount = 200;
const rounds = 30;
const few = 1000;
const many = 100_000;
const clientsAtOnce = 100;

/**
 * One event to 2,000 clients of one process, against the same bytes sent to the same sockets and nothing else done; and
 * behind a hundred times as many events.
 */
export async function benchLive(): Promise<BenchRow[]> {
  return withBenchContext(async (ctx) => {
    const hub = createLiveHub({ db: ctx.db, log: ctx.log });
    const before = process.memoryUsage().rss;
    const stage = await openStage({ ctx, hub });
    try {
      await raise(ctx, 0);
      await stage.everybodyHas(1);
      await loadEvents(ctx, few);
      const throughSophia = await measure(stage, (round) => raise(ctx, round));
      const text = stage.lastText();
      const bare = await measure(stage, async () => stage.sendToAll(text));
      const perClientKib = (process.memoryUsage().rss - before) / 1024 / clientCount;
      await loadEvents(ctx, many - few);
      const late = await measure(stage, (round) => raise(ctx, rounds + round));
      joinBounded({ ctx, hub });
      const beside = await measure(stage, (round) => raise(ctx, 2 * rounds + round));
      return [
        rowOf({ throughSophia, bare, perClientKib }),
        growthRow({ early: throughSophia, late }),
        besideRow({ alone: late, beside }),
      ];
    } finally {
      await hub.close();
      await stage.close();
    }
  });
}

function rowOf({
  throughSophia,
  bare,
  perClientKib,
}: {
  throughSophia: readonly number[];
  bare: readonly number[];
  perClientKib: number;
}): BenchRow {
  const ratio = middle(throughSophia) / middle(bare);
  const slow = throughSophia[Math.floor(throughSophia.length * 0.95)] ?? 0;
  return {
    measure: `an event, from its commit to ${clientCount} clients / the same bytes to the same sockets`,
    reached: formatRatio(ratio),
    aim: 'at most 2 ×',
    met: ratio <= 2,
    note: `${formatMs(middle(throughSophia))} (95th percentile ${formatMs(slow)}) until the last of them has it, of which bare sending ${formatMs(middle(bare))}; ${perClientKib.toFixed(0)} KiB each, both ends of it in this process`,
  };
}

function growthRow({ early, late }: { early: readonly number[]; late: readonly number[] }): BenchRow {
  const ratio = middle(late) / middle(early);
  return {
    measure: `an event to ${clientCount} clients behind ${many} events / behind ${few}`,
    reached: formatRatio(ratio),
    aim: 'flat (at most 1.3 ×)',
    met: ratio <= 1.3,
    note: `${formatMs(middle(early))} and ${formatMs(middle(late))}`,
  };
}

function besideRow({ alone, beside }: { alone: readonly number[]; beside: readonly number[] }): BenchRow {
  const ratio = middle(beside) / middle(alone);
  return {
    measure: `an event to ${clientCount} clients who see everything, beside ${boundedCount} for each of whom it is looked up / alone`,
    reached: formatRatio(ratio),
    aim: 'flat (at most 1.3 ×)',
    met: ratio <= 1.3,
    note: `${formatMs(middle(beside))} and ${formatMs(middle(alone))}`,
  };
}

/** Representatives, each with a bound of their own, who follow everything that is theirs. */
function joinBounded({ ctx, hub }: { ctx: Context; hub: LiveHub }): void {
  for (let place = 0; place < boundedCount; place += 1) {
    const email = `representative-${place}@tidewater.example`;
    const grant = { role: 'representative', scopes: null, seesOnly: [email] } as const;
    const actor = { type: 'user', userId: `usr_${place}`, name: email, email, grant, credentialId: 'key_1' } as const;
    const client = hub.join({ ctx: { ...ctx, actor }, socket: silentSocket });
    if (client === null) throw new Error('Expected room for every client, found none.');
    client.receive('{"type":"subscribe"}');
  }
}

const silentSocket = {
  bufferedAmount: 0,
  // oxlint-disable-next-line sophia/two-parameters -- the form that sockets have
  send: (_text: string, sent?: () => void) => sent?.(),
  close: () => undefined,
  terminate: () => undefined,
  ping: () => undefined,
};

/** Events of long ago, which whoever is connected has behind them. */
async function loadEvents(ctx: Context, count: number): Promise<void> {
  await ctx.db.execute(sql`insert into outbox (workspace_id, type, payload, request, created_at, dispatched_at, transaction_id)
    select ${ctx.workspaceId}, 'warning.raised', jsonb_build_object('warningId', 'wrn_of_' || n), '{}', now(), now(), '1'::xid8
    from generate_series(1, ${count}::integer) n`);
  await ctx.db.execute(sql`analyze outbox`);
}

async function raise(ctx: Context, round: number): Promise<void> {
  const event = { type: 'warning.raised', warningId: `wrn_${round}` } as const;
  await transact({ ctx }, (inner) => publish({ ctx: inner, event }));
}

interface Stage {
  /** Until each client has had so many events. */
  everybodyHas(events: number): Promise<void>;
  sendToAll(text: string): void;
  lastText(): string;
  received(): number;
  close(): Promise<void>;
}

async function measure(stage: Stage, send: (round: number) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const events = stage.received() / clientCount + 1;
    const startedAtMs = performance.now();
    await send(round);
    await stage.everybodyHas(events);
    times.push(performance.now() - startedAtMs);
  }
  return times.sort((one, other) => one - other);
}

async function openStage({ ctx, hub }: { ctx: Context; hub: LiveHub }): Promise<Stage> {
  const { server, sockets } = serveHub({ ctx, hub });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `ws://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const seen = { events: 0, text: '', told: () => {} };
  const clients: WebSocket[] = [];
  while (clients.length < clientCount) {
    const some = Array.from({ length: clientsAtOnce }, () => openClient(url));
    clients.push(...(await Promise.all(some)));
  }
  for (const client of clients) {
    client.on('message', (data) => {
      seen.events += 1;
      seen.text = String(data);
      seen.told();
    });
  }
  return {
    received: () => seen.events,
    lastText: () => seen.text,
    sendToAll: (text) => {
      for (const socket of sockets.clients) socket.send(text);
    },
    everybodyHas: (events) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      seen.told = () => {
        if (seen.events >= events * clientCount) resolve();
      };
      seen.told();
      return promise;
    },
    close: async () => {
      for (const client of clients) client.terminate();
      sockets.close();
      server.close();
      await once(server, 'close');
    },
  };
}

function serveHub({ ctx, hub }: { ctx: Context; hub: LiveHub }): { server: Server; sockets: WebSocketServer } {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const client = hub.join({ socket, ctx });
    if (client === null) throw new Error('Expected room for every client, found none.');
    socket.on('message', (data) => client.receive(String(data)));
    socket.on('pong', () => client.answered());
    socket.on('close', () => client.gone());
  });
  return { server, sockets };
}

/** Connected and subscribed. */
async function openClient(url: string): Promise<WebSocket> {
  const client = new WebSocket(url);
  await once(client, 'open');
  client.send('{"type":"subscribe"}');
  await once(client, 'message');
  return client;
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
