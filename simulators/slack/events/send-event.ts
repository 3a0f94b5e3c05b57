import { z } from 'zod';
import type { SimulatorTools } from '../../kit/index.ts';
import { slackConstants } from '../constants.ts';
import type { SocketHub } from '../socket/socket-hub.ts';
import type { JsonObject, SlackState } from '../state.ts';
import { isHeard } from './is-heard.ts';

const { appId, botUserId, teamId, verificationToken } = slackConstants;
/** How long Slack waits for an answer before it counts a delivery as lost. */
const patienceMs = 3000;
const mostRemembered = 500;

/** What the queue keeps of an event: the body, and whether its first delivery is to be lost. */
export const QueuedEvent = z.strictObject({ body: z.record(z.string(), z.unknown()), firstIsLost: z.boolean() });

interface EventOutlet {
  readonly tools: SimulatorTools<SlackState>;
  readonly sockets: SocketHub;
  /** What was sent, for whoever wants it sent again. */
  readonly sent: JsonObject[];
}

/** Tells the app of an event, and of a mention beside it where its name was called. */
export function sendEvent(outlet: EventOutlet, event: JsonObject): void {
  const { state } = outlet.tools;
  for (const each of [event, mentionIn(event)]) {
    if (each === null || !isHeard({ state, event: each })) continue;
    const body = wrap(outlet, each);
    outlet.sent.push(body);
    outlet.sent.splice(0, outlet.sent.length - mostRemembered);
    sendBody(outlet, body);
  }
}

/** Sends a whole body, a new one or one that was sent before. */
export function sendBody({ tools, sockets }: EventOutlet, body: JsonObject): void {
  const topic = topicOf(body);
  const firstIsLost = tools.faults.take({ kinds: ['event_retry_only'], places: [topic] }) !== null;
  if (tools.state.mode === 'socket') {
    sockets.sendEvent({ topic, payload: body, firstIsLost });
  } else {
    const payload = QueuedEvent.parse({ body, firstIsLost });
    tools.webhooks.send({ topic, payload, target: 'events', delayMs: firstIsLost ? patienceMs : 0 });
  }
}

function wrap({ tools }: EventOutlet, event: JsonObject): JsonObject {
  return {
    token: verificationToken,
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: `Ev0SIM${String(tools.count('event')).padStart(5, '0')}`,
    event_time: Math.floor(tools.clock.now().getTime() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: teamId, user_id: botUserId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-simulator-${String(event['type'])}`,
  };
}

function topicOf(body: JsonObject): string {
  const { type } = z.looseObject({ type: z.string() }).parse(body['event']);
  return type;
}

function mentionIn(event: JsonObject): JsonObject | null {
  const isPlain = event['subtype'] === undefined || event['subtype'] === 'thread_broadcast';
  const isCall = event['type'] === 'message' && isPlain && event['user'] !== botUserId;
  if (!isCall || event['channel_type'] === 'im') return null;
  if (!String(event['text']).includes(`<@${botUserId}>`)) return null;
  const { channel_type: _channelType, ...rest } = event;
  return { ...rest, type: 'app_mention' };
}
