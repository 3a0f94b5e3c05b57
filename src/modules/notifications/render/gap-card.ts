import type { GapView } from '../views.ts';
import { context, header, section } from './blocks.ts';
import { type Card, notificationText } from './fit-blocks.ts';
import { line, link } from './mrkdwn.ts';
import { instant } from './wording.ts';

/** A call that did not get on, and what is done about it. */
export function renderGapCard(view: GapView): Card {
  const next =
    view.nextAttemptAt === null ? 'not tried again by itself' : `next attempt ${instant(view.nextAttemptAt)}`;
  const links = [
    { address: view.reportAddress, words: 'Report' },
    { address: view.sourceAddress, words: 'Recording in Gong' },
    { address: view.address, words: 'Ledger' },
  ].filter(({ address }) => address !== null);
  return {
    text: notificationText(`Not ${view.missing}: ${view.title}`),
    head: [
      header(`Not ${view.missing}: ${view.title}`),
      context(`call ${line(view.externalId)} · since ${instant(view.since)} · ${view.attempts} attempts · ${next}`),
    ],
    groups: [[section(`${line(view.cause)}\n${line(view.detail, 1000)}`)]],
    foot: links.length === 0 ? [] : [context(links.map(link).join(' · '))],
  };
}
