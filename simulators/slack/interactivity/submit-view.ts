import { z } from 'zod';
import { closeView, openView, readView, replaceView } from '../open-view.ts';
import { presentView } from '../present/present-view.ts';
import { SlackError } from '../slack-error.ts';
import type { JsonObject, User, View } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { createTrigger } from './create-trigger.ts';
import { deliverInteraction, type InteractionAnswer } from './deliver-interaction.ts';
import { payloadHead } from './payload-head.ts';
import { inputProblems, readInputs } from './read-inputs.ts';

const ResponseAction = z.discriminatedUnion('response_action', [
  z.looseObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.looseObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.looseObject({ response_action: z.literal('push'), view: z.unknown() }),
  z.looseObject({ response_action: z.literal('clear') }),
]);

export interface Submitted extends InteractionAnswer {
  /** What the person reads beneath the fields, by block; nothing was sent where Slack itself found them. */
  readonly errors: Record<string, string>;
  readonly isOpen: boolean;
}

interface Submission {
  readonly view: View;
  readonly user: User;
  readonly values: Record<string, string | null>;
}

/** Somebody submits a modal: Slack checks the fields, the app says what comes of it. */
export async function submitView(workspace: Workspace, given: Submission): Promise<Submitted> {
  const submitted = await trySubmitting(workspace, given);
  given.view.errors = submitted.errors;
  return submitted;
}

async function trySubmitting(workspace: Workspace, submitted: Submission): Promise<Submitted> {
  const { view, user } = submitted;
  if (view.type !== 'modal' || !view.isOpen) throw new Error(`The view ${view.id} is not an open modal.`);
  if (view.userId !== user.id) throw new Error(`The view ${view.id} is not shown to ${user.name}.`);
  view.values = readInputs({ view, given: submitted.values });
  const errors = inputProblems(view);
  if (Object.keys(errors).length > 0) {
    return {
      acknowledged: false,
      status: null,
      body: null,
      problem: 'Slack found faults in the fields.',
      durationMs: 0,
      errors,
      isOpen: true,
    };
  }
  const payload = {
    type: 'view_submission',
    ...payloadHead({ state: workspace.state, user }),
    trigger_id: createTrigger(workspace, { userId: user.id, viewId: view.id }),
    view: presentView(view),
    response_urls: [],
  };
  const what = `submitted ${String(view.content['callback_id'] ?? view.id)}`;
  const answer = await deliverInteraction(workspace, { kind: 'view_submission', userId: user.id, what, payload });
  return settle(workspace, { view, answer });
}

/** Somebody closes a modal; the app hears of it where it asked for that. */
export async function dismissView(
  workspace: Workspace,
  { view, user, wholeStack }: { view: View; user: User; wholeStack: boolean },
): Promise<InteractionAnswer | null> {
  if (view.userId !== user.id || !view.isOpen) throw new Error(`${user.name} has no open view ${view.id}.`);
  closeView(workspace, { view, wholeStack });
  if (view.content['notify_on_close'] !== true) return null;
  const payload: JsonObject = {
    type: 'view_closed',
    ...payloadHead({ state: workspace.state, user }),
    view: presentView(view),
    is_cleared: wholeStack,
  };
  const what = `closed ${String(view.content['callback_id'] ?? view.id)}`;
  return deliverInteraction(workspace, { kind: 'view_closed', userId: user.id, what, payload });
}

function settle(workspace: Workspace, { view, answer }: { view: View; answer: InteractionAnswer }): Submitted {
  if (!answer.acknowledged) return { ...answer, errors: {}, isOpen: true };
  const action = ResponseAction.safeParse(answer.body).data;
  try {
    if (action?.response_action === 'errors') return { ...answer, errors: action.errors, isOpen: true };
    if (action?.response_action === 'update') {
      replaceView(workspace, { view, content: readView(workspace, action.view) });
      return { ...answer, errors: {}, isOpen: true };
    }
    if (action?.response_action === 'push') {
      openView(workspace, { content: readView(workspace, action.view), userId: view.userId, above: view });
      return { ...answer, errors: {}, isOpen: true };
    }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const problem = `Slack cannot show the view of the answer (${error.code}): ${JSON.stringify(error.details)}`;
    return { ...answer, acknowledged: false, problem, errors: {}, isOpen: true };
  }
  closeView(workspace, { view, wholeStack: action?.response_action === 'clear' });
  return { ...answer, errors: {}, isOpen: false };
}
