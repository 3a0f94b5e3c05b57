import type { OutsideMessageView } from '../views.ts';
import { context, plainSection } from './blocks.ts';
import { type Card, notificationText } from './fit-blocks.ts';
import { line } from './mrkdwn.ts';

/** What another system has told, and by which rule it is told here. */
export function renderOutsideMessage({ trigger, text }: OutsideMessageView): Card {
  return {
    text: notificationText(text),
    head: [],
    groups: [[plainSection(text)]],
    foot: [context(`From another system, by the trigger “${line(trigger)}”: its words, not Sophia’s.`)],
  };
}
