import type { SimulatorDefinition } from '../kit/index.ts';
import type { World } from '../world/schema.ts';
import { slackControls } from './control.ts';
import { eventRules, retryReason } from './events/event-rules.ts';
import { sendBody, sendEvent } from './events/send-event.ts';
import { initialState } from './initial-state.ts';
import { inspector, inspectorPages } from './inspector.ts';
import { postScheduled } from './methods/chat-schedule.ts';
import { routes } from './routes.ts';
import { createSocketHub } from './socket/socket-hub.ts';
import { SlackState } from './state.ts';
import type { Workspace } from './workspace.ts';

/** A Slack workspace with one app in it, as the kit runs it. */
export function defineSlack({ world }: { world: World }): SimulatorDefinition<SlackState> {
  let running: Workspace | null = null;
  function read(): Workspace {
    if (running === null) throw new Error('The workspace is used before it was started.');
    return running;
  }
  return {
    name: 'slack',
    title: 'Slack',
    initialState: () => {
      running?.sockets.clear();
      return initialState(world);
    },
    stateSchema: SlackState,
    routes: routes(read),
    controls: slackControls(read),
    pages: inspectorPages(read),
    faultKinds: ['slack_error', 'event_retry_only', 'socket_drop', 'socket_no_ack'],
    errorFor: ({ kind, retryAfterSeconds }) => {
      if (kind === 'rate_limited') {
        const headers = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
        return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
      }
      if (kind === 'unauthorized') return { status: 200, body: { ok: false, error: 'invalid_auth' } };
      if (kind === 'server_error') return { status: 500, body: { ok: false, error: 'internal_error' } };
      return { status: 503, body: { ok: false, error: 'service_unavailable' } };
    },
    notFound: ({ path }) =>
      path.startsWith('/api/')
        ? { status: 200, body: { ok: false, error: 'unknown_method', req_method: path.slice('/api/'.length) } }
        : { status: 404, contentType: 'text/plain; charset=utf-8', text: 'There is nothing at this address.' },
    inspector: () => inspector(read()),
    webhooks: eventRules((deliveryId) => {
      const last = read()
        .tools.webhooks.attempts()
        .findLast((attempt) => attempt.deliveryId === deliveryId);
      return last === undefined ? 'unknown_error' : retryReason(last);
    }),
    tick: () => {
      postScheduled(read());
      read().sockets.pump();
    },
    attach: (tools, server) => {
      const sockets = createSocketHub({ tools, server });
      const outlet = { tools, sockets, sent: [] };
      running = {
        tools,
        sockets,
        get state() {
          return tools.state;
        },
        emit: (event) => sendEvent(outlet, event),
        resend: (body) => sendBody(outlet, body),
        sentEvents: () => outlet.sent,
      };
      return sockets;
    },
  };
}
