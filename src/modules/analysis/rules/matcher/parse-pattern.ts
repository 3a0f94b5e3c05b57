import { SophiaError } from '#platform/errors';
import { expandWord } from './expand-word.ts';
import { type SpanName, spanNames } from './tokens.ts';

/** One piece of a pattern; `optional` pieces may be left out. */
export type PatternNode = { readonly optional: boolean } & (
  | { readonly kind: 'words'; readonly words: ReadonlySet<string>; readonly prefixes: readonly string[] }
  | { readonly kind: 'any' }
  | { readonly kind: 'gap'; readonly most: number }
  | { readonly kind: 'span'; readonly name: SpanName }
  | { readonly kind: 'clauseStart' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'end' }
  | { readonly kind: 'not'; readonly words: ReadonlySet<string> }
  | { readonly kind: 'group'; readonly options: readonly (readonly PatternNode[])[] }
);

/** Named groups of alternatives that patterns refer to as `@name`. */
export type PatternClasses = ReadonlyMap<string, readonly (readonly PatternNode[])[]>;

/** Reads one line of a lexicon; data/lexicons/README.md explains its signs. Throws `lexicon.invalid` with the place. */
export function parsePattern(options: { line: string; classes: PatternClasses; origin: string }): PatternNode[] {
  const reader = { text: options.line.trim().toLowerCase().replaceAll('’', "'"), at: 0, ...options };
  const nodes = readSequence(reader, false);
  if (reader.at < reader.text.length) fail(reader, { expected: 'a word', found: reader.text.charAt(reader.at) });
  return nodes;
}

interface Reader {
  readonly text: string;
  at: number;
  readonly line: string;
  readonly classes: PatternClasses;
  readonly origin: string;
}

function readSequence(reader: Reader, inGroup: boolean): PatternNode[] {
  const nodes: PatternNode[] = [];
  while (reader.at < reader.text.length) {
    const character = reader.text.charAt(reader.at);
    if (character === ' ') reader.at += 1;
    else if (inGroup && (character === '|' || character === ')')) break;
    else nodes.push(...readItem(reader, inGroup));
  }
  return nodes;
}

function readItem(reader: Reader, inGroup: boolean): PatternNode[] {
  const options = [readAtom(reader)];
  while (!inGroup && reader.text.charAt(reader.at) === '|') {
    reader.at += 1;
    options.push(readAtom(reader));
  }
  const optional = reader.text.charAt(reader.at) === '?';
  if (optional) reader.at += 1;
  const nodes = options.length === 1 ? (options[0] ?? []) : [toGroup(options)];
  if (!optional) return nodes;
  const only = nodes.length === 1 ? nodes[0] : undefined;
  return [only === undefined ? { kind: 'group', options: [nodes], optional } : { ...only, optional }];
}

function readAtom(reader: Reader): PatternNode[] {
  const character = reader.text.charAt(reader.at);
  if (character === '(') return [readGroup(reader)];
  if (character === '!') {
    reader.at += 1;
    const words = new Set<string>();
    do words.add(readWhile(reader, /[^\s|()?]/));
    while (reader.text.charAt(reader.at) === '|' && reader.at++ >= 0);
    return [{ kind: 'not', words, optional: false }];
  }
  const raw = readWhile(reader, /[^\s|()?]/);
  if (raw === '') fail(reader, { expected: 'a word', found: character });
  return readRaw(reader, raw);
}

function readRaw(reader: Reader, raw: string): PatternNode[] {
  if (raw === '_') return [{ kind: 'any', optional: false }];
  if (raw === '^') return [{ kind: 'clauseStart', optional: false }];
  if (raw === '^^') return [{ kind: 'opening', optional: false }];
  if (raw === '$') return [{ kind: 'end', optional: false }];
  const gap = /^\.\.(\d*)$/.exec(raw);
  if (gap !== null) return [{ kind: 'gap', most: gap[1] === '' ? 3 : Number(gap[1]), optional: false }];
  if (raw.startsWith('<')) {
    const name = spanNames.find((known) => raw === `<${known}>`);
    return name === undefined
      ? fail(reader, { expected: spanNames.join(', '), found: raw })
      : [{ kind: 'span', name, optional: false }];
  }
  if (raw.startsWith('@')) {
    const options = reader.classes.get(raw.slice(1));
    return options === undefined ? fail(reader, { expected: 'the name of a class', found: raw }) : [toGroup(options)];
  }
  if (raw.endsWith('*')) return [{ kind: 'words', words: new Set(), prefixes: [raw.slice(0, -1)], optional: false }];
  return raw
    .split('-')
    .flatMap((part) => expandWord(part))
    .map((word) => ({ kind: 'words', words: new Set([word]), prefixes: [], optional: false }));
}

function readGroup(reader: Reader): PatternNode {
  const options: PatternNode[][] = [];
  reader.at += 1;
  options.push(readSequence(reader, true));
  while (reader.text.charAt(reader.at) === '|') {
    reader.at += 1;
    options.push(readSequence(reader, true));
  }
  if (reader.text.charAt(reader.at) !== ')')
    fail(reader, { expected: 'a closing bracket', found: 'the end of the line' });
  reader.at += 1;
  return toGroup(options);
}

/** A group; one whose alternatives are all single words is kept as a set, which is faster to match. */
function toGroup(options: readonly (readonly PatternNode[])[]): PatternNode {
  const words = new Set<string>();
  const prefixes: string[] = [];
  for (const option of options) {
    const only = option.length === 1 ? option[0] : undefined;
    if (only?.kind !== 'words' || only.optional) return { kind: 'group', options, optional: false };
    for (const word of only.words) words.add(word);
    prefixes.push(...only.prefixes);
  }
  return { kind: 'words', words, prefixes, optional: false };
}

function readWhile(reader: Reader, pattern: RegExp): string {
  const start = reader.at;
  while (reader.at < reader.text.length && pattern.test(reader.text.charAt(reader.at))) reader.at += 1;
  return reader.text.slice(start, reader.at);
}

function fail(reader: Reader, { expected, found }: { expected: string; found: string }): never {
  throw new SophiaError(
    'lexicon.invalid',
    `Expected ${expected} in a lexicon pattern, found "${found}" at character ${reader.at + 1} of "${reader.line}" (${reader.origin}). Correct the line; data/lexicons/README.md explains the signs.`,
  );
}
