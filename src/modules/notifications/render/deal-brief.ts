import type { DealBriefView } from '../views.ts';
import { context, header, section } from './blocks.ts';
import { type Card, firstOf, notificationText } from './fit-blocks.ts';
import { bold, line, link } from './mrkdwn.ts';
import { instant, listed, point } from './wording.ts';

const mostFacts = 10;
const mostLines = 5;
/** Stage, amount and close date: what one line has room for where several briefs come together. */
const gistFacts = 3;

/** Where a deal stands: what the CRM has, what the last calls said, what is open; each leads to where it is written. */
export function renderDealBrief(view: DealBriefView): Card {
  const facts = view.facts.slice(0, mostFacts).map(factLine);
  const parts = [
    facts.length === 0 ? 'The CRM holds nothing about it.' : facts.join('\n'),
    listed({ heading: 'Last calls', lines: firstOf({ items: view.lastCalls, most: mostLines, render: point }) }) ??
      'No call is known for it.',
    listed({
      heading: 'Open commitments',
      lines: firstOf({ items: view.openCommitments, most: mostLines, render: point }),
    }),
    listed({ heading: 'Warnings', lines: firstOf({ items: view.warnings, most: mostLines, render: point }) }),
    listed({
      heading: 'The calls say otherwise than the CRM',
      lines: firstOf({ items: view.contradictions, most: mostLines, render: point }),
    }),
    listed({
      heading: 'Changes that wait for a decision',
      lines: firstOf({ items: view.waiting, most: mostLines, render: point }),
    }),
  ].filter((part) => part !== null);
  const gist = view.facts.slice(0, gistFacts).map(({ value }) => value);
  const about = [
    view.account === null ? '' : line(view.account, 80),
    view.address === null ? '' : link({ address: view.address, words: 'Open in the CRM' }),
  ];
  return {
    text: notificationText([`Deal brief: ${view.deal}`, ...gist].join(' · ')),
    head: [header(view.deal), context(view.meetingAt === null ? '' : `Meeting ${instant(view.meetingAt)}`)],
    groups: parts.map((part) => [section(part)]),
    foot: about.join('') === '' ? [] : [context(about.filter((part) => part !== '').join(' · '))],
  };
}

function factLine({ name, value, address }: DealBriefView['facts'][number]): string {
  return `${bold(line(name, 60))}: ${line(value, 200)}${address === null ? '' : ` ${link({ address, words: '↗' })}`}`;
}
