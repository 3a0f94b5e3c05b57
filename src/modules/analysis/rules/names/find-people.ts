import type { AnalysisSettings } from '#contracts';
import { tagWords } from '#platform/tagger';
import type { Document, Sentence, Word } from '../../language/index.ts';

/** A place where somebody was named; `name` is the fullest form of the name that was said in the call. */
export interface FoundPerson {
  readonly name: string;
  /** Whether it is somebody who speaks in the call. */
  readonly speaks: boolean;
  readonly sentence: number;
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

interface Candidate {
  readonly sentence: Sentence;
  readonly words: readonly Word[];
  /** Whether it stands first in its sentence, where every word has a capital. */
  readonly first: boolean;
}

const titles = new Set(['dr', 'mr', 'mrs', 'ms', 'miss', 'prof', 'sir']);
/** Words with a capital that are no names of people. */
const never = new Set(
  `i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
   october november december christmas thanksgiving easter english spanish french german chinese mandarin korean american
   okay yes no so and but the a an one two it we they he she you who what where when why how that this these those there here ours yours
   nobody somebody everybody everyone someone yeah now then pacific central eastern mountain internet google america`.split(
    /\s+/u,
  ),
);

/** Returns where people are named: speakers by any part of their name, others where their name looks like one. */
export function findPeople(options: { document: Document; settings: AnalysisSettings }): FoundPerson[] {
  const { document } = options;
  const speakers = speakersByWord(document);
  const things = thingWords(options.settings);
  const candidates = document.sentences.flatMap((sentence) => candidatesIn(sentence, things));
  const inside = new Set(
    candidates.filter(({ first, words }) => !first || words.length > 1).map(({ words }) => words[0]?.text ?? ''),
  );
  const plain = plainWords(document);
  const known = new Map<string, boolean>();
  const found = candidates.flatMap((candidate) => {
    const speaker = speakerOf(candidate, speakers);
    if (speaker !== null) return [toFound(candidate, { name: speaker, speaks: true })];
    const name = nameOf(candidate);
    const isName = known.get(name) === true || looksLikePerson(candidate, { name, inside, plain });
    known.set(name, isName);
    return isName ? [toFound(candidate, { name, speaks: false })] : [];
  });
  return withFullNames(found);
}

function candidatesIn(sentence: Sentence, things: ReadonlySet<string>): Candidate[] {
  const candidates: Candidate[] = [];
  for (let at = 0; at < sentence.words.length; ) {
    const words: Word[] = [];
    while (isCapital(sentence.words[at + words.length], things) && touches(sentence, { at, count: words.length })) {
      words.push(...sentence.words.slice(at + words.length, at + words.length + 1));
    }
    if (words.length > 0 && words.length <= 4) candidates.push({ sentence, words, first: at === 0 });
    at += Math.max(1, words.length);
  }
  return candidates;
}

function isCapital(word: Word | undefined, things: ReadonlySet<string>): boolean {
  if (word === undefined || !/^\p{Lu}\p{L}+/u.test(word.text)) return false;
  const plain = bare(word).toLowerCase();
  return !never.has(plain) && !things.has(plain) && !/^\p{Lu}{2,}$/u.test(word.text);
}

/** Whether a word stands right behind the run, with nothing but a space or a title's point between. */
function touches(sentence: Sentence, run: { at: number; count: number }): boolean {
  const before = sentence.words[run.at + run.count - 1];
  const word = sentence.words[run.at + run.count];
  if (run.count === 0 || before === undefined || word === undefined) return run.count === 0;
  const between = sentence.text.slice(before.end - sentence.start, word.start - sentence.start);
  return between === ' ' || (between === '. ' && titles.has(before.lower));
}

function speakersByWord(document: Document): Map<string, string> {
  const byWord = new Map<string, string>();
  for (const { speaker } of document.transcript.turns) {
    const plain = speaker.replace(/\s*\(.*\)$/u, '');
    for (const part of plain.split(/[\s.]+/u)) {
      if (part.length > 2) byWord.set(part.toLowerCase(), speaker);
    }
  }
  return byWord;
}

function speakerOf(candidate: Candidate, speakers: ReadonlyMap<string, string>): string | null {
  const last = candidate.words.at(-1);
  const first = candidate.words.find((word) => !titles.has(word.lower));
  const byFirst = speakers.get(bare(first).toLowerCase());
  if (candidate.words.length === 1) return byFirst ?? null;
  return byFirst !== undefined && byFirst === speakers.get(bare(last).toLowerCase()) ? byFirst : null;
}

function looksLikePerson(
  candidate: Candidate,
  options: { name: string; inside: ReadonlySet<string>; plain: ReadonlySet<string> },
): boolean {
  const [head] = candidate.words;
  if (head === undefined) return false;
  if (titles.has(head.lower)) return candidate.words.length > 1;
  const single = candidate.words.length === 1;
  if (single && options.plain.has(head.lower)) return false;
  const acts = actsLikePerson(candidate);
  if (single && candidate.first && !acts && !options.inside.has(head.text)) return false;
  if (acts) return true;
  if (placeWords.has(wordBefore(candidate))) return false;
  const tagged = tagWords(options.name);
  return single ? tagged.has('^#FirstName$') : tagged.has('^#FirstName #ProperNoun+?$') && tagged.has('#FirstName');
}

/** Whether what stands around the name is what is said of people: `ask Shanice`, `Alma liked`, `Priya, she's our`. */
function actsLikePerson({ sentence, words }: Candidate): boolean {
  const at = sentence.words.findIndex((word) => word === words[0]);
  const end = at + words.length;
  const before = sentence.words[at - 1]?.lower ?? '';
  const after = sentence.words[end]?.lower ?? '';
  const last = words.at(-1);
  const rest = last === undefined ? '' : sentence.text.slice(last.end - sentence.start, last.end - sentence.start + 12);
  if (/^,? (?:she|he)(?:['’]s|['’]d| is| was)\b/iu.test(rest)) return true;
  return (
    addressing.has(before) ||
    (before === 'to' && addressing.has(sentence.words[at - 2]?.lower ?? '')) ||
    deeds.has(after)
  );
}

const addressing = new Set(
  'ask asked tell told call called email emailed copy loop invite bring have let show meet thank talk speak spoke'.split(
    ' ',
  ),
);
const deeds = new Set(
  `said says thinks thought liked likes hates loves told wants wanted asked knows knew did does left quit sent wrote works
   runs ran handles handled signs decides called calls would've mentioned promised`.split(/\s+/u),
);
const placeWords = new Set(['at', 'in', 'near', 'from', 'of', 'on', 'for']);

function wordBefore({ sentence, words }: Candidate): string {
  const at = sentence.words.findIndex((word) => word === words[0]);
  return sentence.words[at - 1]?.lower ?? '';
}

/** The name as it stands in the call, titles with their point, without a possessive ending. */
function nameOf({ sentence, words }: Candidate): string {
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return '';
  return sentence.text.slice(first.start - sentence.start, last.start - sentence.start) + bare(last);
}

/** The words that the call writes without a capital somewhere: no names. */
function plainWords(document: Document): Set<string> {
  const plain = new Set<string>();
  for (const sentence of document.sentences) {
    for (const word of sentence.words) if (word.text === word.lower) plain.add(word.lower);
  }
  return plain;
}

function thingWords(settings: AnalysisSettings): Set<string> {
  const words = new Set<string>();
  for (const { name, aliases } of [...settings.competitors, ...settings.products]) {
    for (const spoken of [name, ...aliases]) for (const part of spoken.split(/\s+/u)) words.add(part.toLowerCase());
  }
  return words;
}

function toFound(candidate: Candidate, who: { name: string; speaks: boolean }): FoundPerson {
  const first = candidate.words[0];
  const last = candidate.words.at(-1);
  return {
    ...who,
    sentence: candidate.sentence.index,
    turn: candidate.sentence.turn,
    start: first?.start ?? candidate.sentence.start,
    end: last?.end ?? candidate.sentence.end,
  };
}

/** `Beth` is `Beth Lindqvist` where the call says her whole name somewhere. */
function withFullNames(found: readonly FoundPerson[]): FoundPerson[] {
  const whole = found.filter(({ name, speaks }) => !speaks && name.includes(' ')).map(({ name }) => name);
  return found.map((person) => {
    if (person.speaks || person.name.includes(' ')) return person;
    const full = whole.find((name) => name.split(' ').includes(person.name));
    return full === undefined ? person : { ...person, name: full };
  });
}

/** The word without a possessive ending. */
function bare(word: Word | undefined): string {
  return word === undefined ? '' : word.text.replace(/['’]s?$/u, '').replace(/['’](?:s|d|ll|re|ve)$/u, '');
}
