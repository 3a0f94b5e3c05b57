import type { Sentence } from '../language/index.ts';
import type { SentimentLexicon } from './sentiment-lexicon.ts';

/** What a sentence offers to its score. */
export interface SentimentFeatures {
  /** The positive, negative and whole valence of its words, each between -1 and 1. */
  readonly valence: readonly [number, number, number];
  /** Its words, its words behind a negation as `!word`, and its pairs of words, each once. */
  readonly terms: ReadonlySet<string>;
  /** Whether any word or phrase of a lexicon is in it. */
  readonly hasValence: boolean;
}

const negations = new Set(
  `not never no none nothing nor neither without hardly barely cannot rarely seldom isn't wasn't don't doesn't didn't can't
   couldn't won't wouldn't aren't weren't haven't hasn't hadn't shouldn't ain't nobody`.split(/\s+/u),
);
const boosters = new Set(
  'very really so extremely absolutely totally quite most more too incredibly super completely highly'.split(' '),
);
const dampeners = new Set('slightly somewhat little kinda sorta partly almost less bit'.split(' '));
const boost = 0.293;
const negationFactor = -0.74;
/** Words back that a negation or booster reaches. */
const reach = 3;
/** As VADER squashes its sum. */
const squash = 15;
/** Ratings nearer to zero than this say nothing of a mood. */
const weakestRating = 0.3;

/** Returns how a sentence feels, -1 to 1; 0 where nothing in it says so clearly. */
export function scoreSentence(sentence: Sentence, lexicon: SentimentLexicon): number {
  const rating = rateSentence(sentence, lexicon);
  const felt = Math.sign(rating) * Math.max(0, Math.abs(rating) - weakestRating);
  return felt / Math.sqrt(felt * felt + 1);
}

/** Returns the rating that people would give a sentence on average, -4 to 4. */
export function rateSentence(sentence: Sentence, lexicon: SentimentLexicon): number {
  return rateFeatures(featuresOf(sentence, lexicon), lexicon);
}

function rateFeatures(features: SentimentFeatures, lexicon: Pick<SentimentLexicon, 'valence' | 'terms'>): number {
  let rating = 0;
  features.valence.forEach((value, index) => {
    rating += value * (lexicon.valence[index] ?? 0);
  });
  for (const term of features.terms) rating += lexicon.terms.get(term) ?? 0;
  return rating;
}

export function featuresOf(
  sentence: Sentence,
  lexicon: Pick<SentimentLexicon, 'phrases' | 'words'>,
): SentimentFeatures {
  const words = sentence.words.map((word) => word.lower);
  const values = valuesOf(words, lexicon);
  let positive = 0;
  let negative = 0;
  const turn = words.indexOf('but');
  values.forEach((value, index) => {
    const weighed = turn < 0 || index === turn ? value : value * (index < turn ? 0.5 : 1.5);
    if (weighed > 0) positive += weighed;
    else negative += weighed;
  });
  return {
    valence: [squashed(positive), squashed(negative), squashed(positive + negative)],
    terms: termsOf(words),
    hasValence: values.some((value) => value !== 0),
  };
}

/** The valence of each word, at the first word of a phrase for the whole of it. */
function valuesOf(words: readonly string[], lexicon: Pick<SentimentLexicon, 'phrases' | 'words'>): number[] {
  const values: number[] = words.map(() => 0);
  let index = 0;
  while (index < words.length) {
    const start = index;
    const word = words[start] ?? '';
    const phrase = lexicon.phrases
      .get(word)
      ?.find((candidate) => candidate.words.every((part, step) => words[start + step] === part));
    const value = phrase?.value ?? (negations.has(word) || boosters.has(word) ? 0 : (lexicon.words.get(word) ?? 0));
    if (value !== 0) values[start] = inContext(value, { words, index: start });
    index += phrase?.words.length ?? 1;
  }
  return values;
}

function inContext(value: number, place: { words: readonly string[]; index: number }): number {
  let result = value;
  let isNegated = false;
  for (let back = 1; back <= reach; back += 1) {
    const word = place.words[place.index - back];
    if (word === undefined) break;
    const fade = 1 - (back - 1) * 0.05;
    if (boosters.has(word)) result += Math.sign(value) * boost * fade;
    else if (dampeners.has(word)) result -= Math.sign(value) * boost * fade;
    else if (negations.has(word)) isNegated = true;
  }
  return isNegated ? result * negationFactor : result;
}

function termsOf(words: readonly string[]): Set<string> {
  const terms = new Set<string>();
  words.forEach((word, index) => {
    const isNegated = words.slice(Math.max(0, index - reach), index).some((before) => negations.has(before));
    terms.add(isNegated ? `!${word}` : word);
    const next = words[index + 1];
    if (next !== undefined) terms.add(`${word} ${next}`);
  });
  return terms;
}

function squashed(sum: number): number {
  return sum / Math.sqrt(sum * sum + squash);
}
