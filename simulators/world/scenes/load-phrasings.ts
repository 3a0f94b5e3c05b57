import { readdirSync, readFileSync } from 'node:fs';

/** R and S are ours, B and C the buyer's. */
const letters = ['R', 'S', 'B', 'C'] as const;
export type Letter = (typeof letters)[number];

export interface Variant {
  readonly id: string;
  readonly lines: readonly { readonly letter: Letter; readonly template: string }[];
  readonly letters: ReadonlySet<Letter>;
  readonly slots: ReadonlySet<string>;
}

/** The written scenes by section. */
export type Phrasings = ReadonlyMap<string, readonly Variant[]>;

/**
 * Reads phrasings/own or phrasings/outside. A file has sections ("# opening.first") of variants, parted by blank
 * lines; a line is "R: what is said", with {slots}, <this|that> choices and [marks] behind the sentence they mark.
 */
export function loadPhrasings(voice: 'own' | 'outside'): Phrasings {
  const folder = new URL(`../phrasings/${voice}/`, import.meta.url);
  const sections = new Map<string, Variant[]>();
  for (const name of readdirSync(folder).toSorted()) {
    const text = readFileSync(new URL(name, folder), 'utf8');
    for (const { section, blocks } of readSections({ text, place: `${voice}/${name}` })) {
      const known = sections.get(section) ?? [];
      const variants = blocks.map((block, index) =>
        readVariant({ block, id: `${voice}/${section}/${known.length + index}` }),
      );
      sections.set(section, [...known, ...variants]);
    }
  }
  return sections;
}

function readSections({ text, place }: { text: string; place: string }) {
  const [before = '', ...parts] = text.split(/^# /m);
  if (before.trim() !== '') {
    throw new Error(`${place}: expected a section ("# opening.first") first, found "${before.trim().slice(0, 40)}".`);
  }
  return parts.map((part) => {
    const [section = '', ...rest] = part.split('\n');
    const blocks = rest
      .join('\n')
      .split(/\n\s*\n/)
      .map((block) => block.trim())
      .filter((block) => block !== '');
    return { section: section.trim(), blocks };
  });
}

function readVariant({ block, id }: { block: string; id: string }): Variant {
  const lines = block.split('\n').map((line) => {
    const [, mark = '', template = ''] = /^([A-Z]): (.+)$/.exec(line.trim()) ?? [];
    const letter = letters.find((known) => known === mark);
    if (letter === undefined) {
      throw new Error(
        `${id}: expected a line like "R: Good morning.", with one of ${letters.join(', ')}, found "${line}".`,
      );
    }
    return { letter, template };
  });
  const slots = new Set([...block.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
  return { id, lines, letters: new Set(lines.map(({ letter }) => letter)), slots };
}
