import type { ChatBlock } from '#contracts';
import type { ApprovalView, ChangeView, DecisionView } from '../views.ts';
import { actionIds } from './action-ids.ts';
import { actions, type Button, context, divider, header, sections } from './blocks.ts';
import { type Card, notificationText } from './fit-blocks.ts';
import { bold, clip, escapeText, line, link } from './mrkdwn.ts';
import { instant, percent, quoted, stateWords, withInstants } from './wording.ts';

const longestValue = 500;
/** A merge has all that speaks for it here. */
const longestNote = 2500;

/** Every change with its proof and its buttons; once it is decided, with who decided what in their place. */
export function renderApprovalCard(view: ApprovalView): Card {
  const open = view.changes.filter(({ state }) => state === 'waiting');
  const count = view.changes.length === 1 ? '1 change' : `${view.changes.length} changes`;
  const about = [
    view.account === null ? '' : line(view.account, 80),
    open.length === 0 ? `${count}, all decided` : `${open.length} of ${count} to decide`,
    view.expiresAt === null || open.length === 0 ? '' : `until ${instant(view.expiresAt)}`,
    view.dryRun ? 'dry run: nothing will be written' : '',
  ].filter((part) => part !== '');
  return {
    text: notificationText(
      open.length === 0 ? `Decided: ${view.title}` : `Approval needed (${open.length}): ${view.title}`,
    ),
    head: [header(view.title), context(about.join(' · ')), ...approveAll({ view, open })],
    groups: view.changes.map((change) => changeBlocks(change)),
    foot:
      view.reportAddress === null ? [] : [context(link({ address: view.reportAddress, words: 'Report of the call' }))],
  };
}

function approveAll({ view, open }: { view: ApprovalView; open: readonly ChangeView[] }): ChatBlock[] {
  if (open.length < 2) return [];
  const button: Button = {
    actionId: actionIds.approveSet,
    label: `Approve all ${open.length}`,
    value: view.changeSetId,
    confirm: {
      title: `Approve all ${open.length}?`,
      text: 'Each is written as it is proposed. You can undo it afterward.',
      yes: 'Approve all',
      no: 'Back',
    },
  };
  return [actions({ blockId: `set:${view.changeSetId}`, buttons: [button] })];
}

function changeBlocks(change: ChangeView): ChatBlock[] {
  const target = change.target === null ? '' : ` · ${line(change.target, 80)}`;
  const body = [
    `${bold(line(change.field, 100))}${target}`,
    `${value(change.oldValue)} → ${bold(value(change.newValue))}`,
    ...(change.quote === null ? [] : [quoted(change.quote)]),
    ...(change.note === null ? [] : [line(change.note, longestNote)]),
    ...(change.contradiction === null ? [] : [`⚠ ${line(change.contradiction)}`]),
  ];
  const why = `${percent(change.confidence)} sure · found by ${line(change.rule, 60)} · ${withInstants(line(change.reason, 200))}`;
  const blocks = [divider(), ...sections(body), context(why)];
  if (change.state === 'waiting') {
    const soFar = [...change.decisions.map(decided), ...(change.deciders === null ? [] : [line(change.deciders, 300)])];
    return [
      ...blocks,
      ...(soFar.length === 0 ? [] : [context(soFar.join(' · '))]),
      actions({ blockId: `change:${change.changeId}`, buttons: buttons(change) }),
    ];
  }
  const end = [...blocks, context(outcome(change))];
  return change.isUndoable ? [...end, actions({ blockId: `change:${change.changeId}`, buttons: [undo(change)] })] : end;
}

function undo({ changeId }: ChangeView): Button {
  return {
    actionId: actionIds.undoChange,
    label: 'Undo',
    value: changeId,
    confirm: {
      title: 'Undo this change?',
      text: 'What stood there before is written back, unless somebody has changed it since.',
      yes: 'Undo',
      no: 'Back',
    },
  };
}

function buttons(change: ChangeView): Button[] {
  const edit: Button = { actionId: actionIds.editChange, label: 'Edit', value: change.changeId };
  return [
    { actionId: actionIds.approveChange, label: 'Approve', value: change.changeId, style: 'primary' },
    ...(change.isEditable ? [edit] : []),
    { actionId: actionIds.rejectChange, label: 'Reject', value: change.changeId, style: 'danger' },
  ];
}

function outcome(change: ChangeView): string {
  const problem = change.problem === null ? '' : withInstants(line(change.problem, 300));
  const { undone } = change;
  const did = change.state === 'undo_refused' ? 'asked for it back' : 'took it back';
  const takenBack = undone === null ? '' : `${line(deciderName(undone.by), 80)} ${did} ${instant(undone.at)}`;
  return [`${bold(stateWords[change.state])}`, ...change.decisions.map(decided), takenBack, problem]
    .filter((part) => part !== '')
    .join(' · ');
}

function decided({ by, decision, reason, at }: DecisionView): string {
  const verbs = { approve: 'approved', edit: 'edited and approved', reject: 'rejected' } as const;
  const because = reason === null || reason === '' ? '' : `: “${line(reason, 200)}”`;
  return `${line(deciderName(by), 80)} ${verbs[decision]} ${instant(at)}${because}`;
}

/** Whoever runs Sophia has no address: `operator:root` is a person as well. */
function deciderName(by: string): string {
  return by.startsWith('operator:') ? `Whoever runs Sophia (${by.slice('operator:'.length)})` : by;
}

function value(given: string | null): string {
  if (given === null || given.trim() === '') return '_empty_';
  return withInstants(escapeText(clip(given.trim(), longestValue).replaceAll(/\s*\n\s*/g, ' / ')));
}
