import { isBounded } from '#modules/access';
import type { AssistantContext } from '#modules/assistant';
import { seenEvents } from '#modules/feed';
import type { Actor } from '#platform/context';
import { type Database, listenForSignal } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { type FeedEvent, type FeedPlace, headOfFeed, mendFeed, outboxSignal, readFeed } from '#platform/events';
import type { Log } from '#platform/log';
import { createLiveClient, type LiveClient } from './create-live-client.ts';
import { closeCodes, type LiveEvent, toLiveEvent } from './live-event.ts';
import type { LiveSocket } from './live-socket.ts';
import type { LiveWatch } from './live-watch.ts';

export interface LiveHubOptions {
  readonly db: Database;
  readonly log: Log;
  /** How long until what other processes have written is looked for; 500 ms by default. */
  readonly pollIntervalMs?: number;
  /** How often clients are asked whether they are there; 30 s by default. */
  readonly beatIntervalMs?: number;
  /** How much may wait for a slow client; 1 MiB by default. */
  readonly largestBufferBytes?: number;
  /** How many connections there may be; 10,000 by default. */
  readonly mostClients?: number;
  /** Told of what happens at connections; for metrics. */
  readonly watch?: LiveWatch;
}

/** Somebody who connects. */
export interface LiveConnection {
  readonly socket: LiveSocket;
  readonly ctx: AssistantContext;
  /** Their rights of that moment; throws once they are signed in no longer. Left out where nobody signs in. */
  readonly renew?: (actor: Actor) => Promise<Actor>;
}

export interface LiveHub {
  /** Null where there are too many already, or the hub is closed. */
  join(connection: LiveConnection): LiveClient | null;
  clientCount(): number;
  /** Throws `live.too-many` where nobody else may connect, and counts who is refused by it. */
  assertRoom(): void;
  /** Asks all clients whether they are there. */
  beat(): void;
  /** Looks whether everybody is signed in still; those who are not are let go. With each beat, too. */
  renew(): Promise<void>;
  /** Lets everybody go with a reason, and ends. */
  close(): Promise<void>;
}

const eventsPerPage = 500;
/** Sets of rights that are looked up at a time: the database is there for others, too. */
const groupsAtOnce = 4;

/**
 * Reads the feed for all clients of this process, at once after a commit of it and otherwise at the next poll: once for
 * those who see everything, and once for those whose events are looked up, as that takes a while where they are many.
 */
export function createLiveHub(options: LiveHubOptions): LiveHub {
  const hub: Hub = {
    options,
    clients: new Set(),
    lanes: { unbounded: createLane(), bounded: createLane() },
    isClosed: false,
    isRenewing: false,
  };
  function ring(): void {
    for (const name of laneNames) void read(hub, name);
  }
  const stopListening = listenForSignal(options.db, { signal: outboxSignal, listener: ring });
  const poll = setInterval(ring, options.pollIntervalMs ?? 500).unref();
  const beats = setInterval(() => {
    beat(hub);
    void renewAll(hub);
  }, options.beatIntervalMs ?? 30_000).unref();
  return {
    join: (connection) => join({ hub, ...connection }),
    clientCount: () => hub.clients.size,
    assertRoom: () => assertRoom(hub),
    beat: () => beat(hub),
    renew: () => renewAll(hub),
    close: async () => {
      hub.isClosed = true;
      stopListening();
      clearInterval(poll);
      clearInterval(beats);
      for (const client of hub.clients) client.leave(closeCodes.goingAway, 'Sophia stops: connect again');
      await Promise.all(laneNames.map((name) => hub.lanes[name].reading?.done));
    },
  };
}

interface Hub {
  readonly options: LiveHubOptions;
  readonly clients: Set<LiveClient>;
  readonly lanes: Readonly<Record<LaneName, Lane>>;
  isClosed: boolean;
  isRenewing: boolean;
}

const laneNames = ['unbounded', 'bounded'] as const;
type LaneName = (typeof laneNames)[number];

interface Lane {
  /** How far was read; null while nobody is there. */
  place: FeedPlace | null;
  reading: { readonly done: Promise<void>; again: boolean } | null;
}

function createLane(): Lane {
  return { place: null, reading: null };
}

function laneOf(client: LiveClient): LaneName {
  return isBounded(client.ctx()) ? 'bounded' : 'unbounded';
}

const defaultMostClients = 10_000;
const defaultBufferBytes = 1024 * 1024;

function join({ hub, socket, ctx, renew }: LiveConnection & { hub: Hub }): LiveClient | null {
  const { largestBufferBytes = defaultBufferBytes, watch } = hub.options;
  if (isFull(hub)) {
    watch?.connection('refused');
    return null;
  }
  const client = createLiveClient({
    socket,
    ctx,
    renew: renew ?? ((actor) => Promise.resolve(actor)),
    largestBufferBytes,
    isRead: () => beginReading(hub, laneOf(client)),
    watch: watch ?? null,
  });
  const member: LiveClient = {
    ...client,
    gone: () => {
      client.gone();
      if (hub.clients.delete(member)) watch?.clients(hub.clients.size);
    },
  };
  hub.clients.add(member);
  watch?.connection('joined');
  watch?.clients(hub.clients.size);
  return member;
}

