import type { ContradictionView } from '../views.ts';
import { actionIds } from './action-ids.ts';
import { actions, context, header, section } from './blocks.ts';
import { type Card, notificationText } from './fit-blocks.ts';
import { bold, line, link } from './mrkdwn.ts';
import { quoted } from './wording.ts';

/** Both sides of it, and two buttons: Sophia settles none by itself. */
export function renderContradictionCard(view: ContradictionView): Card {
  const crm = view.crmValue === null ? '_empty_' : line(view.crmValue, 500);
  const source = view.crmSource === null ? '' : `\n${line(view.crmSource, 200)}`;
  const buttons = [
    { actionId: actionIds.crmRight, label: 'The CRM is right', value: view.contradictionId },
    {
      actionId: actionIds.callRight,
      label: 'The call is right',
      value: view.contradictionId,
      style: 'primary' as const,
    },
  ];
  return {
    text: notificationText(`The call and the CRM differ: ${view.field} of ${view.record}`),
    head: [
      header(`${view.field}: the call says another thing than the CRM`),
      context(link({ address: view.recordAddress, words: view.record })),
    ],
    groups: [
      [section(`${bold('In the CRM')}\n${crm}${source}`)],
      [section(`${bold('In the call')}\n${line(view.saidValue, 500)}\n${quoted(view.quote)}`)],
    ],
    foot:
      view.state === 'open'
        ? [actions({ blockId: `contradiction:${view.contradictionId}`, buttons })]
        : [context(ending(view))],
  };
}

function ending({ state, resolvedBy, resolvedBecause }: ContradictionView): string {
  const words = {
    open: '',
    crm_right: 'The CRM is right',
    call_right: 'The call is right',
    cleared: 'No longer so',
  } as const;
  return [bold(words[state]), resolvedBy ?? '', resolvedBecause ?? '']
    .filter((part) => part !== '')
    .map((part, index) => (index === 0 ? part : line(part, 120)))
    .join(' · ');
}
