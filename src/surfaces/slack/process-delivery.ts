import type { SlackCommand } from '#integrations/slack';
import { line, recordInteraction } from '#modules/notifications';
import { recordDenial } from '#platform/audit';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { findCommand } from './commands/find-command.ts';
import { deliveryKinds } from './delivery-kinds.ts';
import { eventWork } from './event-work.ts';
import { identifyUser } from './identify-user.ts';
import { performAction, performForm } from './perform-action.ts';
import { presentSlackError } from './present-slack-error.ts';
import { answerOnce, sayDirectly } from './reply.ts';
import type { SlackSurface } from './slack-surface.ts';
import type { Work } from './work.ts';

/** An event of the inbox whose source is Slack. */
export interface KeptDelivery {
  readonly kind: string;
  /** The same whenever it is processed again: what it answers is answered once. */
  readonly dedupeKey: string;
  readonly payload: unknown;
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
    const user = await (work.identify?.() ?? identifyUser({ surface, userId }));
    acting = user?.ctx ?? ctx;
    outcome = user === null ? 'refused' : await work.run(user);
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
          return 'done';
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
          return 'done';
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
  const { response_url: responseUrl, channel_id: channelId } = command;
  const found = findCommand({ typed: command.command, text: command.text });
  return {
    kind: 'command',
    userId: command.user_id,
    channelId,
    input: { command: found.command.name },
    run: async ({ person, ctx: personal }) => {
      const messages = await found.command.run({ surface, ctx: personal, person, text: found.text, channelId });
      for (const [index, message] of messages.slice(0, mostAnswers).entries()) {
        await answerOnce({ surface, ctx, key: `${dedupeKey}:${index}`, responseUrl, message });
      }
      return 'done';
    },
    tell: createSay({ surface, ctx, dedupeKey, responseUrl }),
  };
}

/** Slack takes five answers to one command. */
const mostAnswers = 5;

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
