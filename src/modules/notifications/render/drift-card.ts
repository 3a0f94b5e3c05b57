import type { DriftView } from '../views.ts';
import { context, header, section } from './blocks.ts';
import { type Card, firstOf, notificationText } from './fit-blocks.ts';
import { line, link } from './mrkdwn.ts';
import { instant } from './wording.ts';

const mostLines = 15;

/** What is no longer as it was at a vendor, and what that means. */
export function renderDriftCard(view: DriftView): Card {
  const lines = firstOf({ items: view.lines, most: mostLines, render: (each) => line(each, 160) });
  return {
    text: notificationText(`${view.title}: ${view.lines.slice(0, 2).join('; ')}`),
    head: [header(view.title), context(`found ${instant(view.foundAt)}`)],
    groups: [[section(lines.join('\n'))], [section(line(view.advice, 500))]],
    foot: view.address === null ? [] : [context(link({ address: view.address, words: 'Ledger' }))],
  };
}
