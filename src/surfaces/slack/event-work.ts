import type { SlackEventEnvelope } from '#integrations/slack';
import { context, line, type RenderedMessage } from '#modules/notifications';
import type { Context } from '#platform/context';
import { answerMessage } from './answer-message.ts';
import { commands } from './commands/find-command.ts';
import { renderHelp } from './commands/help.ts';
import { conversationOf, openConversationOf, stoppedIn } from './conversation-of.ts';
import { identifyBot } from './identify-bot.ts';
import { type Manner, mannerInChannel } from './manner-in-channel.ts';
import { type AssistantThread, offerQuestions } from './offer-questions.ts';
import { postOnce, whisperOnce } from './reply.ts';
import type { SlackSurface } from './slack-surface.ts';
import { createStopOffer } from './stop-offer.ts';
import { stopWordOf, threadOf } from './stop-word.ts';
import { createStreamedReply, type StreamedReply } from './streamed-reply.ts';
import type { Work } from './work.ts';

interface EventCall {
  readonly surface: SlackSurface;
  readonly envelope: SlackEventEnvelope;
  /** As which Sophia itself speaks. */
  readonly ctx: Context;
}

/** What an event asks for: an answer, the app's home, or questions to begin with. */
export function eventWork(call: EventCall): Work {
  const { event } = call.envelope;
  const thread = event.assistant_thread ?? null;
  if (thread !== null) return paneWork({ ...call, thread });
  if (event.type === 'app_home_opened') return homeWork(call);
  return saidWork(call);
}

function homeWork({ surface, envelope: { event } }: EventCall): Work {
  const userId = event.user ?? '';
  return {
    kind: 'home',
    userId,
    channelId: channelOf(event),
    input: { event: event.type },
    run: async () => {
      if (event.tab === 'messages') return 'done';
      const [help = { text: 'Sophia', blocks: [] }] = renderHelp(commands);
      await surface.desk.publishHome({ userId, view: { type: 'home', blocks: help.blocks } });
      return 'done';
    },
    tell: () => Promise.resolve(),
  };
}

function paneWork({ surface, thread, envelope }: EventCall & { thread: AssistantThread }): Work {
  return {
    kind: 'pane',
    userId: thread.user_id,
    channelId: thread.channel_id,
    input: { event: envelope.event.type },
    run: async ({ ctx }) => {
      await offerQuestions({ surface, ctx, thread });
      return 'done';
    },
    tell: () => Promise.resolve(),
  };
}

/** A message: a question, a word to stop, or a wish for help. */
function saidWork(call: EventCall): Work {
  const { surface, envelope } = call;
  const { event } = envelope;
  const userId = event.user ?? '';
  const channelId = channelOf(event) ?? '';
  const isDirect = event.channel_type === 'im';
  const isBot = (event.bot_id ?? null) !== null;
  const streamed = streamedFor({ ...call, channelId });
  const conversation = conversationOf({ channelId, threadId: threadOf(event) });
  let isAdmitted = isDirect;
  const work = {
    kind: event.type === 'app_mention' ? 'mention' : 'message',
    userId,
    channelId: channelOf(event),
    input: { event: event.type, conversation },
    tell: async (text) => {
      const how = isDirect ? 'open' : await howToTell({ surface, channelId, ctx: call.ctx, isAdmitted });
      if (isBot || how === 'silent') return;
      await say({ ...call, streamed, isAlone: how === 'alone', messages: [{ text, blocks: [] }] });
    },
    run: async (user) => {
      const manner: Manner = isDirect
        ? { is: 'answered', ctx: user.ctx, isAlone: false, isShared: false }
        : await mannerInChannel({ surface, channelId, user, isBot });
      if (manner.is === 'silent') return 'refused';
      if (manner.is === 'refused') {
        const messages = [{ text: line(manner.because, 600), blocks: [] }];
        await say({ ...call, streamed, isAlone: true, messages });
        return 'refused';
      }
      isAdmitted = true;
      const messages = await answerTo({ ...call, streamed, manner });
      await say({ ...call, streamed, isAlone: manner.isAlone, messages });
      return 'done';
    },
  } satisfies Work;
  return isBot ? { ...work, identify: () => identifyBot({ surface, userId, channelId }) } : work;
}

