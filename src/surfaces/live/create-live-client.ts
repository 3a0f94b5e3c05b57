import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { authorise } from '#modules/access';
import type { AssistantContext } from '#modules/assistant';
import { comparePlaces, openFeed, readFeedPage } from '#modules/feed';
import type { Actor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { type FeedPlace, startOfFeed } from '#platform/events';
import { type Chat, createChat } from './create-chat.ts';
import { errorOf } from './error-of.ts';
import { ClientFrame, closeCodes, type LiveEvent, type SubscribeFrame, toLiveEvent } from './live-event.ts';
import type { LiveSocket } from './live-socket.ts';
import type { DropReason, LiveWatch } from './live-watch.ts';
import { noteDenial } from './note-denial.ts';
import type { LiveTopic } from './topic-of.ts';

export interface LiveClient {
  readonly workspaceId: string;
  /** Whoever connected, with the rights that were looked at last. */
  ctx(): AssistantContext;
  /** Something came from the client. */
  receive(text: string): void;
  /** Something new was committed; it reaches those that have everything before it. */
  offer(events: readonly LiveEvent[]): void;
  /** The client answered a ping. */
  answered(): void;
  /** Asks whether it is still there; one that did not answer the last time is let go. */
  beat(): void;
  /** Looks whether whoever connected is signed in and may follow still; otherwise lets it go. */
  renew(): Promise<void>;
  /** Says why, and lets it go. */
  leave(code: number, reason: string): void;
  /** The socket is gone. */
  gone(): void;
}

export interface LiveClientOptions {
  readonly socket: LiveSocket;
  readonly ctx: AssistantContext;
  readonly renew: (actor: Actor) => Promise<Actor>;
  /** How much may wait for a slow client. */
  readonly largestBufferBytes: number;
  /** Once it is sure that everything which is committed from now on is offered. */
  readonly isRead: () => Promise<void>;
  readonly watch: LiveWatch | null;
}

interface State {
  mode: 'idle' | 'catching-up' | 'live' | 'gone';
  /** Each subscription ends the one before. */
  generation: number;
  topics: ReadonlySet<LiveTopic>;
  place: FeedPlace;
  /** How many pages were offered so far: what came while a page was read is seen by it. */
  offeredPages: number;
  /** Whoever connected, with the rights that were looked at last. */
  ctx: AssistantContext;
  isAnswering: boolean;
  /** Since the last beat. */
  frames: number;
}

const eventsPerPage = 200;
const mostFramesPerBeat = 60;
const closingPatienceMs = 2_000;

/**
 * One client. It catches up from the database, page after page and as fast as it takes them, and goes live at a moment
 * in which nothing lies between the two. What it has had is known by its place, so nothing comes twice.
 */
export function createLiveClient(options: LiveClientOptions): LiveClient {
  const { socket, ctx } = options;
  const state: State = {
    ctx,
    mode: 'idle',
    generation: 0,
    topics: new Set(),
    place: startOfFeed,
    offeredPages: 0,
    isAnswering: true,
    frames: 0,
  };
  const chat = createChat({
    ctx: () => state.ctx,
    say: (frame) => say(client, frame),
  });
  const client: Client = { options, state, chat };
  return {
    workspaceId: ctx.workspaceId,
    ctx: () => state.ctx,
    receive: (text) => receive(client, text),
    offer: (events) => {
      state.offeredPages += 1;
      if (state.mode !== 'live') return;
      for (const event of events) pass(client, event);
    },
    answered: () => {
      state.isAnswering = true;
    },
    beat: () => {
      if (!state.isAnswering) {
        if (state.mode !== 'gone') options.watch?.connection('silent');
        socket.terminate();
      }
      state.isAnswering = false;
      state.frames = 0;
      if (state.mode !== 'gone') socket.ping();
    },
    renew: () => renew(client),
    leave: (code, reason) => leave(client, { code, reason }),
    gone: () => {
      state.mode = 'gone';
      chat.stopAll();
    },
  };
}

interface Client {
  readonly options: LiveClientOptions;
  readonly state: State;
  readonly chat: Chat;
}

function receive(client: Client, text: string): void {
  const { state } = client;
  state.frames += 1;
  if (state.frames > mostFramesPerBeat) {
    leave(client, {
      code: closeCodes.policy,
      reason: 'too many messages: subscribe once, ask one thing after another',
    });
    return;
  }
  const frame = readFrame(text);
  if (!frame.success) {
    const message = `Expected {"type":"subscribe","topics":[…],"after":…}, {"type":"ask","id":…,"question":…} or {"type":"stop","id":…}, found another message.\n${z.prettifyError(frame.error)}`;
    tell(client, { type: 'error', ...errorOf(new SophiaError('input.invalid', message)) });
    return;
  }
  switch (frame.data.type) {
    case 'ask':
      client.chat.ask(frame.data);
      return;
    case 'stop':
      client.chat.stop(frame.data.id);
      return;
    case 'subscribe':
      state.generation += 1;
      void follow(client, { frame: frame.data, generation: state.generation });
      return;
    default:
      frame.data satisfies never;
  }
}

function readFrame(text: string) {
  try {
    return ClientFrame.safeParse(JSON.parse(text));
  } catch {
    return ClientFrame.safeParse(undefined);
  }
}

async function follow(
  client: Client,
  { frame, generation }: { frame: SubscribeFrame; generation: number },
): Promise<void> {
  const { options, state } = client;
  const { ctx } = state;
  state.mode = 'catching-up';
  try {
    const { place } = await openFeed({ ctx, input: { after: frame.after } });
    if (isOver(client, generation)) return;
    state.topics = new Set(frame.topics);
    state.place = place;
    options.watch?.subscription(frame.after === null ? 'new' : 'resumed');
    tell(client, { type: 'subscribed', topics: frame.topics, after: place.cursor });
    await catchUp(client, generation);
  } catch (error) {
    await noteDenial({ ctx, error });
    if (isOver(client, generation)) return;
    state.mode = 'idle';
    if (error instanceof SophiaError && error.entry.fault === 'caller') {
      tell(client, { type: 'error', ...errorOf(error) });
      return;
    }
    leaveUnforeseen(client, error);
  }
}

/** With other rights somebody is offered what others are, who may be behind or ahead of those before. */
async function catchUpAnew(client: Client): Promise<void> {
  const { state } = client;
  const { generation } = state;
  state.mode = 'catching-up';
  try {
    await catchUp(client, generation);
  } catch (error) {
    if (!isOver(client, generation)) leaveUnforeseen(client, error);
  }
}

function leaveUnforeseen(client: Client, error: unknown): void {
  const { ctx } = client.state;
  ctx.log.error({ err: error, requestId: ctx.requestId }, 'Live events could not be read');
  leave(client, { code: closeCodes.unforeseen, reason: `unforeseen: see ${ctx.requestId} in the log, come again` });
}

async function catchUp(client: Client, generation: number): Promise<void> {
  const { options, state } = client;
  for (;;) {
    await options.isRead();
    const { ctx, offeredPages } = state;
    const page = await readFeedPage({ ctx, input: { after: state.place, limit: eventsPerPage } });
    if (isOver(client, generation)) return;
    for (const event of page.events) pass(client, toLiveEvent(event));
    state.place = page.through;
    // With other rights somebody is offered what is read at another place.
    if (!page.hasMore && state.offeredPages === offeredPages && state.ctx === ctx) {
      state.mode = 'live';
      return;
    }
    // A word for each page would count what somebody does not see.
    if (page.events.length > 0) await tellPlace(client);
    if (isOver(client, generation)) return;
  }
}

/** What goes wrong by itself says nothing about whoever connected: it is looked at again with the next beat. */
async function renew(client: Client): Promise<void> {
  const { options, state } = client;
  if (state.mode === 'gone') return;
  try {
    const before = state.ctx.actor;
    state.ctx = { ...state.ctx, actor: await options.renew(before) };
    if (state.mode === 'idle') return;
    authorise({ ctx: state.ctx, action: 'event.read', resource: { type: 'event', id: null } });
    if (state.mode === 'live' && !isDeepStrictEqual(before, state.ctx.actor)) void catchUpAnew(client);
  } catch (error) {
    if (error instanceof SophiaError && error.entry.fault === 'caller') {
      const what = error.code === 'access.denied' ? 'you may follow events no longer' : 'sign in and connect again';
      leave(client, { code: closeCodes.policy, reason: `${error.code}: ${what}` });
      return;
    }
    state.ctx.log.warn({ err: error }, 'Whether somebody is signed in still could not be looked at');
  }
}

/** Sends an event that the client has not had and follows; one that takes too little is let go. */
function pass(client: Client, { place, topic, text }: LiveEvent): void {
  const { options, state } = client;
  if (state.mode === 'gone' || comparePlaces(place, state.place) <= 0) return;
  state.place = place;
  if (state.topics.size > 0 && !state.topics.has(topic)) return;
  if (options.socket.bufferedAmount > options.largestBufferBytes) {
    leave(client, { code: closeCodes.tryAgain, reason: 'too slow: connect again with the id of the last event' });
    return;
  }
  options.socket.send(text);
  options.watch?.eventSent();
}

/** Says how far it has come, and goes on once that has left this process: a slow client is read for slowly. */
function tellPlace({ options, state }: Client): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  options.socket.send(JSON.stringify({ type: 'place', id: state.place.cursor }), () => resolve());
  return promise;
}

