import { slackConstants } from '../constants.ts';
import type { JsonObject, Message, SlackState } from '../state.ts';
import { presentFile } from './present-file.ts';

const { appId, botId, botUserId, teamId } = slackConstants;

const pictures = 'https://a.slack-edge.com/80588/img/plugins/app';
/** Subtypes of what a person writes with a client; the others are lines of Slack's own. */
const writtenSubtypes: ReadonlySet<string> = new Set(['thread_broadcast', 'me_message', 'file_share']);

interface MessageToPresent {
  readonly state: SlackState;
  readonly message: Message;
  /** Only who asks for it gets the metadata of a message. */
  readonly withMetadata: boolean;
}

/** A message as the Web API and the events show one. */
export function presentMessage({ state, message, withMetadata }: MessageToPresent): JsonObject {
  const { extra } = message;
  return {
    user: message.userId,
    type: 'message',
    ...(message.subtype === null ? {} : { subtype: message.subtype }),
    ts: message.ts,
    ...(message.botId === null ? presentClient(message) : presentBot(message)),
    text: message.text,
    team: teamId,
    ...(message.threadTs === null ? {} : presentThread({ state, message })),
    ...(message.editedTs === null ? {} : { edited: { user: message.userId, ts: message.editedTs } }),
    ...(message.blocks === null ? {} : { blocks: message.blocks }),
    ...(message.attachments === null ? {} : { attachments: message.attachments }),
    ...(message.reactions.length === 0 ? {} : { reactions: presentReactions(message) }),
    ...(message.fileIds.length === 0 ? {} : { files: presentFiles({ state, message }) }),
    ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
    ...(message.isStreaming ? { streaming_state: 'in_progress' } : {}),
    ...extra,
  };
}

function presentReactions({ reactions }: Message): JsonObject[] {
  return reactions.map(({ name, userIds }) => ({ name, users: userIds, count: userIds.length }));
}

export function repliesTo(state: SlackState, root: { channelId: string; ts: string }): Message[] {
  return state.messages.filter(
    (message) =>
      message.channelId === root.channelId &&
      message.threadTs === root.ts &&
      message.ts !== root.ts &&
      message.visibleTo === null,
  );
}

function presentBot(message: Message): JsonObject {
  return {
    bot_id: botId,
    app_id: appId,
    ...(message.username === null ? {} : { username: message.username }),
    ...(message.iconEmoji === null ? {} : { icons: { emoji: message.iconEmoji } }),
    bot_profile: {
      id: botId,
      app_id: appId,
      name: 'Sophia',
      icons: {
        image_36: `${pictures}/bot_36.png`,
        image_48: `${pictures}/bot_48.png`,
        image_72: `${pictures}/bot_72.png`,
      },
      deleted: false,
      updated: 1_700_000_000,
      team_id: teamId,
    },
  };
}

function presentThread({ state, message }: { state: SlackState; message: Message }): JsonObject {
  const threadTs = message.threadTs ?? message.ts;
  if (threadTs !== message.ts) {
    const root = state.messages.find(({ channelId, ts }) => channelId === message.channelId && ts === threadTs);
    return { thread_ts: threadTs, ...(root === undefined ? {} : { parent_user_id: root.userId }) };
  }
  const replies = repliesTo(state, message);
  if (replies.length === 0) return {};
  const people = [...new Set(replies.map(({ userId }) => userId))];
  return {
    thread_ts: threadTs,
    reply_count: replies.length,
    reply_users_count: people.length,
    latest_reply: replies.at(-1)?.ts,
    reply_users: people.slice(0, 5),
    is_locked: false,
    subscribed: people.includes(botUserId) || message.userId === botUserId,
  };
}

function presentFiles({ state, message }: { state: SlackState; message: Message }): JsonObject[] {
  return state.files.filter(({ id }) => message.fileIds.includes(id)).map(presentFile);
}

/** People's clients give each message an id of their own. */
function presentClient({ channelId, ts, subtype }: Message): JsonObject {
  const isWritten = subtype === null || writtenSubtypes.has(subtype);
  return isWritten ? { client_msg_id: `${channelId}-${ts}`.toLowerCase() } : {};
}
