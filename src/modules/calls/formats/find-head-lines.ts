import { takeLeadingTime, takeTrailingTime } from './line-time.ts';
import type { PlainLine } from './plain-line.ts';
import { isNameLike } from './split-label.ts';

/** A line that says who speaks below it, and from when. */
export interface HeadLine {
  readonly name: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

/**
 * Returns the lines that are nothing but a name and a time, with the words below them: `Ana Ruiz  0:12`,
 * `0:12 Ana Ruiz`, or the name and the time on a line each; `part` marks the second of such two lines.
 * Empty where the file is not written in that way.
 */
export function findHeadLines(lines: readonly PlainLine[]): ReadonlyMap<number, HeadLine | 'part'> {
  const filled = lines.filter(({ whole }) => whole !== '');
  const layouts = [findNameThenTime, findTimeThenName, findNameAboveTime].map((find) => find(filled));
  const [best] = layouts.filter((heads) => isConsistent(heads, filled)).toSorted((one, other) => other.size - one.size);
  return best ?? new Map();
}

type Heads = Map<number, HeadLine | 'part'>;

function findNameThenTime(lines: readonly PlainLine[]): Heads {
  const heads: Heads = new Map();
  for (const { whole, line } of lines) {
    const time = takeTrailingTime(whole.replace(/:$/, ''));
    if (time !== null && isName(time.rest)) heads.set(line, { name: time.rest, startMs: time.startMs, endMs: null });
  }
  return heads;
}

function findTimeThenName(lines: readonly PlainLine[]): Heads {
  const heads: Heads = new Map();
  let timed = 0;
  for (const [index, { whole, line }] of lines.entries()) {
    const time = takeLeadingTime(whole);
    if (time === null || time.rest === '') continue;
    timed += 1;
    const next = lines[index + 1];
    const name = time.rest.replace(/:$/, '').trim();
    const hasWords = next !== undefined && takeLeadingTime(next.whole) === null;
    if (hasWords && isName(name)) heads.set(line, { name, startMs: time.startMs, endMs: time.endMs });
  }
  return heads.size >= timed * 0.8 ? heads : new Map();
}

function findNameAboveTime(lines: readonly PlainLine[]): Heads {
  const heads: Heads = new Map();
  for (const [index, { whole, line }] of lines.entries()) {
    const next = lines[index + 1];
    const time = next === undefined ? null : takeLeadingTime(next.whole);
    if (next === undefined || time === null || time.rest !== '' || !isName(whole)) continue;
    heads.set(line, { name: whole, startMs: time.startMs, endMs: time.endMs });
    heads.set(next.line, 'part');
  }
  return heads;
}

function isName(text: string): boolean {
  return text.length <= 100 && !/[:?!]|[.,]$/.test(text.replace(/\([^()]*\)/g, '')) && isNameLike(text);
}

/** Heads recur: two at least, with names that come again, or a head for every few lines. */
function isConsistent(heads: Heads, filled: readonly PlainLine[]): boolean {
  const found = [...heads.values()].filter((head) => head !== 'part');
  if (found.length === 0) return false;
  if (found.length === 1) return filled[0] !== undefined && heads.has(filled[0].line) && filled.length > 1;
  const recur = new Set(found.map(({ name }) => name)).size < found.length;
  return found.length >= filled.length * (recur ? 0.02 : 0.15);
}
