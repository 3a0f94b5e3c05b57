import { z } from 'zod';
import { requireChannel } from '../find.ts';
import { SlackError } from '../slack-error.ts';
import type { AssistantThread } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { structured } from './arguments.ts';
import { defineMethod, type Method } from './method.ts';

const scopes = ['chat:write', 'assistant:write'];
const place = { channel_id: z.string(), thread_ts: z.string() };
const mostPrompts = 4;
const mostLoadingMessages = 10;

export const assistantMethods: readonly Method[] = [
  defineMethod({
    name: 'assistant.threads.setStatus',
    tier: 'special',
    scopes,
    takes: z.object({
      ...place,
      status: z.string(),
      loading_messages: structured(z.array(z.string()).max(mostLoadingMessages)).optional(),
    }),
    answer: ({ workspace, given }) => {
      requireThread(workspace, given).status = given.status;
      return {};
    },
  }),
  defineMethod({
    name: 'assistant.threads.setTitle',
    tier: 'four',
    scopes,
    takes: z.object({ ...place, title: z.string() }),
    answer: ({ workspace, given }) => {
      requireThread(workspace, given).title = given.title;
      return {};
    },
  }),
  defineMethod({
    name: 'assistant.threads.setSuggestedPrompts',
    tier: 'four',
    scopes,
    takes: z.object({
      ...place,
      title: z.string().optional(),
      prompts: structured(z.array(z.object({ title: z.string().min(1), message: z.string().min(1) })).max(mostPrompts)),
    }),
    answer: ({ workspace, given }) => {
      requireThread(workspace, given).prompts = given.prompts;
      return {};
    },
  }),
];

/** A status may be set in any thread; it becomes known as the assistant's with the first call. */
function requireThread({ state }: Workspace, given: { channel_id: string; thread_ts: string }): AssistantThread {
  const channel = requireChannel(state, given.channel_id);
  const known = state.assistantThreads.find(
    ({ channelId, threadTs }) => channelId === channel.id && threadTs === given.thread_ts,
  );
  if (known !== undefined) return known;
  const root = state.messages.find(({ channelId, ts }) => channelId === channel.id && ts === given.thread_ts);
  if (root === undefined) throw new SlackError('invalid_thread_ts');
  const thread: AssistantThread = {
    channelId: channel.id,
    threadTs: root.ts,
    userId: root.userId,
    title: null,
    status: '',
    prompts: [],
  };
  state.assistantThreads.push(thread);
  return thread;
}
