import type { DailyDigestView } from '../views.ts';
import { context, header, section } from './blocks.ts';
import { type Card, firstOf, notificationText } from './fit-blocks.ts';
import { link } from './mrkdwn.ts';
import { day, listed, point } from './wording.ts';

const mostLines = 8;

/** A day in one message: counted figures first, then what waits for somebody. */
export function renderDailyDigest(view: DailyDigestView): Card {
  const more = view.address === null ? '' : link({ address: view.address, words: 'Sophia' });
  const lists = [
    { heading: 'Waiting for approval', items: view.waiting },
    { heading: 'Commitments due', items: view.commitmentsDue },
    { heading: 'Warnings', items: view.warnings },
    { heading: 'Gaps', items: view.gaps },
  ].map(({ heading, items }) =>
    listed({
      heading: `${heading} (${items.length})`,
      lines: firstOf({ items, most: mostLines, render: point, moreAddress: more }),
    }),
  );
  const found = lists.filter((list) => list !== null);
  return {
    text: notificationText(`Daily digest, ${day(view.day)}`),
    head: [
      header(`Daily digest, ${day(view.day)}`),
      context(`${view.calls} calls analyzed · ${view.changesApplied} changes written to the CRM`),
    ],
    groups: found.length === 0 ? [[section('Nothing waits for anybody.')]] : found.map((list) => [section(list)]),
    foot: more === '' ? [] : [context(more)],
  };
}
