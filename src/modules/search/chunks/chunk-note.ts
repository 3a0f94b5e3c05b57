import { findPersonalData } from '#platform/masking';
import type { Chunk } from './chunk.ts';
import { sectionsOf } from './sections-of.ts';

/** How somebody is reached, as it stands in a text, and the properties of a contact that say the same. */
const reachedBy = {
  email: { mark: '[e-mail]', fields: ['email', 'hs_additional_emails'] },
  phone: { mark: '[phone]', fields: ['phone', 'mobilephone'] },
  address: { mark: '[address]', fields: ['address'] },
} as const;
type Way = keyof typeof reachedBy;

/**
 * Cuts a note into sections. How somebody is reached stands in chunks of its own, line by line, which are not there for
 * those it is kept from; in the sections a mark stands in its place.
 */
export function chunkNote({
  text,
  author,
  alsoFoundBy,
}: {
  text: string;
  author: string | null;
  alsoFoundBy: readonly string[];
}): Chunk[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const read = lines.map(readLine);
  const shared = { fromTurn: null, toTurn: null, sides: [], topics: [] };
  const speakers = author === null ? [] : [author];
  const found = { ...shared, speakers, alsoFoundBy: [...speakers, ...alsoFoundBy] };
  return [
    ...sectionsOf(read.map(({ bare }) => bare)).map((section) => ({ ...found, text: section, fields: [] })),
    ...read.flatMap(({ line, fields }) =>
      fields.length === 0 ? [] : sectionsOf([line]).map((section) => ({ ...found, text: section, fields })),
    ),
  ];
}

function readLine(line: string): { line: string; bare: string; fields: readonly string[] } {
  let bare = '';
  let at = 0;
  const fields = new Set<string>();
  for (const { kind, start, end } of findPersonalData({ text: line, kinds: ways, acrossLines: false })) {
    const way = ways.find((one) => one === kind);
    if (way === undefined) continue;
    bare += line.slice(at, start) + reachedBy[way].mark;
    at = end;
    for (const field of reachedBy[way].fields) fields.add(field);
  }
  return { line, bare: bare + line.slice(at), fields: [...fields] };
}

const ways: readonly Way[] = ['email', 'phone', 'address'];
