import type { SlackBlockActions, SlackListeners, SlackViewSubmission } from '#integrations/slack';
import { actionIds } from '#modules/notifications';
import { recordDenial } from '#platform/audit';
import { openChangeForm, readChangeForm } from './change-form.ts';
import { findCommand } from './commands/find-command.ts';
import { identifyUser } from './identify-user.ts';
import { isForUs } from './is-for-us.ts';
import { presentSlackError } from './present-slack-error.ts';
import type { SlackSurface } from './slack-surface.ts';
import { pressedStop, type StopWord, stopWordOf } from './stop-word.ts';

const webhook = { type: 'webhook', source: 'slack' } as const;
/** Every other event is left alone. */
export const handledEvents: ReadonlySet<string> = new Set([
  'app_mention',
  'message',
  'app_home_opened',
  'assistant_thread_started',
  'assistant_thread_context_changed',
]);
const formButtons: ReadonlySet<string> = new Set([actionIds.editChange, actionIds.rejectChange]);
const known: ReadonlySet<string> = new Set(Object.values(actionIds));

/**
 * Keeps what Slack sends in the inbox before Slack is told that it came; a workflow carries it out. Forms are
 * opened at once, since the right to open one ends after three seconds, and answers are stopped at once.
 */
export function createSlackListeners(surface: SlackSurface): SlackListeners {
  async function keep(delivery: {
    kind: string;
    dedupeKey: string;
    subject: string;
    payload: Readonly<Record<string, unknown>>;
    occurredAt: string | null;
  }): Promise<void> {
    // The token proves nothing that the signature does not, and is a secret of the app.
    const { token: _token, ...payload } = delivery.payload;
    const ctx = surface.contextFor(webhook);
    await surface.services.receiveEvent({ ctx, input: { source: 'slack', ...delivery, payload } });
  }
  return {
    onEvent: async (envelope) => {
      const { event, event_id: eventId, event_time: eventTime } = envelope;
      const isPlain = event.subtype === undefined || event.subtype === null;
      if (!handledEvents.has(event.type) || !isPlain || !(await isForUs({ surface, envelope }))) return;
      const occurredAt = new Date(eventTime * 1000).toISOString();
      const subject = event.user ?? event.assistant_thread?.user_id ?? eventId;
      await keep({ kind: 'event', dedupeKey: eventId, subject, payload: envelope, occurredAt });
      void stopAtOnce({ surface, userId: event.user ?? '', stop: stopWordOf(envelope) });
    },
    onCommand: async (command) => {
      try {
        findCommand({ typed: command.command, text: command.text });
      } catch (error) {
        return { text: presentSlackError({ error, ctx: surface.contextFor(webhook) }).text };
      }
      const dedupeKey = `command:${command.trigger_id}`;
      await keep({ kind: 'command', dedupeKey, subject: command.user_id, payload: command, occurredAt: null });
      return null;
    },
    onBlockActions: async (actions) => {
      const [action] = actions.actions;
      if (action === undefined || !known.has(action.action_id)) return;
      if (formButtons.has(action.action_id)) await openForm({ surface, actions });
      else {
        const dedupeKey = `action:${actions.trigger_id}`;
        await keep({ kind: 'block_actions', dedupeKey, subject: actions.user.id, payload: actions, occurredAt: null });
        void stopAtOnce({ surface, userId: actions.user.id, stop: pressedStop(actions) });
      }
    },
    onViewSubmission: async (submission) => {
      const form = readChangeForm(submission);
      if (form.errors !== null) return { response_action: 'errors', errors: form.errors };
      await keep({ kind: 'view_submission', ...identityOf(submission), payload: submission, occurredAt: null });
      return null;
    },
  };
}

/**
 * Who waits for an answer to end does not wait behind others that are made, and Slack, which waits three seconds, not
 * for this: it never throws. What is kept does the same once more, and tells the person what is wrong with it.
 */
async function stopAtOnce({
  surface,
  userId,
  stop,
}: {
  surface: SlackSurface;
  userId: string;
  stop: StopWord | null;
}): Promise<void> {
  if (stop === null) return;
  const { log } = surface.contextFor(webhook);
  try {
    const { ctx } = await identifyUser({ surface, userId });
    await surface.services.stopAnswer({ ctx, input: stop });
  } catch (error) {
    log.info({ err: error }, 'An answer could not be stopped at once');
  }
}

function identityOf({ view, user }: SlackViewSubmission): { dedupeKey: string; subject: string } {
  return { dedupeKey: `form:${view.id}:${view.hash ?? ''}`, subject: user.id };
}

async function openForm({ surface, actions }: { surface: SlackSurface; actions: SlackBlockActions }): Promise<void> {
  let acting = surface.contextFor(webhook);
  try {
    acting = (await identifyUser({ surface, userId: actions.user.id })).ctx;
    await openChangeForm({ surface, ctx: acting, actions });
  } catch (error) {
    await recordDenial({ ctx: acting, error });
    const { text } = presentSlackError({ error, ctx: surface.contextFor(webhook) });
    const responseUrl = actions.response_url ?? null;
    if (responseUrl === null) return;
    const body = { response_type: 'ephemeral', replace_original: false, text };
    await surface.desk.respond({ responseUrl, body });
  }
}
