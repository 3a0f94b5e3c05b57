import { readSpokenDigits } from './read-spoken-digits.ts';

/** Digits that stand together without anything visible between them, or a number in words. */
export interface DigitGroup {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  readonly spoken: boolean;
  readonly line: number;
}

/** Characters that a reader does not see, within digits as anywhere. */
export const unseen = '\\p{Cf}\\p{M}\\u115F\\u1160\\u2800\\u3164';

const written = new RegExp(`\\p{Nd}(?:[${unseen}]*\\p{Nd})*`, 'gu');
const invisible = new RegExp(`[${unseen}]`, 'gu');
/** Identifiers of ours and of others, in which digits mean nothing. */
const identifiers =
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b(?=[0-9a-f]*[a-f])[0-9a-f]{24,}\b/giu;
/** Who speaks, at the start of a line: its digits are not said. */
const label = /^(?:\[\d{1,6}\] )?(?:[^\n:\d]{1,80}(?:\d{1,3}[^\n:\d]{0,30})?: )?/u;

const joint =
  /^(?:[\s.,:·•*_/|()–—‐‑‒-]|\b(?:uh|um|er|erm|and|then|dash|hyphen|space|dot|point|slash|okay|ok|so|it's)\b)*$/iu;
const longestJoint = 16;

/**
 * Returns runs of digits as a listener puts them together: spaced, in words, or with something invisible between.
 * `acrossLines` puts together what was said in several turns, with at most one short turn of another between.
 */
export function findDigitRuns({ text, acrossLines }: { text: string; acrossLines: boolean }): DigitGroup[][] {
  const runs: DigitGroup[][] = [];
  let previous: DigitGroup | undefined;
  for (const group of readGroups(text)) {
    const between = previous === undefined ? null : text.slice(previous.end, group.start);
    const run = runs.at(-1);
    if (between !== null && run !== undefined && isJoined({ between, acrossLines })) run.push(group);
    else runs.push([group]);
    previous = group;
  }
  return runs;
}

function isJoined({ between, acrossLines }: { between: string; acrossLines: boolean }): boolean {
  if (!between.includes('\n')) {
    const seen = between.replaceAll(invisible, '');
    return seen.length <= longestJoint && joint.test(seen);
  }
  if (!acrossLines || between.length > 400) return false;
  const [end = '', ...lines] = between.split('\n');
  const words = lines.map((line) => line.replace(label, ''));
  return words.length <= 2 && end.length <= 40 && words.every((line) => line.length <= 60);
}

function readGroups(text: string): DigitGroup[] {
  const groups: DigitGroup[] = [];
  let offset = 0;
  for (const [line, content] of text.split('\n').entries()) {
    const from = label.exec(content)?.[0].length ?? 0;
    groups.push(...groupsOf({ content, from, offset, line }));
    offset += content.length + 1;
  }
  return groups;
}

function groupsOf(options: { content: string; from: number; offset: number; line: number }): DigitGroup[] {
  const { content, from, offset, line } = options;
  const spans = [...content.matchAll(identifiers)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  const found = [
    ...[...content.matchAll(written)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      digits: plainDigits(match[0]),
      spoken: false,
    })),
    ...readSpokenDigits(content).map((number) => ({ ...number, spoken: true })),
  ];
  return found
    .filter(({ start, end }) => start >= from && !spans.some(([first, last]) => start < last && end > first))
    .sort((left, right) => left.start - right.start)
    .map((group) => ({ ...group, start: group.start + offset, end: group.end + offset, line }));
}

/** The digits of any script as those of ASCII. */
export function plainDigits(text: string): string {
  let digits = '';
  for (const character of text.normalize('NFKC')) {
    if (/^\d$/.test(character)) digits += character;
    else if (/^\p{Nd}$/u.test(character)) digits += String(valueOfDigit(character));
  }
  return digits;
}

/** Unicode has the ten digits of a script side by side, and zero follows a character that is none. */
function valueOfDigit(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
