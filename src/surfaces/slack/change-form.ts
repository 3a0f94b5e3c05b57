import { z } from 'zod';
import type { ApprovalDecision, Change } from '#contracts';
import type { SlackBlockActions, SlackView, SlackViewSubmission } from '#integrations/slack';
import { actionIds } from '#modules/notifications';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { SlackSurface } from './slack-surface.ts';

/** What the form keeps for when it is sent back. */
const FormNote = z.strictObject({
  changeId: z.string().min(1),
  changeSetId: z.string().min(1),
  responseUrl: z.string().nullable(),
});
type FormNote = z.infer<typeof FormNote>;

const editForm = 'change.edit.form';
const rejectForm = 'change.reject.form';
const field = 'answer';
const longestValue = 3000;
const longestReason = 500;

/** Opens the form to put another value in place of the proposed one, or to say why not. */
export async function openChangeForm({
  surface,
  ctx,
  actions,
}: {
  surface: SlackSurface;
  ctx: Context;
  actions: SlackBlockActions;
}): Promise<void> {
  const [action] = actions.actions;
  const changeId = action?.value ?? '';
  const change = await surface.services.getChange({ ctx, input: { changeId } });
  if (change.state !== 'waiting') {
    throw new SophiaError('change.move-not-allowed', `Expected a change that waits, found it ${change.state}.`);
  }
  const note: FormNote = { changeId, changeSetId: change.changeSetId, responseUrl: actions.response_url ?? null };
  const isEdit = action?.action_id === actionIds.editChange;
  const view = isEdit
    ? editView({ change, note, words: await surface.services.wordChange({ ctx, input: { change } }) })
    : rejectView({ change, note });
  await surface.desk.openView({ triggerId: actions.trigger_id, view });
}

/** What a form that was sent back says; `errors` is set, by block, where it cannot be taken. */
export function readChangeForm(submission: SlackViewSubmission): {
  readonly errors: Readonly<Record<string, string>> | null;
  readonly decision: ApprovalDecision | null;
  readonly note: FormNote | null;
} {
  const { callback_id: callbackId, private_metadata: metadata, state } = submission.view;
  const note = readNote(metadata);
  const given = Object.values(state?.values?.[field] ?? {})[0]?.value?.trim() ?? '';
  if (note === null || (callbackId !== editForm && callbackId !== rejectForm)) {
    return { errors: { [field]: 'This form is of another time: press the button again.' }, decision: null, note };
  }
  if (given === '' && callbackId === editForm)
    return { errors: { [field]: 'Write something here.' }, decision: null, note };
  const decision: ApprovalDecision =
    callbackId === editForm
      ? { changeId: note.changeId, decision: 'edit', value: given, reason: null }
      : { changeId: note.changeId, decision: 'reject', value: null, reason: given === '' ? null : given };
  return { errors: null, decision, note };
}

function readNote(metadata: string): FormNote | null {
  try {
    return FormNote.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
}

function editView({
  change,
  note,
  words,
}: {
  change: Change;
  note: FormNote;
  words: { readonly field: string; readonly named: string | null };
}): SlackView {
  const { action } = change;
  if (action.type !== 'set_property') {
    throw new SophiaError(
      'change.move-not-allowed',
      'Expected a change of one value, found one that cannot be edited.',
    );
  }
  const proposed = words.named ?? change.editedValue ?? action.value;
  if (proposed.length > longestValue) {
    throw new SophiaError(
      'change.move-not-allowed',
      `Expected a value of ${longestValue} characters at most, found ${proposed.length}: Slack's forms take no more. Approve or reject it here, or edit it in the CRM.`,
    );
  }
  return formView({
    callbackId: editForm,
    title: 'Edit a change',
    submit: 'Approve it so',
    note,
    label: `${words.field} of ${change.targetName ?? 'the record'}`,
    input: { initial_value: proposed, max_length: longestValue, multiline: proposed.length > 80 },
  });
}

function rejectView({ change, note }: { change: Change; note: FormNote }): SlackView {
  return formView({
    callbackId: rejectForm,
    title: 'Reject a change',
    submit: 'Reject',
    note,
    label: `Why not, for ${change.targetName ?? 'the record'}?`,
    input: { max_length: longestReason, multiline: true },
    optional: true,
  });
}

function formView({
  callbackId,
  title,
  submit,
  note,
  label,
  input,
  optional = false,
}: {
  callbackId: string;
  title: string;
  submit: string;
  note: FormNote;
  label: string;
  input: Readonly<Record<string, unknown>>;
  optional?: boolean;
}): SlackView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: JSON.stringify(note),
    title: { type: 'plain_text', text: title },
    submit: { type: 'plain_text', text: submit },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      {
        type: 'input',
        block_id: field,
        optional,
        label: { type: 'plain_text', text: label.slice(0, 2000), emoji: false },
        element: { type: 'plain_text_input', action_id: field, ...input },
      },
    ],
  };
}
