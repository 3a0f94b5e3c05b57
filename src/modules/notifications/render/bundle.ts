import type { NotificationView } from '../views.ts';
import { header, plainLines, sections } from './blocks.ts';
import { bundleLine } from './bundle-line.ts';
import { fitBlocks, type RenderedMessage } from './fit-blocks.ts';

const linesPerSection = 10;

/** Many as one message: a line each with its links, all of them; what another system has told stands as plain words. */
export function renderBundle(views: readonly NotificationView[]): RenderedMessage[] {
  const title = `${views.length} messages at once`;
  const groups = [];
  for (const run of runsOf(views)) {
    for (let first = 0; first < run.length; first += linesPerSection) {
      const lines = run.slice(first, first + linesPerSection).map(bundleLine);
      const blocks = isFromOutside(run[0]) ? plainLines(lines) : sections(lines);
      groups.push(...blocks.map((block) => [block]));
    }
  }
  return fitBlocks({ text: title, head: [header(title)], groups, foot: [] });
}

/** Neighbors that stand in one kind of block. */
function runsOf(views: readonly NotificationView[]): NotificationView[][] {
  const runs: NotificationView[][] = [];
  for (const view of views) {
    const last = runs.at(-1);
    if (last !== undefined && isFromOutside(last[0]) === isFromOutside(view)) last.push(view);
    else runs.push([view]);
  }
  return runs;
}

function isFromOutside(view: NotificationView | undefined): boolean {
  return view?.kind === 'outside_message';
}
