import type { Chunk } from './chunk.ts';
import { sectionsOf } from './sections-of.ts';

/**
 * Cuts a document by its headings, and a long section between its lines; each chunk begins with the headings above it. One
 * that has nothing but headings is found by these.
 */
export function chunkDocument({
  title,
  text,
  hasHeadings,
}: {
  title: string;
  text: string;
  hasHeadings: boolean;
}): Chunk[] {
  const chunks = partsOf({ text, hasHeadings }).flatMap(({ headings, lines }) => {
    const path = headings.filter((heading) => heading !== title).join(' › ');
    return sectionsOf(lines)
      .filter((section) => section.trim() !== '')
      .map((section) => chunkOf({ text: path === '' ? section : `${path}\n${section}`, title }));
  });
  return chunks.length > 0 ? chunks : [chunkOf({ text, title })];
}

function chunkOf({ text, title }: { text: string; title: string }): Chunk {
  return {
    fromTurn: null,
    toTurn: null,
    speakers: [],
    sides: [],
    topics: [],
    text,
    fields: [],
    alsoFoundBy: [title],
  };
}

interface Part {
  readonly headings: readonly string[];
  readonly lines: string[];
}

/** A heading ends those of its own rank and below; what looks like one in a block of code is none. */
function partsOf({ text, hasHeadings }: { text: string; hasHeadings: boolean }): Part[] {
  const open: { rank: number; heading: string }[] = [];
  let part: Part = { headings: [], lines: [] };
  const parts: Part[] = [part];
  let isCode = false;
  for (const line of text.split('\n')) {
    if (/^\s*(?:```|~~~)/u.test(line)) isCode = !isCode;
    const [, marks, heading] = (hasHeadings && !isCode ? /^(#{1,6})[ \t]+(.*\S)\s*$/u.exec(line) : null) ?? [];
    if (marks === undefined || heading === undefined) {
      if (line.trim() !== '') part.lines.push(line.trimEnd());
      continue;
    }
    while ((open.at(-1)?.rank ?? 0) >= marks.length) open.pop();
    open.push({ rank: marks.length, heading: heading.replace(/\s+#+$/u, '') });
    part = { headings: open.map((one) => one.heading), lines: [] };
    parts.push(part);
  }
  return parts;
}
