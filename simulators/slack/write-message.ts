import { findMessage } from './find.ts';
import { channelType } from './present/present-channel.ts';
import { presentMessage, repliesTo } from './present/present-message.ts';
import { SlackError } from './slack-error.ts';
import type { Channel, JsonObject, Message } from './state.ts';
import { nextTimestamp, type Workspace } from './workspace.ts';

type NewMessage = Pick<Message, 'userId' | 'text'> & Partial<Omit<Message, 'channelId' | 'ts'>>;

/** Puts a message into a channel and tells the app; an ephemeral one is told to nobody. */
export function writeMessage(workspace: Workspace, place: { channel: Channel; message: NewMessage }): Message {
  const { channel } = place;
  const message: Message = {
    threadTs: null,
    botId: null,
    subtype: null,
    blocks: null,
    attachments: null,
    metadata: null,
    editedTs: null,
    reactions: [],
    fileIds: [],
    username: null,
    iconEmoji: null,
    visibleTo: null,
    isStreaming: false,
    isBroadcast: false,
    inputs: {},
    extra: {},
    ...place.message,
    channelId: channel.id,
    ts: nextTimestamp(workspace),
  };
  joinThread(workspace, message);
  workspace.state.messages.push(message);
  if (message.visibleTo === null) {
    workspace.emit({ ...shown(workspace, message), ...placeOf(channel, message.ts) });
  }
  return message;
}

/** Changes what a message holds, and tells the app what it held before. */
export function changeMessage(
  workspace: Workspace,
  change: { channel: Channel; message: Message; to: Partial<Message>; marksEdit: boolean },
): void {
  const { channel, message } = change;
  const before = shown(workspace, message);
  const ts = nextTimestamp(workspace);
  Object.assign(message, change.to, change.marksEdit ? { editedTs: ts } : {});
  if (message.visibleTo !== null) return;
  workspace.emit({
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    message: shown(workspace, message),
    previous_message: before,
    ...placeOf(channel, ts),
    ts,
  });
}

/** Takes a message away; one that has replies leaves a stone in its place. */
export function removeMessage(
  workspace: Workspace,
  { channel, message }: { channel: Channel; message: Message },
): void {
  const before = shown(workspace, message);
  const { state } = workspace;
  if (repliesTo(state, message).length > 0) {
    Object.assign(message, {
      subtype: 'tombstone',
      text: 'This message was deleted.',
      userId: 'USLACKBOT',
      botId: null,
      blocks: null,
      attachments: null,
      metadata: null,
      reactions: [],
      extra: { hidden: true },
    } satisfies Partial<Message>);
  } else {
    state.messages.splice(state.messages.indexOf(message), 1);
  }
  if (message.visibleTo !== null) return;
  const ts = nextTimestamp(workspace);
  workspace.emit({
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    deleted_ts: message.ts,
    previous_message: before,
    ...placeOf(channel, ts),
    ts,
  });
}

/** A reply goes to the root of its thread, whichever message of it was named. */
function joinThread({ state }: Workspace, message: Message): void {
  if (message.threadTs === null) return;
  const { channelId } = message;
  const named = findMessage(state, { channelId, ts: message.threadTs });
  const root =
    named === null || named.threadTs === null ? named : findMessage(state, { channelId, ts: named.threadTs });
  if (root === null || root.visibleTo !== null || root.subtype === 'tombstone') {
    throw new SlackError('cannot_reply_to_message');
  }
  root.threadTs = root.ts;
  message.threadTs = root.ts;
}

function shown({ state }: Workspace, message: Message): JsonObject {
  return presentMessage({ state, message, withMetadata: false });
}

function placeOf(channel: Channel, eventTs: string): JsonObject {
  return { channel: channel.id, event_ts: eventTs, channel_type: channelType(channel) };
}
