import type { NotificationView } from '../views.ts';
import { header, sections } from './blocks.ts';
import { bundleLine } from './bundle-line.ts';
import { fitBlocks, type RenderedMessage } from './fit-blocks.ts';

const linesPerSection = 10;

/** Many as one message: a line each with its links, all of them. */
export function renderBundle(views: readonly NotificationView[]): RenderedMessage[] {
  const title = `${views.length} messages at once`;
  const groups = [];
  for (let first = 0; first < views.length; first += linesPerSection) {
    groups.push(...sections(views.slice(first, first + linesPerSection).map(bundleLine)).map((block) => [block]));
  }
  return fitBlocks({ text: title, head: [header(title)], groups, foot: [] });
}
