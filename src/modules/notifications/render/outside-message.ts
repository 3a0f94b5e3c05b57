import type { OutsideMessageView } from '../views.ts';
import { context, plainSection } from './blocks.ts';
import { type Card, notificationText } from './fit-blocks.ts';
import { clip, line } from './mrkdwn.ts';

const longestText = 1000;

/** What another system has told, and by which rule it is told here. */
export function renderOutsideMessage({ trigger, text }: OutsideMessageView): Card {
  return {
    text: notificationText(`From another system: ${text}`),
    head: [],
    groups: [[plainSection(text)]],
    foot: [context(`From another system, by the trigger “${line(trigger)}”: its words, not Sophia’s.`)],
  };
}

/** The same on one line among others; words for a block of plain text, so not escaped. */
export function outsideLine({ trigger, text }: OutsideMessageView): string {
  return `• From another system (trigger “${onOneLine(trigger)}”): ${onOneLine(text)}`;
}

function onOneLine(text: string): string {
  return clip(text.replaceAll(/\s+/g, ' ').trim(), longestText);
}
