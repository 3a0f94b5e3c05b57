import { loadPhrases } from '../language/index.ts';
import { stem } from '../search/index.ts';
import { tokensOf } from '../sentence-models/index.ts';

/** Finds the ideas that words stand for; made once from data/lexicons/concepts.txt. */
export interface Concepts {
  /** By first stem: the phrases that begin so, longest first. */
  readonly byFirst: ReadonlyMap<string, readonly Phrase[]>;
}

/** What a token says: its stem, and the ideas of the phrase that begins there. */
export interface Idea {
  readonly concept: string;
  readonly at: number;
}

interface Phrase {
  readonly stems: readonly string[];
  readonly concepts: readonly string[];
}

/** Words of grammar that carry meaning for what a sentence does. */
const grammar: readonly (readonly [string, readonly string[]])[] = [
  ['NOT', ['not', "n't", 'no', 'never', 'nobody', 'none', 'nothing', 'nor', 'hardly', 'barely', "ain't", 'without']],
  ['I', ['i', 'me', 'my', 'mine', 'myself']],
  ['WE', ['we', 'us', 'our', 'ours']],
  ['YOU', ['you', 'your', 'yours', "y'all"]],
  ['HE', ['he', 'she', 'him', 'her', 'his', 'hers']],
  ['THEY', ['they', 'them', 'their', 'theirs']],
  ['IT', ['it', 'this', 'that', 'these', 'those']],
  ['CAN', ['can', 'could', 'able', 'ca']],
  ['WOULD', ['would', "'d"]],
  ['WILL', ['will', "'ll", 'wo', 'shall']],
  ['MUST', ['must', 'should']],
  ['MAY', ['may', 'might']],
  ['WHO', ['who', 'whose', 'whom']],
  ['HOW', ['how']],
  ['WHAT', ['what', 'which']],
  ['WHEN', ['when']],
  ['WHY', ['why']],
  ['IF', ['if', 'unless']],
  ['BUT', ['but', 'although', 'though', 'except', 'however']],
  ['SO', ['so', 'because', "'cause", 'since']],
  ['DO', ['do', 'does', 'did']],
  ['IS', ['is', 'are', "'s", "'re", "'m", 'am', 'be']],
  ['NUMBER', ['0', '00', '000', '0000']],
];

const grammarOf: ReadonlyMap<string, string> = new Map(
  grammar.flatMap(([concept, words]) => words.map((word) => [word, concept] as const)),
);

/** Reads data/lexicons/concepts.txt, about 5 ms; do it once. */
export function loadConcepts(): Concepts {
  const phrases = new Map<string, { stems: string[]; concepts: Set<string> }>();
  for (const [concept, lines] of loadPhrases('concepts.txt')) {
    for (const entry of lines.flatMap((line) => line.split(',')).map((part) => part.trim())) {
      if (entry === '') continue;
      const stems = stemsOf(tokensOf(entry.split(/\s+/u)));
      const known = phrases.get(stems.join(' ')) ?? { stems, concepts: new Set<string>() };
      known.concepts.add(concept);
      phrases.set(stems.join(' '), known);
    }
  }
  const byFirst = new Map<string, Phrase[]>();
  for (const { stems, concepts } of phrases.values()) {
    const first = stems[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), { stems, concepts: [...concepts] }]);
  }
  for (const list of byFirst.values()) list.sort((one, other) => other.stems.length - one.stems.length);
  return { byFirst };
}

/** The stems of tokens, numbers and split-off endings as they are. */
function stemsOf(tokens: readonly string[]): string[] {
  return tokens.map((token) => (/^[a-z]/u.test(token) ? stem(token) : token));
}

/**
 * The ideas of a token list in order. Inside a phrase single words are read no more, save the words of grammar: they
 * carry the negation and the person.
 */
export function ideasOf(options: {
  readonly concepts: Concepts;
  readonly tokens: readonly string[];
  readonly stems: readonly string[];
}): Idea[] {
  const { concepts, tokens, stems } = options;
  const ideas: Idea[] = [];
  let readUntil = 0;
  for (let at = 0; at < stems.length; at += 1) {
    const plain = grammarOf.get(tokens[at] ?? '');
    if (plain !== undefined) ideas.push({ concept: plain, at });
    const phrase = at < readUntil ? undefined : phraseAt(concepts, { stems, at });
    if (phrase !== undefined) {
      for (const concept of phrase.concepts) ideas.push({ concept, at });
      readUntil = at + phrase.stems.length;
    }
  }
  return ideas;
}

function phraseAt(concepts: Concepts, place: { stems: readonly string[]; at: number }): Phrase | undefined {
  const { stems, at } = place;
  return concepts.byFirst
    .get(stems[at] ?? '')
    ?.find((phrase) => phrase.stems.every((part, offset) => stems[at + offset] === part));
}