function assertRoom(hub: Hub): void {
  if (!isFull(hub)) return;
  hub.options.watch?.connection('refused');
  throw new SophiaError('live.too-many', 'Expected room for one more live connection, found none.');
}

function isFull({ isClosed, clients, options }: Hub): boolean {
  return isClosed || clients.size >= (options.mostClients ?? defaultMostClients);
}

/** Behind the place where a lane begins, everything is offered; a client may go live only after that. */
async function beginReading(hub: Hub, name: LaneName): Promise<void> {
  if (hub.lanes[name].place !== null) return;
  await read(hub, name);
  if (hub.lanes[name].place === null) {
    throw new SophiaError('internal.unexpected', 'Expected the feed to be read, found that it cannot be.');
  }
}

function beat(hub: Hub): void {
  for (const client of hub.clients) client.beat();
}

/** One after the other, so that however many there are, other questions to the database get their turn. */
async function renewAll(hub: Hub): Promise<void> {
  if (hub.isRenewing) return;
  hub.isRenewing = true;
  try {
    for (const client of hub.clients) {
      if (!hub.isClosed) await client.renew();
    }
  } finally {
    hub.isRenewing = false;
  }
}

/** One reading of a lane at a time; what rings meanwhile is looked for by it once more. */
function read(hub: Hub, name: LaneName): Promise<void> {
  const lane = hub.lanes[name];
  if (lane.reading !== null) {
    lane.reading.again = true;
    return lane.reading.done;
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  lane.reading = { done: promise, again: true };
  void readWhile({ hub, name, reading: lane.reading }).finally(() => {
    lane.reading = null;
    resolve();
  });
  return promise;
}

interface Reading {
  readonly hub: Hub;
  readonly name: LaneName;
  readonly reading: { again: boolean };
}

async function readWhile({ hub, name, reading }: Reading): Promise<void> {
  try {
    while (reading.again && !hub.isClosed) {
      reading.again = false;
      if (![...hub.clients].some((client) => laneOf(client) === name)) {
        hub.lanes[name].place = null;
        return;
      }
      if (await readOnce(hub, name)) reading.again = true;
    }
  } catch (error) {
    hub.options.log.error({ err: error }, 'Live events could not be read; they are looked for again');
  }
}

/** Whether there is more. A lane that was empty begins where the feed ends; its clients catch up from where they were. */
async function readOnce(hub: Hub, name: LaneName): Promise<boolean> {
  const { db } = hub.options;
  const lane = hub.lanes[name];
  if (lane.place === null) {
    await mendFeed(db);
    lane.place = await headOfFeed({ db, workspaceId: null });
    return true;
  }
  const { events, through, hasMore } = await readFeed({
    db,
    workspaceId: null,
    after: lane.place,
    limit: eventsPerPage,
  });
  if (events.length > 0) await offerToAll({ hub, name, events });
  lane.place = through;
  return hasMore;
}

interface Offering {
  readonly hub: Hub;
  readonly name: LaneName;
  readonly events: readonly FeedEvent[];
}

/**
 * What those with the same rights see of some events is written once, and reaches them as soon as it is. Whoever comes
 * meanwhile, or has other rights by then, reads these events while catching up.
 */
async function offerToAll({ hub, name, events }: Offering): Promise<void> {
  const members = [...hub.clients].filter((client) => laneOf(client) === name);
  const waiting = [...Map.groupBy(members, rightsOf)];
  async function offerToNext(): Promise<void> {
    for (let group = waiting.shift(); group !== undefined && !hub.isClosed; group = waiting.shift()) {
      const [rights, clients] = group;
      const page = await readPage(clients, events);
      if (page.length === 0) continue;
      for (const client of clients) {
        if (rightsOf(client) === rights) client.offer(page);
      }
    }
  }
  await Promise.all(Array.from({ length: groupsAtOnce }, offerToNext));
}

async function readPage([client]: readonly LiveClient[], events: readonly FeedEvent[]): Promise<readonly LiveEvent[]> {
  const own = events.filter(({ message }) => message.workspaceId === client?.workspaceId);
  if (client === undefined || own.length === 0) return [];
  return (await seenEvents({ ctx: client.ctx(), events: own })).map(toLiveEvent);
}

/** The same text for those who see the same events. */
function rightsOf(client: LiveClient): string {
  const { actor } = client.ctx();
  const grants = actor.type === 'agent' ? ['agent', actor.actsFor.grant] : 'grant' in actor ? [actor.grant] : [];
  return JSON.stringify([client.workspaceId, grants]);
}
