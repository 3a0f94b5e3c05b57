import { isPlainWord, type Run, sharedRun, type Word, wordsOf } from './words.ts';

export type NameKind = 'deal' | 'account' | 'contact' | 'owner' | 'competitor';

export interface Candidate {
  readonly kind: NameKind;
  readonly id: string;
  readonly name: string;
}

export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly Candidate[];
}

interface Matched {
  readonly candidate: Candidate;
  readonly run: Run;
  readonly isWhole: boolean;
  /** How many further words of the question stand in the name as well. */
  readonly further: number;
}

/** One word that so many names share is a word, and no name. */
const mostForOneWord = 12;

/** Which names a text holds: the longest stretches first, each with whoever bears it. */
export function findNames({ text, candidates }: { text: string; candidates: readonly Candidate[] }): Mention[] {
  const words = withoutPossessives({ words: wordsOf(text), candidates });
  const plain = words.map(({ word }) => word);
  let open = candidates.flatMap((candidate) => matchOf({ plain, candidate }));
  const mentions: Mention[] = [];
  while (open.length > 0) {
    const longest = Math.max(...open.map(({ run }) => run.length));
    const { run } = open.find((one) => one.run.length === longest) ?? open[0] ?? { run: { from: 0, length: 0 } };
    const same = open.filter((one) => one.run.from === run.from && one.run.length === run.length);
    open = open.filter((one) => !overlaps(one.run, run));
    if (run.length === 1 && !isTelling({ word: words[run.from], same })) continue;
    const first = words[run.from];
    const last = words[run.from + run.length - 1];
    if (first === undefined || last === undefined) continue;
    mentions.push({ start: first.start, end: last.end, candidates: bestOf(same) });
  }
  return mentions;
}

/** `tessas deals`: of our own people the ending of a possessive is left out where it was written without its mark. */
function withoutPossessives({
  words,
  candidates,
}: {
  words: readonly Word[];
  candidates: readonly Candidate[];
}): Word[] {
  const all = new Set(candidates.flatMap(({ name }) => wordsOf(name).map(({ word }) => word)));
  const owners = candidates.filter(({ kind }) => kind === 'owner');
  const own = new Set(owners.flatMap(({ name }) => wordsOf(name).map(({ word }) => word)));
  return words.map((one) => {
    const bare = one.word.replace(/s$/, '');
    return !all.has(one.word) && own.has(bare) && !isPlainWord(one.word) ? { ...one, word: bare } : one;
  });
}

function matchOf({ plain, candidate }: { plain: readonly string[]; candidate: Candidate }): Matched[] {
  const name = wordsOf(candidate.name).map(({ word }) => word);
  const run = sharedRun({ words: plain, name });
  if (run === null) return [];
  const outside = plain.filter((_word, place) => place < run.from || place >= run.from + run.length);
  const further = name.filter((word) => outside.includes(word) || outside.includes(`${word}s`)).length;
  return [{ candidate, run, isWhole: run.length === name.length, further }];
}

/** Of each kind, those that bear exactly this name; otherwise those that share most of the rest of the question. */
function bestOf(same: readonly Matched[]): Candidate[] {
  const kinds = new Set(same.map(({ candidate }) => candidate.kind));
  return [...kinds].flatMap((kind) => {
    const own = same.filter(({ candidate }) => candidate.kind === kind);
    const whole = own.filter(({ isWhole }) => isWhole);
    const most = Math.max(...own.map(({ further }) => further));
    const kept = whole.length > 0 ? whole : own.filter(({ further }) => further === most);
    return kept.map(({ candidate }) => candidate);
  });
}

function isTelling({ word, same }: { word: Word | undefined; same: readonly Matched[] }): boolean {
  if (word === undefined || same.length > mostForOneWord) return false;
  const isFirst = same.some(({ candidate }) => wordsOf(candidate.name)[0]?.word === word.word);
  return word.isCapitalized || isFirst;
}

function overlaps(one: Run, other: Run): boolean {
  return one.from < other.from + other.length && other.from < one.from + one.length;
}
