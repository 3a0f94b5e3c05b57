import type { CallSummaryView, NextStepView, RiskView } from '../views.ts';
import { context, header, section } from './blocks.ts';
import { type Card, firstOf, notificationText } from './fit-blocks.ts';
import { bold, line, link } from './mrkdwn.ts';
import { day, listed, point, severityMarks } from './wording.ts';

const mostPeople = 6;
const mostKeyPoints = 3;
const mostSteps = 5;
const mostRisks = 3;

/** A call in the length of a phone's screen; everything else stands in the report. */
export function renderCallSummary(view: CallSummaryView): Card {
  const report = link({ address: view.reportAddress, words: 'the report' });
  const parts = [
    view.outcome === null ? null : `${bold('Outcome')}\n${point(view.outcome)}`,
    listed({
      heading: 'Key points',
      lines: firstOf({ items: view.keyPoints, most: mostKeyPoints, render: point, moreAddress: report }),
    }),
    listed({
      heading: 'Next steps',
      lines: firstOf({ items: view.nextSteps, most: mostSteps, render: step, moreAddress: report }),
    }),
    listed({
      heading: 'Risks',
      lines: firstOf({ items: view.risks, most: mostRisks, render: risk, moreAddress: report }),
    }),
  ].filter((part) => part !== null);
  const links = [link({ address: view.reportAddress, words: 'Report' })];
  if (view.playerAddress !== null) links.push(link({ address: view.playerAddress, words: 'Recording in Gong' }));
  if (view.deal !== null) links.push(link({ address: view.deal.address, words: view.deal.name }));
  return {
    text: notificationText(`Call summary: ${view.title}`),
    head: [header(view.title), context(aboutLine(view))],
    groups: [
      ...(parts.length === 0
        ? [[section('Nothing was found that stands on a quote.')]]
        : parts.map((part) => [section(part)])),
      ...(view.unclear === null ? [] : [[section(unclearLine(view.unclear))]]),
    ],
    foot: [context(links.join(' · '))],
  };
}

/** Whoever may say it reads in the ledger how; whoever may not is told whom to ask. */
function unclearLine({ deals, address }: NonNullable<CallSummaryView['unclear']>): string {
  const ledger = link({ address, words: 'the ledger' });
  return `⚠ It is not clear which deal this call is about (${line(deals.join(', '), 300)}), so nothing is proposed for a deal. Revenue operations or an administrator can say which: ${ledger} tells them how.`;
}

function aboutLine(view: CallSummaryView): string {
  const people = view.people.slice(0, mostPeople).map((name) => line(name, 60));
  const more = view.people.length - people.length;
  return [
    view.account === null ? '' : line(view.account, 80),
    view.date === null ? '' : day(view.date),
    view.durationMinutes === null ? '' : `${view.durationMinutes} min`,
    people.join(', ') + (more > 0 ? ` and ${more} more` : ''),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function step(next: NextStepView): string {
  const due = next.due === null ? '' : `, due ${day(next.due)}`;
  return `${point(next)} (${line(next.owner, 60)}${due})`;
}

function risk(found: RiskView): string {
  return `${severityMarks[found.severity]}: ${point(found)}`;
}
