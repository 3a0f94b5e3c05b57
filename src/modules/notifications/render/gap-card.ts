import type { GapView } from '../views.ts';
import { context, header, section } from './blocks.ts';
import { type Card, notificationText } from './fit-blocks.ts';
import { line, link } from './mrkdwn.ts';
import { instant } from './wording.ts';

/** A call that did not get on, and what is done about it. */
export function renderGapCard(view: GapView): Card {
  const next =
    view.nextAttemptAt === null ? 'not tried again by itself' : `next attempt ${instant(view.nextAttemptAt)}`;
  return {
    text: notificationText(`Not ${view.missing}: ${view.title}`),
    head: [
      header(`Not ${view.missing}: ${view.title}`),
      context(`since ${instant(view.since)} · ${view.attempts} attempts · ${next}`),
    ],
    groups: [[section(`${line(view.cause)}\n${line(view.detail, 1000)}`)]],
    foot: view.address === null ? [] : [context(link({ address: view.address, words: 'Ledger' }))],
  };
}
