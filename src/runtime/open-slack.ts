import {
  createSlackApp,
  createSlackReceiver,
  createSocketReceiver,
  type SlackListeners,
  type SlackReceiver,
  type SocketReceiver,
  type SocketState,
  slackBaseUrl,
} from '#integrations/slack';
import { getEvent } from '#modules/intake';
import { getWorkspace } from '#modules/workspaces';
import type { ReceiveSlack, WebhookDelivery } from '#surfaces/http';
import { createSlackListeners, processDelivery, type SlackSurface } from '#surfaces/slack';
import type { WorkContext } from '#workflows';
import type { ContextMaker } from './create-contexts.ts';
import { createSlackServices } from './create-slack-services.ts';
import type { SimulatedVendors } from './open-connections.ts';
import type { Resources } from './open-resources.ts';
import { workspaceIds } from './workspace-ids.ts';

/** Slack as people reach Sophia through it. */
export interface RunningSlack {
  /** Carries out what was kept of Slack in the inbox. */
  processChat(options: { ctx: WorkContext; inboxId: string }): Promise<void>;
  /** Takes what Slack sends over HTTP; null where it comes through sockets, or nothing proves who sent it. */
  readonly receive: ReceiveSlack | null;
  /** Opens the sockets where there is an app token; once everything that answers is there. */
  start(): Promise<void>;
  /** Null where nothing comes through sockets to this process. */
  sockets(): SocketState | null;
  close(): Promise<void>;
}

/** Slack hands each event to one of them, and goes on while another is renewed. */
const sockets = 2;

/** Opens Slack for the workspace that it belongs to; null where it is not connected. */
export async function openSlack({
  resources,
  contextFor,
  simulated,
}: {
  resources: Resources;
  contextFor: ContextMaker;
  simulated: SimulatedVendors | null;
}): Promise<RunningSlack | null> {
  const workspaceId = simulated === null ? workspaceIds.main : workspaceIds.example;
  const { metrics, clock, baseUrl, connectionsOf } = resources;
  const { chat } = connectionsOf(workspaceId);
  if (chat.state === 'off' || chat.desk === null) return null;
  const surface: SlackSurface = {
    services: createSlackServices({ contextFor, baseUrl, home: workspaceIds.main }),
    desk: chat.desk,
    chat: chat.client,
    metrics,
    contextFor: (actor) => contextFor({ workspaceId, actor }),
    timeZone: 'UTC',
  };
  const { signingSecret, appToken } = (simulated ?? resources.config.vendors).slack;
  const opening = { resources, simulated, listeners: createSlackListeners(surface) };
  const socket = appToken === null ? null : await openSockets({ ...opening, appToken });
  const http = appToken === null && signingSecret !== null ? createSlackReceiver({ signingSecret, clock }) : null;
  if (http !== null) await createApp({ ...opening, receiver: http });
  let isStarted = false;
  return {
    processChat: async ({ ctx, inboxId }) => {
      const { kind, payload } = await getEvent({ ctx, input: { inboxId } });
      const { timeZone } = await getWorkspace({ ctx });
      await processDelivery({
        surface: { ...surface, timeZone },
        // The inbox knows each delivery once, however often it is processed.
        delivery: { kind, payload, dedupeKey: inboxId },
      });
    },
    receive: http === null ? null : (delivery) => receiveOverHttp({ receiver: http, delivery }),
    start: async () => {
      isStarted = true;
      await socket?.start();
    },
    sockets: () => (isStarted && socket !== null ? socket.state() : null),
    close: async () => {
      await socket?.stop();
    },
  };
}

interface Opening {
  readonly resources: Resources;
  readonly simulated: SimulatedVendors | null;
  readonly listeners: SlackListeners;
}

async function openSockets(opening: Opening & { appToken: string }): Promise<SocketReceiver> {
  const { resources, appToken } = opening;
  const { httpClient, log } = resources;
  const receiver = createSocketReceiver({
    appToken,
    baseUrl: baseUrlOf(opening),
    httpClient,
    log,
    random: Math.random,
    connections: sockets,
  });
  await createApp({ ...opening, receiver });
  return receiver;
}

async function createApp(opening: Opening & { receiver: SlackReceiver | SocketReceiver }): Promise<void> {
  const { resources, simulated, listeners, receiver } = opening;
  const { botToken } = (simulated ?? resources.config.vendors).slack;
  await createSlackApp({
    receiver,
    listeners,
    botToken: botToken ?? '',
    baseUrl: baseUrlOf(opening),
    log: resources.log,
  });
}

function baseUrlOf({ resources, simulated }: Opening): string {
  return (simulated ?? resources.config.vendors).slack.baseUrl ?? slackBaseUrl;
}

async function receiveOverHttp({
  receiver,
  delivery,
}: {
  receiver: SlackReceiver;
  delivery: WebhookDelivery;
}): Promise<Awaited<ReturnType<ReceiveSlack>>> {
  const { body, headers } = delivery;
  return receiver.receive({
    body,
    contentType: headers['content-type'],
    signature: headers['x-slack-signature'],
    timestamp: headers['x-slack-request-timestamp'],
    retryNumber: headers['x-slack-retry-num'],
    retryReason: headers['x-slack-retry-reason'],
  });
}