function isOver({ state }: Client, generation: number): boolean {
  return state.mode === 'gone' || state.generation !== generation;
}

/** Says a part of an answer, and goes on once that has left this process; one that takes too little is let go. */
function say(client: Client, frame: Readonly<Record<string, unknown>>): Promise<void> {
  const { options, state } = client;
  if (state.mode === 'gone') return Promise.resolve();
  if (options.socket.bufferedAmount > options.largestBufferBytes) {
    leave(client, { code: closeCodes.tryAgain, reason: 'too slow: connect again and ask again' });
    return Promise.resolve();
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  options.socket.send(JSON.stringify(frame), () => resolve());
  return promise;
}

function tell({ options, state }: Client, frame: Readonly<Record<string, unknown>>): void {
  if (state.mode !== 'gone') options.socket.send(JSON.stringify(frame));
}

/** A client that reads nothing does not see the reason either; it is then let go without a word. */
function leave({ options, state, chat }: Client, { code, reason }: { code: number; reason: string }): void {
  if (state.mode === 'gone') return;
  state.mode = 'gone';
  options.watch?.connection(reasonOf(code));
  chat.stopAll();
  options.socket.close(code, reason);
  setTimeout(() => options.socket.terminate(), closingPatienceMs).unref();
}

function reasonOf(code: number): DropReason {
  switch (code) {
    case closeCodes.tryAgain:
      return 'slow';
    case closeCodes.goingAway:
      return 'stopping';
    case closeCodes.policy:
      return 'policy';
    default:
      return 'unforeseen';
  }
}
