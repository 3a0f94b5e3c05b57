import type { Finding } from './finding.ts';

/** Why a statement of a model is not shown. */
export type Doubt = 'no finding' | 'a number' | 'a name' | 'a quote' | 'a link';

/**
 * What speaks against a statement: that it stands on nothing that was found, or has a number, a name, a quote or a link
 * that is in none of what it stands on; null where nothing does. A name may be of the question as well.
 */
export function checkStatement({
  text,
  findings,
  question,
}: {
  text: string;
  /** Those that it names. */
  findings: readonly Finding[];
  question: string;
}): Doubt | null {
  if (findings.length === 0) return 'no finding';
  if (/\b(?:https?:|www\.|mailto:)|\]\(/iu.test(text)) return 'a link';
  const found = findings.map((finding) => finding.text).join('\n');
  const numbers = new Set(numbersOf(found));
  if (!numbersOf(text).every((number) => numbers.has(number))) return 'a number';
  const flat = comparable(found);
  if (!quotesOf(text).every((quote) => flat.includes(comparable(quote)))) return 'a quote';
  const words = new Set(wordsOf(`${found}\n${question}`));
  return namesOf(text).every((name) => words.has(name)) ? null : 'a name';
}

/** What a number of a statement stands on alone, in words: what somebody said, or wrote; empty where a record has it. */
export function restsOn({ text, findings }: { text: string; findings: readonly Finding[] }): string {
  const numbers = numbersOf(text);
  function haveAll(those: readonly Finding[]): boolean {
    const kept = new Set(those.flatMap((finding) => numbersOf(finding.text)));
    return numbers.every((number) => kept.has(number));
  }
  const unwritten = findings.filter(({ isWritten }) => isWritten !== true);
  if (haveAll(unwritten.filter(({ isSaid }) => !isSaid))) return '';
  return haveAll(unwritten) ? ' (as it was said in a call)' : ' (as it is written in a note or document)';
}

const spelled = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
/** Words for a number that say how many; `one` is as often a word for something. */
const counting = new RegExp(`\\b(?:${spelled.slice(2).join('|')})\\b`, 'giu');
const large = /\b(?:dozens?|hundreds?|thousands?|millions?|billions?|twice|thrice|half|quarter of|double|triple)\b/giu;

/** Every number of a text in one form: `$1,200.50` is 1200.5, `November 06` 6, `three` 3; `million` stands for itself. */
export function numbersOf(text: string): string[] {
  const digits = (text.match(/(?<![\p{L}\d])\d+(?:,\d{3})*(?:\.\d+)?/gu) ?? []).map((number) =>
    String(Number(number.replaceAll(',', ''))),
  );
  const words = (text.match(counting) ?? []).map((word) => String(spelled.indexOf(word.toLowerCase())));
  const sizes = (text.match(large) ?? []).map((word) => word.toLowerCase());
  return [...digits, ...words, ...sizes];
}

function quotesOf(text: string): string[] {
  return [...text.matchAll(/[“"]([^”"]+)[”"]/gu)].map((match) => match[1] ?? '');
}

/** Words with a capital letter: names of somebody or something. The first of a sentence may be any usual beginning. */
function namesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?:;])\s+/u)
    .flatMap((sentence) => {
      const [first = '', ...others] = sentence.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
      return beginnings.has(first.toLowerCase()) ? others : [first, ...others];
    })
    .filter((word) => /^\p{Lu}/u.test(word) && !plainNames.has(word.toLowerCase()))
    .map((word) => word.toLowerCase());
}

const beginnings: ReadonlySet<string> = new Set(
  'a according after all also although an and another as asked at because before both but by deals during each every for from he her his how if in it its last many more most neither never no nobody none not nothing of on once one only other others our over people promises she since so some such that the their then there these they this those though to today under until we what when where which while who with without yes you your'.split(
    ' ',
  ),
);

const plainNames = new Set([
  'i',
  'crm',
  'sophia',
  'q1',
  'q2',
  'q3',
  'q4',
  ...'monday tuesday wednesday thursday friday saturday sunday'.split(' '),
  ...'january february march april may june july august september october november december'.split(' '),
]);

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function comparable(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[’‘]/gu, "'")
    .replaceAll(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();
}
