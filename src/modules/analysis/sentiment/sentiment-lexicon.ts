import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { loadPhrases, toSpaced } from '../language/index.ts';

/** Weights learned from human ratings; `scripts/train/train-sentiment.ts` writes them. */
export const SentimentWeights = z.strictObject({
  format: z.literal('sophia.sentiment/1'),
  provenance: z.record(z.string(), z.unknown()),
  /** Of the positive, the negative and the whole valence, each squashed. */
  valence: z.tuple([z.number(), z.number(), z.number()]),
  /** By word, `!word` behind a negation, and pair of words. */
  terms: z.record(z.string(), z.number()),
});
export type SentimentWeights = z.infer<typeof SentimentWeights>;

export interface SentimentLexicon {
  /** The phrases of the lexicon `sentiment` by their first word, longest first. */
  readonly phrases: ReadonlyMap<string, readonly ValuedPhrase[]>;
  /** The general lexicon (VADER): valence of a word, -4 to 4. */
  readonly words: ReadonlyMap<string, number>;
  readonly valence: readonly [number, number, number];
  readonly terms: ReadonlyMap<string, number>;
}

export interface ValuedPhrase {
  readonly words: readonly string[];
  readonly value: number;
}

const weightsFile = new URL('../weights/sentiment.json', import.meta.url);

/** Reads the lexicons and weights; `added` are further lines of the lexicon `sentiment` (`big win = 2.4`). */
export function loadSentimentLexicon(added: readonly string[] = []): SentimentLexicon {
  const weights = SentimentWeights.parse(JSON.parse(readFileSync(weightsFile, 'utf8')));
  return { ...loadValences(added), valence: weights.valence, terms: new Map(Object.entries(weights.terms)) };
}

/** Reads the lexicons without the weights. */
export function loadValences(added: readonly string[] = []): Pick<SentimentLexicon, 'phrases' | 'words'> {
  const phrases = new Map<string, ValuedPhrase[]>();
  for (const line of [...(loadPhrases('sentiment.txt').get('') ?? []), ...added]) {
    const [phrase = '', value = ''] = line.split(' = ');
    const words = toSpaced(phrase)
      .split(' ')
      .filter((word) => word !== '');
    const [first] = words;
    const number = Number(value);
    if (first === undefined || value === '' || !Number.isFinite(number)) continue;
    const known = phrases.get(first) ?? [];
    known.push({ words, value: number });
    phrases.set(first, known);
  }
  for (const known of phrases.values()) known.sort((one, other) => other.words.length - one.words.length);
  return { phrases, words: readGeneralLexicon() };
}

/** One entry on a line: the word, a tab, its mean rating. Emoticons are left out. */
function readGeneralLexicon(): ReadonlyMap<string, number> {
  const file = createRequire(import.meta.url).resolve('vader-sentiment/vader_lexicon.txt');
  const words = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [word = '', rating = ''] = line.split('\t', 2);
    if (/^[a-z][a-z']+$/u.test(word)) words.set(word, Number(rating));
  }
  return words;
}
