import type { SlackBlockActions, SlackViewSubmission } from '#integrations/slack';
import { actionIds } from '#modules/notifications';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { readChangeForm } from './change-form.ts';
import { outcomeOf } from './commands/outcome-of.ts';
import { answerDeeds } from './next-steps.ts';
import type { Decided, SlackServices } from './slack-services.ts';
import { pressedStop } from './stop-word.ts';

interface Press {
  readonly services: SlackServices;
  readonly ctx: Context;
  readonly value: string;
}

/** Carries out what a button stands for. Returns what the person is told; null where the card itself shows it. */
export async function performAction({
  services,
  ctx,
  actions,
}: {
  services: SlackServices;
  ctx: Context;
  actions: SlackBlockActions;
}): Promise<string | null> {
  const stop = pressedStop(actions);
  if (stop !== null) {
    const { wasUnderWay } = await services.stopAnswer({ ctx, input: stop });
    return wasUnderWay
      ? 'Stopped: nothing more is looked up for that question.'
      : 'There is nothing to stop: of you, that question is not being looked up.';
  }
  const [action] = actions.actions;
  const perform = performers[action?.action_id ?? ''];
  if (perform === undefined) throw new SophiaError('input.invalid', 'Expected a button of Sophia, found another.');
  const told = await perform({ services, ctx, value: action?.value ?? '' });
  const isInAnswer = action?.block_id?.startsWith(answerDeeds) === true;
  return told ?? (isInAnswer ? (doneWords[action.action_id] ?? null) : null);
}

/** An answer stands as it was given: it does not show what became of what it names. */
const doneWords: Readonly<Record<string, string>> = {
  [actionIds.approveChange]: 'Approved: it is being written.',
  [actionIds.crmRight]: 'Noted: the CRM is right.',
  [actionIds.callRight]: 'Noted: the call is right.',
  [actionIds.commitmentKept]: 'Noted: it was kept.',
  [actionIds.commitmentDropped]: 'Noted: it was dropped.',
};

/** Takes the decision that a form holds. */
export async function performForm({
  services,
  ctx,
  submission,
}: {
  services: SlackServices;
  ctx: Context;
  submission: SlackViewSubmission;
}): Promise<string | null> {
  const { decision, note } = readChangeForm(submission);
  if (decision === null || note === null) throw new SophiaError('input.invalid', 'Expected a decision, found none.');
  const input = { changeSetId: note.changeSetId, decisions: [decision] };
  const { decided } = await services.decideChanges({ ctx, input });
  return toldOf(decided);
}

const performers: Readonly<Record<string, (press: Press) => Promise<string | null>>> = {
  [actionIds.approveChange]: async ({ services, ctx, value }) => {
    const decisions = [{ changeId: value, decision: 'approve' as const, value: null, reason: null }];
    return toldOf((await services.decideChanges({ ctx, input: { decisions } })).decided);
  },
  [actionIds.approveSet]: async ({ services, ctx, value }) => {
    const set = await services.getChangeSet({ ctx, input: { changeSetId: value } });
    const decisions = set.changes
      .filter(({ state }) => state === 'waiting')
      .map(({ changeId }) => ({ changeId, decision: 'approve' as const, value: null, reason: null }));
    if (decisions.length === 0) return 'Everything in it is decided already.';
    return toldOf((await services.decideChanges({ ctx, input: { changeSetId: value, decisions } })).decided);
  },
  [actionIds.undoChange]: async ({ services, ctx, value }) => {
    const { undone, underWay, reasons } = await services.undoChanges({ ctx, input: { reference: value } });
    if (underWay > 0) return 'It is being taken back: the CRM has not answered yet, and Sophia goes on by itself.';
    return undone > 0 ? null : `Not undone, and nothing was changed: ${reasons.join(' ')}`;
  },
  [actionIds.crmRight]: ({ services, ctx, value }) =>
    done(services.resolveContradiction({ ctx, input: { contradictionId: value, state: 'crm_right' } })),
  [actionIds.callRight]: ({ services, ctx, value }) =>
    done(services.resolveContradiction({ ctx, input: { contradictionId: value, state: 'call_right' } })),
  [actionIds.emailRight]: ({ services, ctx, value }) =>
    done(services.resolveContradiction({ ctx, input: { contradictionId: value, state: 'email_right' } })),
  [actionIds.commitmentKept]: ({ services, ctx, value }) =>
    done(services.settleCommitment({ ctx, input: { commitmentId: value, state: 'kept' } })),
  [actionIds.commitmentDropped]: ({ services, ctx, value }) =>
    done(services.settleCommitment({ ctx, input: { commitmentId: value, state: 'dropped' } })),
  [actionIds.answerRight]: rate('up', null),
  [actionIds.answerWrong]: rate('down', 'It is wrong.'),
  [actionIds.answerOther]: rate('down', 'Something else was asked.'),
  [actionIds.answerMissing]: rate('down', 'Something is missing.'),
};

/** A thumb, with what was wrong where it points down. */
function rate(rating: 'up' | 'down', reason: string | null) {
  return async ({ services, ctx, value }: Press): Promise<string> => {
    await services.rateAnswer({ ctx, input: { answerId: value, rating, reason } });
    return rating === 'up' ? 'Noted, thank you.' : 'Noted, thank you: it is kept as a case to judge later answers by.';
  };
}

async function done(work: Promise<unknown>): Promise<null> {
  await work;
  return null;
}

/** What the card will not show: that others must agree, that it was said before, that some were refused. */
function toldOf(decided: readonly Decided[]): string | null {
  const refused = decided.filter(({ outcome }) => outcome === 'refused');
  if (refused.length > 0) {
    return `${refused.length} of ${decided.length} could not be decided: ${refused[0]?.problem?.message ?? ''}`;
  }
  const [first] = decided;
  return decided.length === 1 && first !== undefined && first.outcome !== 'decided' ? outcomeOf(first) : null;
}
