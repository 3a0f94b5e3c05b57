import { setTimeout as wait } from 'node:timers/promises';
import type { App, Receiver } from '@slack/bolt';
import type { SocketModeClient } from '@slack/socket-mode';
import { z } from 'zod';
import type { HttpClient } from '#platform/http-client';
import type { Log } from '#platform/log';
import { createSlackLogger } from './create-slack-app.ts';

export interface SocketReceiverOptions {
  readonly appToken: string;
  readonly baseUrl: string;
  readonly httpClient: HttpClient;
  readonly log: Log;
  readonly random: () => number;
  /** While Slack renews one connection, the others go on receiving. */
  readonly connections: number;
}

/** How what people do in Slack reaches us. */
export interface SocketState {
  readonly wanted: number;
  /** Slack hands each event to any one of them. */
  readonly standing: number;
  /** Tries in a row that came to nothing; 0 while none has failed since a connection stood. */
  readonly failures: number;
  /** Slack's word for why the last try failed, such as `invalid_auth`; null where it was not reached. */
  readonly code: string | null;
}

export interface SocketReceiver extends Receiver {
  state(): SocketState;
}

const SocketEvent = z.looseObject({
  type: z.string(),
  body: z.looseObject({}),
  retry_num: z.number().nullish(),
  retry_reason: z.string().nullish(),
  ack: z.custom<(answer?: unknown) => Promise<void>>((value) => typeof value === 'function'),
});

const firstPauseMs = 250;
const longestPauseMs = 30_000;
const stopPatienceMs = 2_000;

/** A receiver for Bolt over Socket Mode. Slack needs no public address then and signs nothing. */
export function createSocketReceiver(options: SocketReceiverOptions): SocketReceiver {
  const abort = new AbortController();
  const standing = new Set<SocketModeClient>();
  const keepers: Promise<void>[] = [];
  const trouble: Trouble = { failures: 0, code: null };
  let app: App | null = null;
  return {
    init: (given) => {
      app = given;
    },
    state: () => ({ wanted: options.connections, standing: standing.size, ...trouble }),
    start: () => {
      for (let number = 1; number <= options.connections; number += 1) {
        keepers.push(keepConnected({ options, standing, trouble, signal: abort.signal, appOf: () => app }));
      }
      return Promise.resolve();
    },
    stop: async () => {
      abort.abort();
      const patience = wait(stopPatienceMs, undefined, { ref: false });
      await Promise.race([Promise.all([...standing].map((client) => client.disconnect())), patience]);
      await Promise.race([Promise.all(keepers), patience]);
    },
  };
}

/** Of all connections together. */
interface Trouble {
  failures: number;
  code: string | null;
}

interface Keeper {
  readonly options: SocketReceiverOptions;
  readonly standing: Set<SocketModeClient>;
  readonly trouble: Trouble;
  readonly signal: AbortSignal;
  readonly appOf: () => App | null;
}

/** Connects, stays until the connection goes, and connects again; a pause grows only while nobody answers. */
async function keepConnected(keeper: Keeper): Promise<void> {
  const { options, standing, trouble, signal } = keeper;
  let failures = 0;
  while (!signal.aborted) {
    const client = await createClient(keeper);
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    client.once('disconnected', () => resolve());
    try {
      await client.start();
      failures = 0;
      Object.assign(trouble, { failures: 0, code: null });
      standing.add(client);
      await gone;
    } catch (error) {
      failures += 1;
      Object.assign(trouble, { failures: trouble.failures + 1, code: codeOf(error) });
      options.log.warn({ err: error, failures }, 'Slack could not be connected by Socket Mode; it is tried again');
    } finally {
      standing.delete(client);
    }
    await pause({ failures, signal, random: options.random });
  }
}

const SlackRefusal = z.object({ data: z.object({ error: z.string().regex(/^[a-z_]+$/) }) });

function codeOf(error: unknown): string | null {
  return SlackRefusal.safeParse(error).data?.data.error ?? null;
}

async function createClient({ options, appOf }: Keeper): Promise<SocketModeClient> {
  const { LogLevel, SocketModeClient } = await import('@slack/socket-mode');
  const client = new SocketModeClient({
    appToken: options.appToken,
    // Its own way of reconnecting ends the process where Slack cannot be reached.
    autoReconnectEnabled: false,
    logger: createSlackLogger({ log: options.log, level: LogLevel.WARN }),
    clientOptions: {
      slackApiUrl: options.baseUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      fetch: options.httpClient.createFetch({ retryUnsafe: true }),
    },
  });
  client.on('slack_event', (given: unknown) => void receive({ given, app: appOf(), log: options.log }));
  return client;
}

/** What could not be kept is not acknowledged, so that Slack sends it again. */
async function receive({ given, app, log }: { given: unknown; app: App | null; log: Log }): Promise<void> {
  const parsed = SocketEvent.safeParse(given);
  if (!parsed.success || app === null) return;
  const { type, body, ack, retry_num: retryNumber, retry_reason: retryReason } = parsed.data;
  const isEvent = type === 'events_api';
  try {
    await app.processEvent({
      body,
      ack: (answer?: unknown) => (isEvent ? Promise.resolve() : ack(answer)),
      ...(typeof retryNumber === 'number' ? { retryNum: retryNumber } : {}),
      ...(typeof retryReason === 'string' ? { retryReason } : {}),
    });
    if (isEvent) await ack();
  } catch (error) {
    log.error({ err: error, type }, 'Something from Slack could not be kept; Slack sends an event again');
  }
}

async function pause({
  failures,
  signal,
  random,
}: {
  failures: number;
  signal: AbortSignal;
  random: () => number;
}): Promise<void> {
  if (failures === 0 || signal.aborted) return;
  const ceilingMs = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
  await wait(ceilingMs * (0.5 + random() / 2), undefined, { signal, ref: false }).catch(() => undefined);
}
