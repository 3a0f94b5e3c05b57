import { header, section } from './blocks.ts';
import { fitBlocks, type RenderedMessage } from './fit-blocks.ts';

const linesPerSection = 10;

/** Many as one message: a line each, all of them. The headlines come escaped. */
export function renderBundle(headlines: readonly string[]): RenderedMessage[] {
  const title = `${headlines.length} messages at once`;
  const groups = [];
  for (let first = 0; first < headlines.length; first += linesPerSection) {
    const lines = headlines.slice(first, first + linesPerSection).map((headline) => `• ${headline}`);
    groups.push([section(lines.join('\n'))]);
  }
  return fitBlocks({ text: title, head: [header(title)], groups, foot: [] });
}
