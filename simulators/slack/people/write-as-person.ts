import { slackConstants } from '../constants.ts';
import { findMessage, isMember } from '../find.ts';
import type { Channel, Message, User } from '../state.ts';
import { nextBlockId, nextTimestamp, type Workspace } from '../workspace.ts';
import { changeMessage, removeMessage, writeMessage } from '../write-message.ts';
import { richTextOf, typedText } from './typed-text.ts';

/** Somebody writes into a channel, a thread or to Sophia. */
export function writeAsPerson(
  workspace: Workspace,
  written: { person: User; channel: Channel; text: string; threadTs: string | null },
): Message {
  const { person, channel, threadTs } = written;
  if (person.deactivated) throw new Error(`${person.name} is deactivated and cannot write.`);
  if (channel.archived) throw new Error(`${channel.name} is archived: nobody can write there.`);
  if (!isMember(channel, person.id)) throw new Error(`${person.name} is not in ${channel.name}.`);
  if (written.text.trim() === '') throw new Error('Write something: the message is empty.');
  const text = typedText(workspace.state, written.text);
  const blocks = [{ ...richTextOf(text), block_id: nextBlockId(workspace) }];
  return writeMessage(workspace, { channel, message: { userId: person.id, text, blocks, threadTs } });
}

export function editAsPerson(workspace: Workspace, edited: { channel: Channel; ts: string; text: string }): Message {
  const { channel } = edited;
  const message = requireOf(workspace, edited);
  const text = typedText(workspace.state, edited.text);
  const blocks = [{ ...richTextOf(text), block_id: nextBlockId(workspace) }];
  changeMessage(workspace, { channel, message, to: { text, blocks }, marksEdit: true });
  return message;
}

export function deleteMessage(workspace: Workspace, place: { channel: Channel; ts: string }): void {
  removeMessage(workspace, { channel: place.channel, message: requireOf(workspace, place) });
}

/** Somebody opens the app and its assistant: a new thread begins in their direct messages. */
export function openAssistant(
  workspace: Workspace,
  { person, channel, contextChannelId }: { person: User; channel: Channel; contextChannelId: string | null },
): Message {
  const { appId, botId, botUserId, teamId } = slackConstants;
  const text = 'New Assistant Thread';
  const root = writeMessage(workspace, {
    channel,
    message: {
      userId: botUserId,
      botId,
      text,
      subtype: 'assistant_app_thread',
      extra: { assistant_app_thread: { title: text } },
    },
  });
  root.threadTs = root.ts;
  const { state } = workspace;
  state.assistantThreads.push({
    channelId: channel.id,
    threadTs: root.ts,
    userId: person.id,
    title: null,
    status: '',
    prompts: [],
  });
  workspace.emit({
    type: 'assistant_thread_started',
    assistant_thread: {
      user_id: person.id,
      context: contextChannelId === null ? {} : { channel_id: contextChannelId, team_id: teamId, enterprise_id: null },
      channel_id: channel.id,
      thread_ts: root.ts,
      app_id: appId,
    },
    event_ts: nextTimestamp(workspace),
  });
  return root;
}

/** Somebody goes to another channel while the assistant is open beside it. */
export function moveAssistant(
  workspace: Workspace,
  { person, threadTs, contextChannelId }: { person: User; threadTs: string; contextChannelId: string },
): { channel: string; threadTs: string } {
  const { appId, teamId } = slackConstants;
  const thread = workspace.state.assistantThreads.find(
    (each) => each.userId === person.id && each.threadTs === threadTs,
  );
  if (thread === undefined) throw new Error(`${person.name} has no thread ${threadTs} with the assistant.`);
  workspace.emit({
    type: 'assistant_thread_context_changed',
    assistant_thread: {
      user_id: person.id,
      context: { channel_id: contextChannelId, team_id: teamId, enterprise_id: null },
      channel_id: thread.channelId,
      thread_ts: threadTs,
      app_id: appId,
    },
    event_ts: nextTimestamp(workspace),
  });
  return { channel: thread.channelId, threadTs };
}

function requireOf({ state }: Workspace, { channel, ts }: { channel: Channel; ts: string }): Message {
  const message = findMessage(state, { channelId: channel.id, ts });
  if (message === null) throw new Error(`There is no message ${ts} in ${channel.name}.`);
  return message;
}
