import Fastify from 'fastify';
import { z } from 'zod';
import type { Chat } from '#contracts';
import {
  connectSlack,
  createSlackApp,
  createSlackReceiver,
  type SlackDesk,
  type SlackListeners,
  type SlackSettings,
  slackPolicies,
} from '#integrations/slack';
import { type Clock, systemClock } from '#platform/clock';
import { createHttpClient, type HttpClient } from '#platform/http-client';
import { createMemoryLog } from '#platform/log';

/** What the simulator of Slack knows its one app by. */
export const slackSettings = {
  botToken: 'xoxb-simulator',
  signingSecret: 'slack-simulator-signing-secret',
  appToken: null,
  defaultChannel: 'sophia',
} as const;

type Answer = Record<string, unknown>;

export interface SlackAccess {
  readonly chat: Chat;
  readonly desk: SlackDesk;
  readonly httpClient: HttpClient;
  readonly apiUrl: string;
  /** Calls a control address of the simulator; throws the sentence of a refusal. */
  control(path: string, body?: unknown): Promise<Answer>;
  read(path: string): Promise<Answer>;
}

/** A chat on a running simulator of Slack, without the vendor's pace, which would only slow a test down. */
export async function openSlack({
  url,
  settings = {},
  keepsPace = false,
}: {
  url: string;
  settings?: Partial<SlackSettings>;
  keepsPace?: boolean;
}): Promise<SlackAccess> {
  const httpClient = createHttpClient({
    clock: systemClock,
    random: () => 0.1,
    policies: { [new URL(url).host]: { ...slackPolicies, retryBaseDelayMs: 10 } },
  });
  const apiUrl = `${url}/api`;
  const connection = connectSlack({
    settings: { ...slackSettings, baseUrl: apiUrl, ...settings },
    httpClient,
    simulated: true,
    keepsPace,
  });
  if (connection.state === 'off' || connection.desk === null) throw new Error('Slack is off.');
  return {
    chat: connection.client,
    desk: connection.desk,
    httpClient,
    apiUrl,
    control: async (path, body = {}) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}/_control/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      const answer = z.record(z.string(), z.unknown()).parse(await response.json());
      if (!response.ok) throw new Error(String(answer['error']));
      return answer;
    },
    read: async (path) => z.record(z.string(), z.unknown()).parse(await (await fetch(`${url}${path}`)).json()),
  };
}

/** Our side of the Events API: a server that hands each raw request to the receiver. */
export async function serveSlack({
  listeners,
  access,
  clock = systemClock,
}: {
  listeners: SlackListeners;
  access: SlackAccess;
  clock?: Clock;
}): Promise<{ url: string; statuses: number[]; close(): Promise<void> }> {
  const { signingSecret, botToken } = slackSettings;
  const receiver = createSlackReceiver({ signingSecret, clock });
  createSlackApp({ receiver, listeners, botToken, baseUrl: access.apiUrl, log: createMemoryLog() });
  const server = Fastify({ forceCloseConnections: true });
  const statuses: number[] = [];
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addHook('onResponse', async (_request, reply) => void statuses.push(reply.statusCode));
  server.setErrorHandler((error, _request, reply) => {
    const isForeign = error instanceof Error && 'code' in error && error.code === 'webhook.unauthentic';
    void reply.code(isForeign ? 401 : 500).send('');
  });
  server.post('/slack/events', async (request, reply) => {
    function headerOf(name: string): string | undefined {
      return z.string().optional().parse(request.headers[name]);
    }
    const answer = await receiver.receive({
      body: z.instanceof(Buffer).parse(request.body),
      contentType: headerOf('content-type'),
      signature: headerOf('x-slack-signature'),
      timestamp: headerOf('x-slack-request-timestamp'),
      retryNumber: headerOf('x-slack-retry-num'),
      retryReason: headerOf('x-slack-retry-reason'),
    });
    return reply.code(answer.status).header('content-type', answer.contentType).send(answer.body);
  });
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  const url = `${address}/slack/events`;
  await access.control('mode', { mode: 'http', events: url, interactivity: url, commands: url });
  return { url, statuses, close: () => server.close() };
}
