import type { ContradictionView } from '../views.ts';
import { actionIds } from './action-ids.ts';
import { actions, context, header, section } from './blocks.ts';
import { type Card, notificationText } from './fit-blocks.ts';
import { bold, line, link } from './mrkdwn.ts';
import { quoted } from './wording.ts';

const names = {
  call: { name: 'call', action: actionIds.callRight },
  email: { name: 'e-mail', action: actionIds.emailRight },
} as const;

/** All sides of it, and a button for each: Sophia settles none by itself. */
export function renderContradictionCard(view: ContradictionView): Card {
  const crm = view.crmValue === null ? '_empty_' : line(view.crmValue, 500);
  const source = view.crmSource === null ? '' : `\n${line(view.crmSource, 200)}`;
  const named = names[view.saidIn];
  const others = names[view.saidIn === 'call' ? 'email' : 'call'];
  const { contradictionId: value, other } = view;
  const buttons = [
    { actionId: actionIds.crmRight, label: 'The CRM is right', value },
    ...(other === null ? [] : [{ actionId: others.action, label: `The ${others.name} is right`, value }]),
    { actionId: named.action, label: `The ${named.name} is right`, value, style: 'primary' as const },
  ];
  return {
    text: notificationText(
      `The ${named.name} and the ${other === null ? 'CRM' : others.name} differ: ${view.field} of ${view.record}`,
    ),
    head: [
      header(`${view.field}: the ${named.name} says another thing than the ${other === null ? 'CRM' : others.name}`),
      context(link({ address: view.recordAddress, words: view.record })),
    ],
    groups: [
      [section(`${bold('In the CRM')}\n${crm}${source}`)],
      [section(`${bold(`In the ${named.name}`)}\n${line(view.saidValue, 500)}\n${quoted(view.quote)}`)],
      ...(other === null
        ? []
        : [
            [
              section(
                `${bold(`In the ${others.name}`)}\n${line(other.value, 500)}${other.quote === null ? '' : `\n${quoted(other.quote)}`}`,
              ),
            ],
          ]),
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
    email_right: 'The e-mail is right',
    cleared: 'No longer so',
  } as const;
  return [bold(words[state]), resolvedBy ?? '', resolvedBecause ?? '']
    .filter((part) => part !== '')
    .map((part, index) => (index === 0 ? part : line(part, 120)))
    .join(' · ');
}
