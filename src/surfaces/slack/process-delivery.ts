import type { SlackCommand, SlackEventEnvelope } from '#integrations/slack';
import { line, type RenderedMessage, recordInteraction } from '#modules/notifications';
import { recordDenial } from '#platform/audit';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { answerMessage } from './answer-message.ts';
import { commands, findCommand } from './commands/find-command.ts';
import { renderHelp } from './commands/help.ts';
import { conversationOf } from './conversation-of.ts';
import { deliveryKinds } from './delivery-kinds.ts';
import { type IdentifiedUser, identifyUser } from './identify-user.ts';
import { type AssistantThread, offerQuestions } from './offer-questions.ts';
import { performAction, performForm } from './perform-action.ts';
import { presentSlackError } from './present-slack-error.ts';
import { answerOnce, postOnce, sayDirectly, whisperOnce } from './reply.ts';
import type { SlackSurface } from './slack-surface.ts';
import { createStopOffer } from './stop-offer.ts';
import { threadOf } from './stop-word.ts';
import { createStreamedReply } from './streamed-reply.ts';

/** An event of the inbox whose source is Slack. */
export interface KeptDelivery {
  readonly kind: string;
  /** The same whenever it is processed again: what it answers is answered once. */
  readonly dedupeKey: string;
  readonly payload: unknown;
}

type InteractionKind = 'command' | 'action' | 'form' | 'mention' | 'message' | 'home' | 'pane';

interface Work {
  readonly kind: InteractionKind;
  readonly userId: string;
  readonly channelId: string | null;
  /** Names and ids; nothing that somebody wrote. */
  readonly input: Readonly<Record<string, string>>;
  readonly run: (user: IdentifiedUser) => Promise<void>;
  /** Tells the person what went wrong, escaped. */
  readonly tell: (text: string) => Promise<void>;
}

const system = { type: 'system', component: 'slack' } as const;

/**
 * Carries out what was kept of Slack. What a person did wrong is told to the person and is done with; what a vendor or
 * we did wrong is thrown where another try may help, so that the inbox tries again.
 */
export async function processDelivery({
  surface,
  delivery,
}: {
  surface: SlackSurface;
  delivery: KeptDelivery;
}): Promise<{ outcome: 'done' | 'refused' | 'failed' }> {
  const ctx = surface.contextFor(system);
  const work = workOf({ surface, delivery, ctx });
  const { kind, userId, channelId, input } = work;
  let outcome: 'done' | 'refused' | 'failed' = 'done';
  let problem: { code: string; message: string; action: string } | null = null;
  let acting = ctx;
  try {
    const user = await identifyUser({ surface, userId });
    acting = user.ctx;
    await work.run(user);
  } catch (error) {
    if (error instanceof SophiaError && error.entry.retryable && error.entry.fault !== 'caller') throw error;
    await recordDenial({ ctx: acting, error });
    const presented = presentSlackError({ error, ctx });
    ({ outcome, problem } = presented);
    await work.tell(presented.text);
  }
  surface.metrics.slackInteractions.inc({ interaction_type: kind, success: String(outcome === 'done') });
  await recordInteraction({ ctx, input: { kind, userId, channelId, input: { ...input }, outcome, problem } });
  return { outcome };
}

function workOf({ surface, delivery, ctx }: { surface: SlackSurface; delivery: KeptDelivery; ctx: Context }): Work {
  const { kind, payload, dedupeKey } = delivery;
  switch (kind) {
    case 'event':
      return eventWork({ surface, envelope: deliveryKinds.event.parse(payload), ctx });
    case 'command':
      return commandWork({ surface, command: deliveryKinds.command.parse(payload), ctx, dedupeKey });
    case 'block_actions': {
      const actions = deliveryKinds.block_actions.parse(payload);
      const say = createSay({ surface, ctx, dedupeKey, responseUrl: actions.response_url ?? null });
      return {
        kind: 'action',
        userId: actions.user.id,
        channelId: actions.channel?.id ?? null,
        input: { action: actions.actions[0]?.action_id ?? '', value: (actions.actions[0]?.value ?? '').slice(0, 100) },
        run: async (user) => {
          const told = await performAction({ services: surface.services, ctx: user.ctx, actions });
          if (told !== null) await say(line(told, 500));
        },
        tell: say,
      };
    }
    case 'view_submission': {
      const submission = deliveryKinds.view_submission.parse(payload);
      return {
        kind: 'form',
        userId: submission.user.id,
        channelId: null,
        input: { form: submission.view.callback_id },
        run: async (user) => {
          const told = await performForm({ services: surface.services, ctx: user.ctx, submission });
          if (told !== null)
            await sayDirectly({ surface, ctx, userId: submission.user.id, key: dedupeKey, text: line(told, 500) });
        },
        tell: (text) => sayDirectly({ surface, ctx, userId: submission.user.id, key: dedupeKey, text }),
      };
    }
    default:
      throw new SophiaError('input.invalid', `Expected a kind of delivery of Slack, found ${kind}.`);
  }
}

