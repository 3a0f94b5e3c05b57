import { findPersonalData, type SearchOptions } from './find-personal-data.ts';
import { loadPeopleFinder } from './load-people-finder.ts';
import type { FoundData, MaskedKind } from './masked-kinds.ts';

interface MaskedTexts {
  /** In the order given. */
  readonly texts: readonly string[];
  /** Puts back what stood for the marks of these texts; other marks stay as they are. */
  unmask(text: string): string;
  /** How many different things are masked. */
  readonly count: number;
}

const mark = /\[[A-Z]+(?:_[A-Z]+)?_\d{1,6}(?:_\d{1,6})?\]/gu;
/** Stands for a mark while the rest of a text is searched: no letter, no digit, no space, nothing invisible. */
const barrier = '\uE000';

/**
 * Replaces personal and secret data by marks such as `[CARD_1]`, the same thing by the same number in all texts, and
 * another way of writing it as `[CARD_1_2]`. What a mark stands for is known to the result alone.
 */
export async function maskTexts(input: {
  texts: readonly string[];
  kinds: readonly MaskedKind[];
}): Promise<MaskedTexts> {
  const { kinds } = input;
  if (kinds.length === 0) return { texts: input.texts, unmask: (text) => text, count: 0 };
  const findPeople = await loadPeopleFinder(kinds);
  const marks = createMarks(input.texts.flatMap((text) => text.match(mark) ?? []));
  let texts = input.texts;
  for (let before: readonly string[] = []; texts.some((text, place) => text !== before[place]); ) {
    before = texts;
    texts = texts.map((text) => maskAlone({ text, kinds, findPeople, markFor: marks.markFor }));
    texts = texts.map((text) => maskNames({ text, names: marks.names(), markFor: marks.markFor }));
  }
  return { texts, unmask: marks.unmask, count: marks.count() };
}

/** What is found in a text by itself. A mark is shorter than what it stands for, so words come nearer to what they speak of: until nothing is found. */
function maskAlone({
  text,
  markFor,
  ...options
}: { text: string; markFor: Marks['markFor'] } & Pick<SearchOptions, 'kinds' | 'findPeople'>): string {
  let masked = text;
  for (
    let found = search({ ...options, text: masked });
    found.length > 0;
    found = search({ ...options, text: masked })
  ) {
    masked = replace({ text: masked, found, markFor });
  }
  return masked;
}

/** A whole name that was found in one place stands for the same person where no words around it tell so. */
function maskNames({
  text,
  names,
  markFor,
}: {
  text: string;
  names: readonly FoundName[];
  markFor: Marks['markFor'];
}): string {
  let masked = text;
  for (const { surface, data } of names) {
    if (!masked.includes(surface)) continue;
    const alone = new RegExp(`(?<![\\p{L}\\p{N}_[])${RegExp.escape(surface)}(?![\\p{L}\\p{N}_])`, 'gu');
    masked = masked.replaceAll(alone, () => markFor(data, surface));
  }
  return masked;
}

function search(options: { text: string } & Pick<SearchOptions, 'kinds' | 'findPeople'>): FoundData[] {
  const text = options.text.replaceAll(mark, (found) => barrier.repeat(found.length));
  const masked = [...options.text.matchAll(mark)].map((found) => [found.index, found.index + found[0].length] as const);
  return findPersonalData({ ...options, text, acrossLines: true }).filter(
    ({ start, end }) => end > start && !masked.some(([from, to]) => start < to && end > from),
  );
}

function replace(options: {
  text: string;
  found: readonly FoundData[];
  markFor: (data: FoundData, surface: string) => string;
}): string {
  const { text, found, markFor } = options;
  let result = '';
  let at = 0;
  for (const data of found) {
    result += text.slice(at, data.start) + markFor(data, text.slice(data.start, data.end));
    at = data.end;
  }
  return result + text.slice(at);
}

interface FoundName {
  readonly surface: string;
  readonly data: FoundData;
}

interface Marks {
  markFor(data: FoundData, surface: string): string;
  /** Names of several words that stand for a mark, the longest first. */
  names(): readonly FoundName[];
  unmask(text: string): string;
  count(): number;
}

/** Gives out marks; never one that somebody wrote, which would then turn into what another thing stands for. */
function createMarks(written: readonly string[]): Marks {
  const taken = new Set(written);
  const surfaces = new Map<string, string>();
  const values = new Map<string, { number: number; marks: Map<string, string> }>();
  const last = new Map<string, number>();
  const names = new Map<string, FoundData>();
  function nextNumber(name: string): number {
    let number = (last.get(name) ?? 0) + 1;
    while (
      [...taken].some((other) => other.startsWith(`[${name}_${number}]`) || other.startsWith(`[${name}_${number}_`))
    ) {
      number += 1;
    }
    last.set(name, number);
    return number;
  }
  return {
    names: () =>
      [...names]
        .map(([surface, data]) => ({ surface, data }))
        .toSorted((one, other) => other.surface.length - one.surface.length),
    markFor: (data, surface) => {
      const { kind, value } = data;
      if (kind === 'person' && /\S\s+\S/u.test(surface)) names.set(surface, data);
      const name = kind.replaceAll('-', '_').toUpperCase();
      const known = values.get(`${kind} ${value}`) ?? { number: nextNumber(name), marks: new Map<string, string>() };
      values.set(`${kind} ${value}`, known);
      const variant = known.marks.size === 0 ? '' : `_${known.marks.size + 1}`;
      const given = known.marks.get(surface) ?? `[${name}_${known.number}${variant}]`;
      known.marks.set(surface, given);
      surfaces.set(given, surface);
      return given;
    },
    unmask: (text) => text.replaceAll(mark, (found) => surfaces.get(found) ?? found),
    count: () => values.size,
  };
}
