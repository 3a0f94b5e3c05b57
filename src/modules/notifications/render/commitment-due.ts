import type { CommitmentDueView } from '../views.ts';
import { actionIds } from './action-ids.ts';
import { actions, context, header, section } from './blocks.ts';
import { type Card, notificationText } from './fit-blocks.ts';
import { line } from './mrkdwn.ts';
import { day, quoted } from './wording.ts';

const endings = { open: '', overdue: 'Overdue', kept: 'Kept', broken: 'Not kept', dropped: 'Dropped' } as const;

/** A promise whose day has come, ours or the buyer's. */
export function renderCommitmentDue(view: CommitmentDueView): Card {
  const whose = view.side === 'external' ? 'They promised' : 'We promised';
  const when = view.due === null ? 'without a day' : `${view.isOverdue ? 'was due' : 'due'} ${day(view.due)}`;
  const about = [line(view.owner, 80), when, view.account === null ? '' : line(view.account, 80), endings[view.state]];
  const buttons = [
    { actionId: actionIds.commitmentKept, label: 'Kept', value: view.commitmentId, style: 'primary' as const },
    { actionId: actionIds.commitmentDropped, label: 'No longer needed', value: view.commitmentId },
  ];
  return {
    text: notificationText(`${view.isOverdue ? 'Overdue' : 'Due'}: ${view.text}`),
    head: [header(`${whose}: ${view.text}`), context(about.filter((part) => part !== '').join(' · '))],
    groups: [[section(quoted(view.quote))]],
    foot:
      view.state === 'open' || view.state === 'overdue'
        ? [actions({ blockId: `commitment:${view.commitmentId}`, buttons })]
        : [],
  };
}