function commandWork({
  surface,
  command,
  ctx,
  dedupeKey,
}: {
  surface: SlackSurface;
  command: SlackCommand;
  ctx: Context;
  dedupeKey: string;
}): Work {
  const responseUrl = command.response_url;
  const found = findCommand({ typed: command.command, text: command.text });
  return {
    kind: 'command',
    userId: command.user_id,
    channelId: command.channel_id,
    input: { command: found.command.name },
    run: async ({ person, ctx: personal }) => {
      const messages = await found.command.run({ surface, ctx: personal, person, text: found.text });
      for (const [index, message] of messages.slice(0, mostAnswers).entries()) {
        await answerOnce({ surface, ctx, key: `${dedupeKey}:${index}`, responseUrl, message });
      }
    },
    tell: createSay({ surface, ctx, dedupeKey, responseUrl }),
  };
}

/** Slack takes five answers to one command. */
const mostAnswers = 5;

function eventWork({
  surface,
  envelope,
  ctx,
}: {
  surface: SlackSurface;
  envelope: SlackEventEnvelope;
  ctx: Context;
}): Work {
  const { event, event_id: eventId } = envelope;
  const thread = event.assistant_thread ?? null;
  if (thread !== null) return paneWork({ surface, thread, event: event.type });
  const channelId = typeof event.channel === 'string' ? event.channel : (event.channel?.id ?? null);
  const threadId = threadOf(event);
  const kinds = { app_mention: 'mention', app_home_opened: 'home', message: 'message' } as const;
  const kind = event.type === 'app_mention' || event.type === 'app_home_opened' ? kinds[event.type] : kinds.message;
  const isDirect = event.channel_type === 'im';
  const streamed =
    isDirect && channelId !== null && event.thread_ts !== null && event.thread_ts !== undefined
      ? createStreamedReply({
          surface,
          ctx,
          key: eventId,
          thread: { channelId, threadId: event.thread_ts },
          after: event.ts ?? event.thread_ts,
        })
      : null;
  const place = {
    conversation: conversationOf({ channelId: channelId ?? '', threadId }),
    askedUntil: Number(event.ts ?? 0),
  };
  const said = { surface, ctx, key: eventId, userId: event.user ?? '' };
  const offer = createStopOffer({ ...said, place: { channelId: channelId ?? '', threadId }, isDirect, stop: place });
  async function say(messages: readonly RenderedMessage[]): Promise<void> {
    if (channelId === null) return;
    const others = !isDirect && (await surface.services.hasAccounts({ ctx, input: {} }));
    for (const [index, message] of messages.entries()) {
      const key = index === 0 ? eventId : `${eventId}:${index}`;
      if (others) await whisperOnce({ surface, ctx, key, channelId, threadId, message, userId: event.user ?? '' });
      else if (index === 0 && streamed !== null) await streamed.finish(message);
      else await postOnce({ surface, ctx, key, channelId, threadId, message });
    }
  }
  return {
    kind,
    userId: event.user ?? '',
    channelId,
    input: { event: event.type },
    run: async ({ ctx: personal }) => {
      if (kind !== 'home') {
        await say(await answerMessage({ surface, ctx: personal, text: event.text ?? '', place, streamed, offer }));
      } else if (event.tab !== 'messages') {
        const [help = { text: 'Sophia', blocks: [] }] = renderHelp(commands);
        await surface.desk.publishHome({ userId: event.user ?? '', view: { type: 'home', blocks: help.blocks } });
      }
    },
    tell: (text) => (kind === 'home' ? Promise.resolve() : say([{ text, blocks: [] }])),
  };
}

function paneWork({ surface, thread, event }: { surface: SlackSurface; thread: AssistantThread; event: string }): Work {
  return {
    kind: 'pane',
    userId: thread.user_id,
    channelId: thread.channel_id,
    input: { event },
    run: ({ ctx }) => offerQuestions({ surface, ctx, thread }),
    tell: () => Promise.resolve(),
  };
}

/** Says something to the person alone, once, where the press or the command came from. */
function createSay({
  surface,
  ctx,
  dedupeKey,
  responseUrl,
}: {
  surface: SlackSurface;
  ctx: Context;
  dedupeKey: string;
  responseUrl: string | null;
}): (text: string) => Promise<void> {
  return async (text) => {
    if (responseUrl === null) return;
    await answerOnce({ surface, ctx, key: `${dedupeKey}:said`, responseUrl, message: { text, blocks: [] } });
  };
}
