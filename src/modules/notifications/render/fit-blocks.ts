import type { ChatBlock } from '#contracts';
import { blockLimits, context } from './blocks.ts';
import { line } from './mrkdwn.ts';

/** One message: what a phone shows when it arrives, and its blocks. */
export interface RenderedMessage {
  readonly text: string;
  readonly blocks: readonly ChatBlock[];
}

export interface Card {
  /** Plain words for the notification, escaped. */
  readonly text: string;
  /** Stands above the first message only. */
  readonly head: readonly ChatBlock[];
  /** Each is kept together: a change and its buttons. */
  readonly groups: readonly (readonly ChatBlock[])[];
  readonly foot: readonly ChatBlock[];
}

/** Room for the line that says which part of how many this is. */
const partLine = 1;

/** As many messages as it takes: nothing is left out, and no group is torn apart. */
export function fitBlocks(card: Card): RenderedMessage[] {
  const messages: ChatBlock[][] = [card.head.filter(saysSomething)];
  for (const whole of [...card.groups, card.foot]) {
    const group = whole.filter(saysSomething);
    const last = messages.at(-1) ?? [];
    if (fits([...last, ...group])) last.push(...group);
    else messages.push([...group]);
  }
  const parts = messages.filter((blocks) => blocks.length > 0);
  if (parts.length <= 1) return [{ text: card.text, blocks: parts[0] ?? [] }];
  return parts.map((blocks, index) => {
    const part = `Part ${index + 1} of ${parts.length}`;
    const text = index === 0 ? card.text : `${card.text} (${part.toLowerCase()})`;
    return { text, blocks: [...blocks, context(index === parts.length - 1 ? part : `${part}, more in the thread`)] };
  });
}

/** The first lines of a list, and how many more there are where it is longer. */
export function firstOf<Item>({
  items,
  most,
  render,
  moreAddress = '',
}: {
  items: readonly Item[];
  most: number;
  render: (item: Item) => string;
  moreAddress?: string;
}): string[] {
  const shown = items.slice(0, most).map((item) => `• ${render(item)}`);
  const more = items.length - shown.length;
  return more > 0 ? [...shown, `_and ${more} more${moreAddress === '' ? '' : ` in ${moreAddress}`}_`] : shown;
}

/** What a phone shows of it: escaped, on one line. */
export function notificationText(text: string): string {
  return line(text, 200);
}

/** Slack refuses a whole message for one context without a word in it. */
function saysSomething(block: ChatBlock): boolean {
  const { elements } = block;
  return !Array.isArray(elements) || elements.length > 0;
}

function fits(blocks: readonly ChatBlock[]): boolean {
  return (
    blocks.length + partLine <= blockLimits.blocksPerMessage &&
    JSON.stringify(blocks).length <= blockLimits.charactersPerMessage
  );
}
