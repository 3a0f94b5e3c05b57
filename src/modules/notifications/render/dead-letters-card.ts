import type { DeadLettersView } from '../views.ts';
import { context, header, section } from './blocks.ts';
import { type Card, firstOf, notificationText } from './fit-blocks.ts';
import { line, link } from './mrkdwn.ts';

const mostLines = 10;

/** Events that could not be processed: what each is about, why, and what is to be done. Many are one message. */
export function renderDeadLettersCard(view: DeadLettersView): Card {
  const title = `${view.count} ${view.count === 1 ? 'event' : 'events'} of ${view.source} could not be processed`;
  const named = firstOf({ items: view.letters, most: mostLines, render: letterLine });
  const further = view.count - view.letters.length;
  return {
    text: notificationText(title),
    head: [header(title), context(`given up on ${view.day} after every try`)],
    groups: [
      ...named.map((each) => [section(each)]),
      [section(`${further > 0 ? `and ${further} more: see the ledger\n` : ''}${line(view.advice, 500)}`)],
    ],
    foot: view.address === null ? [] : [context(link({ address: view.address, words: 'Ledger' }))],
  };
}

function letterLine({ inboxId, what, about, aboutAddress, cause }: DeadLettersView['letters'][number]): string {
  const record = link({ address: aboutAddress, words: about });
  return `${line(what, 80)} ${record}: ${line(cause, 200)}\n   ${line(inboxId)}`;
}
