import { type Document, findWords, type Sentence, type Word } from '../../language/index.ts';

/** A name of the settings with the other ways it is said. */
export interface NamedThing {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** A place where a name was said; `name` is the one of the settings, the range is that of the turn's text. */
export interface FoundName {
  readonly name: string;
  readonly sentence: number;
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

interface Phrase {
  readonly name: string;
  readonly words: readonly string[];
  /** Whether the single word must be written with a capital, as `Pay` is not the verb. */
  readonly capital: boolean;
}

/**
 * Returns every place where one of the names or its aliases was said, longest first at each place. A single word that
 * is written with a capital in the settings must have one in the transcript too, and at the start of a sentence it
 * counts only where a name is meant (`Payloom is`, not `Pay me`).
 */
export function findNames(options: { document: Document; things: readonly NamedThing[] }): FoundName[] {
  const phrases = phrasesByFirstWord(options.things);
  if (phrases.size === 0) return [];
  const found: FoundName[] = [];
  for (const sentence of options.document.sentences) {
    const cased = /\p{Lu}/u.test(sentence.text);
    for (let at = 0; at < sentence.words.length; ) {
      const phrase = phrases
        .get(bare(sentence.words[at]))
        ?.find((candidate) => matches({ candidate, sentence, at, cased }));
      const first = sentence.words[at];
      const last = sentence.words[at + (phrase?.words.length ?? 1) - 1];
      if (phrase !== undefined && first !== undefined && last !== undefined) {
        const place = { turn: sentence.turn, start: first.start, end: last.end };
        found.push({ name: phrase.name, sentence: sentence.index, ...place });
      }
      at += phrase?.words.length ?? 1;
    }
  }
  return found;
}

function phrasesByFirstWord(things: readonly NamedThing[]): Map<string, Phrase[]> {
  const phrases = new Map<string, Phrase[]>();
  for (const { name, aliases } of things) {
    for (const spoken of [name, ...aliases]) {
      const words = findWords(spoken);
      const first = words[0];
      if (first === undefined) continue;
      const capital = words.length === 1 && /^\p{Lu}/u.test(first.text) && commonWords.has(first.lower);
      const list = phrases.get(first.lower) ?? [];
      list.push({ name, words: words.map((word) => word.lower), capital });
      phrases.set(first.lower, list);
    }
  }
  for (const list of phrases.values()) list.sort((one, other) => other.words.length - one.words.length);
  return phrases;
}

/** Product-like words that are far more often an everyday verb or noun. */
const commonWords = new Set(
  `pay recover insight insights connect manage collect report reports share send flow core plus pro one cloud
   home rent lease screen protect assist voice text chat engage market access verify sign go link hub drive
   track plan notice notices wallet bill ledger deposit deposits portal match reach boost`.split(/\s+/u),
);

function matches(options: { candidate: Phrase; sentence: Sentence; at: number; cased: boolean }): boolean {
  const { candidate, sentence, at, cased } = options;
  for (let index = 0; index < candidate.words.length; index += 1) {
    if (bare(sentence.words[at + index]) !== candidate.words[index]) return false;
  }
  if (!candidate.capital) return true;
  const word = sentence.words[at];
  if (word === undefined || !cased || !/^\p{Lu}/u.test(word.text)) return false;
  return at > 0 || nameFollows.has(sentence.words[1]?.lower ?? '');
}

/** After a name at the start of a sentence: `Recover is`, `Pay and Recover`; the verb would go on with an object. */
const nameFollows = new Set(['is', 'and', 'does', 'has', 'was', 'would', 'will', 'can', 'then', "doesn't", "isn't"]);

/** The word in lower case without a possessive ending. */
function bare(word: Word | undefined): string {
  return word === undefined ? '' : word.lower.replace(/'s?$/u, '');
}
