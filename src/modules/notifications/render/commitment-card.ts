import type { CommitmentView } from '../views.ts';
import { actionIds } from './action-ids.ts';
import { actions, context, header, section } from './blocks.ts';
import { type Card, notificationText } from './fit-blocks.ts';
import { bold, line } from './mrkdwn.ts';
import { day, point, quoted } from './wording.ts';

const endings = { open: '', overdue: 'Overdue', kept: 'Kept', broken: 'Not kept', dropped: 'Dropped' } as const;
const leads = { open: 'Due', overdue: 'Overdue', kept: 'Kept', broken: 'Not kept', dropped: 'Dropped' } as const;

/** A promise whose day has come, or that was not kept, ours or the buyer's; with what to do. */
export function renderCommitmentCard(view: CommitmentView): Card {
  const whose = view.side === 'external' ? 'They promised' : 'We promised';
  const isOpen = view.state === 'open' || view.state === 'overdue';
  const advice = adviceFor(view);
  const buttons = [
    { actionId: actionIds.commitmentKept, label: 'Kept', value: view.commitmentId, style: 'primary' as const },
    { actionId: actionIds.commitmentDropped, label: 'No longer needed', value: view.commitmentId },
  ];
  return {
    text: notificationText(`${leads[view.state]}: ${view.side === 'external' ? 'they promised: ' : ''}${view.text}`),
    head: [header(`${whose}: ${view.text}`), context(aboutOf(view))],
    groups: [
      [section(quoted(view.quote)), ...(view.call === null ? [] : [context(`Promised in ${point(view.call)}`)])],
      ...settledBlocks(view),
      ...(advice === null ? [] : [[section(advice)]]),
    ],
    foot: isOpen ? [actions({ blockId: `commitment:${view.commitmentId}`, buttons })] : [],
  };
}

function aboutOf({ owner, due, isOverdue, account, state }: CommitmentView): string {
  const when = due === null ? 'without a day' : `${isOverdue ? 'was due' : 'due'} ${day(due)}`;
  const about = [line(owner, 80), when, account === null ? '' : line(account, 80), endings[state]];
  return about.filter((part) => part !== '').join(' · ');
}

function settledBlocks({ settled }: CommitmentView): Card['groups'][number][] {
  if (settled === null) return [];
  const { because, quote } = settled;
  return [[section(`${bold(line(because))}${quote === null ? '' : `\n${quoted(quote)}`}`)]];
}

function adviceFor({ side, state, owner, isOverdue }: CommitmentView): string | null {
  const name = line(owner, 80);
  if (state === 'broken') {
    return side === 'external'
      ? `Ask ${name} for it, or agree on another day.`
      : 'Make good on it, or tell them on which day you will.';
  }
  if (side !== 'external' || (state !== 'open' && state !== 'overdue')) return null;
  return isOverdue ? `Ask ${name} for it.` : `Ask ${name} for it, if it does not come today.`;
}