async function answerTo({
  surface,
  envelope,
  ctx,
  streamed,
  manner,
}: EventCall & { streamed: StreamedReply | null; manner: Extract<Manner, { is: 'answered' }> }): Promise<
  readonly RenderedMessage[]
> {
  const { event, event_id: key } = envelope;
  const channelId = channelOf(event) ?? '';
  const threadId = threadOf(event);
  const { place, stop } = placeOf({ channelId, threadId, messageId: event.ts ?? '' });
  const isDirect = event.channel_type === 'im';
  const userId = event.user ?? '';
  const offer = createStopOffer({ surface, ctx, key, userId, place: { channelId, threadId }, isDirect, stop });
  const conversation = manner.isShared ? openConversationOf(place.conversation) : place.conversation;
  const messages = await answerMessage({
    surface,
    ctx: manner.ctx,
    text: event.text ?? '',
    place: { ...place, conversation },
    thread: event.thread_ts === undefined || event.thread_ts === null ? null : { channelId, threadId: event.thread_ts },
    messageId: event.ts ?? '',
    stop: stopWordOf(envelope),
    streamed,
    offer,
  });
  return manner.isShared ? withNote(messages) : messages;
}

/** Whoever asked may see more than they were told. */
function withNote(messages: readonly RenderedMessage[]): RenderedMessage[] {
  return messages.map((message, index) =>
    index < messages.length - 1 || message.blocks.length === 0
      ? message
      : { ...message, blocks: [...message.blocks, context(sharedNote)] },
  );
}

const sharedNote = 'Goes by what everybody in this channel may see. Ask in a direct message for all that you may.';

async function say({
  surface,
  envelope,
  ctx,
  streamed,
  isAlone,
  messages,
}: EventCall & {
  streamed: StreamedReply | null;
  isAlone: boolean;
  messages: readonly RenderedMessage[];
}): Promise<void> {
  const { event, event_id: eventId } = envelope;
  const channelId = channelOf(event);
  if (channelId === null) return;
  const threadId = threadOf(event);
  for (const [index, message] of messages.entries()) {
    const key = index === 0 ? eventId : `${eventId}:${index}`;
    const saying = { surface, ctx, key, channelId, threadId, message };
    if (isAlone) await whisperOnce({ ...saying, userId: event.user ?? '' });
    else if (index === 0 && streamed !== null) await streamed.finish(message);
    else await postOnce(saying);
  }
}

/** What went wrong is for whoever asked, wherever answers are; whoever is to meet silence learns of nothing. */
async function howToTell({
  surface,
  channelId,
  ctx,
  isAdmitted,
}: {
  surface: SlackSurface;
  channelId: string;
  ctx: Context;
  isAdmitted: boolean;
}): Promise<'alone' | 'open' | 'silent'> {
  const { services } = surface;
  const { policy } = await services.getChannelPolicy({ ctx, input: { channelId, email: null } });
  if (!isAdmitted && (policy.listens === 'never' || (policy.teams !== null && policy.others === 'silent')))
    return 'silent';
  return policy.answers !== 'usual' || (await services.hasAccounts({ ctx, input: {} })) ? 'alone' : 'open';
}

function streamedFor({ surface, envelope, ctx, channelId }: EventCall & { channelId: string }): StreamedReply | null {
  const { event, event_id: key } = envelope;
  const threadId = event.thread_ts ?? null;
  if (event.channel_type !== 'im' || channelId === '' || threadId === null) return null;
  return createStreamedReply({ surface, ctx, key, thread: { channelId, threadId }, after: event.ts ?? threadId });
}

function channelOf({ channel }: SlackEventEnvelope['event']): string | null {
  return typeof channel === 'string' ? channel : (channel?.id ?? null);
}

/** Where a message stands as a question, and what the button beside its answer stops. */
function placeOf(message: { channelId: string; threadId: string | null; messageId: string }) {
  const around = stoppedIn(message);
  const [own] = around;
  const askedAt = Number(message.messageId);
  const place = { conversation: conversationOf(message), askedAt, stoppedIn: around };
  return { place, stop: { conversation: own, askedUntil: askedAt } };
}
