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

/** Reads the feed once for all clients of this process, at once after a commit of it and otherwise at the next poll. */
export function createLiveHub(options: LiveHubOptions): LiveHub {
  const hub: Hub = {
    options,
    clients: new Set(),
    place: null,
    offeredPages: 0,
    isClosed: false,
    reading: null,
    isRenewing: false,
  };
  function ring(): void {
    void read(hub);
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
      await hub.reading?.done;
    },
  };
}

interface Hub {
  readonly options: LiveHubOptions;
  readonly clients: Set<LiveClient>;
  /** How far was read; null while nobody is there. */
  place: FeedPlace | null;
  offeredPages: number;
  isClosed: boolean;
  reading: { readonly done: Promise<void>; again: boolean } | null;
  isRenewing: boolean;
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
    offeredPages: () => hub.offeredPages,
    isRead: () => beginReading(hub),
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

/** Behind the place where the hub begins, everything is offered; a client may go live only after that. */
async function beginReading(hub: Hub): Promise<void> {
  if (hub.place !== null) return;
  await read(hub);
  if (hub.place === null) {
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

/** One reading at a time; what rings meanwhile is looked for by it once more. */
function read(hub: Hub): Promise<void> {
  if (hub.reading !== null) {
    hub.reading.again = true;
    return hub.reading.done;
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  const reading = { done: promise, again: true };
  hub.reading = reading;
  void readWhile(hub, reading).finally(() => {
    hub.reading = null;
    resolve();
  });
  return promise;
}

async function readWhile(hub: Hub, reading: { again: boolean }): Promise<void> {
  try {
    while (reading.again && !hub.isClosed) {
      reading.again = false;
      if (hub.clients.size === 0) {
        hub.place = null;
        return;
      }
      if (await readOnce(hub)) reading.again = true;
    }
  } catch (error) {
    hub.options.log.error({ err: error }, 'Live events could not be read; they are looked for again');
  }
}

/** Whether there is more. A hub that was empty begins where the feed ends; its clients catch up from where they were. */
async function readOnce(hub: Hub): Promise<boolean> {
  const { db } = hub.options;
  if (hub.place === null) {
    await mendFeed(db);
    hub.place = await headOfFeed({ db, workspaceId: null });
    hub.offeredPages += 1;
    return true;
  }
  const { events, through, hasMore } = await readFeed({
    db,
    workspaceId: null,
    after: hub.place,
    limit: eventsPerPage,
  });
  const pages = await pagesFor({ hub, events });
  hub.place = through;
  if (events.length === 0) return hasMore;
  hub.offeredPages += 1;
  for (const client of hub.clients) {
    for (const event of pages.get(rightsOf(client)) ?? []) client.offer(event);
  }
  return hasMore;
}

/** What those with the same rights see of some events, written once for all of them; also for who came meanwhile. */
async function pagesFor({
  hub,
  events,
}: {
  hub: Hub;
  events: readonly FeedEvent[];
}): Promise<ReadonlyMap<string, readonly LiveEvent[]>> {
  const pages = new Map<string, readonly LiveEvent[]>();
  for (let waited = events.length > 0; waited; ) {
    waited = false;
    for (const client of hub.clients) {
      const rights = rightsOf(client);
      if (pages.has(rights)) continue;
      waited = true;
      const own = events.filter(({ message }) => message.workspaceId === client.workspaceId);
      const seen = own.length === 0 ? [] : await seenEvents({ ctx: client.ctx(), events: own });
      pages.set(rights, seen.map(toLiveEvent));
    }
  }
  return pages;
}

/** The same text for those who see the same events. */
function rightsOf(client: LiveClient): string {
  const { actor } = client.ctx();
  const grants = actor.type === 'agent' ? ['agent', actor.actsFor.grant] : 'grant' in actor ? [actor.grant] : [];
  return JSON.stringify([client.workspaceId, grants]);
}
