import type { ChatUser } from '#contracts';
import type { SlackDesk } from '#integrations/slack';
import { receiveEvent } from '#modules/intake';
import { createMetrics } from '#platform/telemetry';
import { processDelivery, type SlackSurface } from '#surfaces/slack';
import { createSlackServices } from '../../src/runtime/create-slack-services.ts';
import type { MemoryChat } from './memory-chat.ts';
import type { TwoTeamsContext } from './two-teams-world.ts';

/** Slack as far as this takes it: who somebody is, and what they were answered. */
export function openPeopleInSlack({ ctx: base, chat: into }: { ctx: TwoTeamsContext; chat: MemoryChat }) {
  const told: unknown[] = [];
  /** Those whose address in Slack is not the usual one. */
  const addresses = new Map<string, string>();
  /** Who reads along in the channel. */
  const members: string[] = [];
  const desk: SlackDesk = {
    openView: async () => undefined,
    publishHome: async () => undefined,
    respond: async ({ body }) => void told.push(body),
    getUser: async (userId): Promise<ChatUser> => {
      const email = addresses.get(userId) ?? `${userId.toLowerCase()}@tidewater.example`;
      return { externalId: userId, name: userId, email, timeZone: null, active: true, isBot: false };
    },
    listMembers: async () => [...members],
    readThread: async () => ({ messages: [], isWhole: true }),
    pane: {
      setStatus: async () => undefined,
      setTitle: async () => undefined,
      setPrompts: async ({ title, prompts }) => void told.push({ title, prompts }),
      startStream: async ({ channelId }) => ({ channelId, externalId: '1.0' }),
      appendStream: async () => undefined,
      finishStream: async ({ text, blocks }) => void told.push({ text, blocks }),
      removeMessage: async () => undefined,
      findOpenStream: async () => null,
    },
  };
  const services = createSlackServices({
    contextFor: (request) => ({ ...base, ...request }),
    baseUrl: () => 'http://127.0.0.1:8000',
    home: base.workspaceId,
  });
  const surface: SlackSurface = {
    services: { ...services, receiveEvent },
    desk,
    chat: into,
    metrics: createMetrics(),
    contextFor: (actor) => ({ ...base, actor }),
    timeZone: 'UTC',
  };
  let count = 0;
  async function deliver(kind: string, payload: Readonly<Record<string, unknown>>): Promise<string> {
    told.length = 0;
    count += 1;
    const { outcome } = await processDelivery({ surface, delivery: { kind, payload, dedupeKey: `${kind}:${count}` } });
    return `${outcome} ${JSON.stringify(told)}`;
  }
  return {
    members,
    addresses,
    command: (userId: string, text: string) =>
      deliver('command', {
        command: '/sophia',
        text,
        team_id: 'T1',
        channel_id: 'C1',
        user_id: userId,
        response_url: 'https://hooks.slack.example/1',
        trigger_id: `t${count}`,
      }),
    press: (userId: string, button: { action: string; value: string }) =>
      deliver('block_actions', {
        type: 'block_actions',
        user: { id: userId },
        trigger_id: `t${count}`,
        response_url: 'https://hooks.slack.example/1',
        channel: { id: 'C1' },
        actions: [{ action_id: button.action, value: button.value }],
      }),
    /** Opens the assistant beside a channel; what is offered there. */
    openPane: (userId: string, channelId: string) => {
      const thread = { user_id: userId, channel_id: 'D1', thread_ts: '2.0', context: { channel_id: channelId } };
      const event = { type: 'assistant_thread_started', assistant_thread: thread, event_ts: '2.0' };
      return deliver('event', { type: 'event_callback', team_id: 'T1', event_id: `P${count}`, event_time: 1, event });
    },
    ask: async (userId: string, text: string) => {
      const whispered = into.whispers.length;
      const posted = into.messages.length;
      const event = { type: 'app_mention', user: userId, channel: 'C1', text, ts: '1.0' };
      const envelope = { type: 'event_callback', team_id: 'T1', event_id: `E${count}`, event_time: 1, event };
      await deliver('event', envelope);
      return { whispers: into.whispers.slice(whispered), posted: into.messages.slice(posted) };
    },
  };
}
