import { findWords } from '../language/index.ts';
import { isStopWord } from './query.ts';
import { stem } from './stem.ts';

/** A turn as search sees it. */
export interface SearchTurn {
  readonly speaker: string;
  readonly text: string;
}

/** The turns of a call made ready for search. */
export interface CallIndex {
  readonly turns: readonly SearchTurn[];
  readonly speakers: readonly string[];
  /** For each stem the turns it stands in, with how often. */
  readonly postings: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** For each pair of neighbouring stems the turns it stands in. */
  readonly pairs: ReadonlyMap<string, readonly number[]>;
  /** For each turn its stems, without the common words. */
  readonly stems: readonly (readonly string[])[];
  /** Words before turn `i`, for `i` from 0 to the number of turns. */
  readonly wordsBefore: Float64Array;
}

/** Indexes the turns of one call; about 10 ms for 9,000 words. */
export function indexCall(turns: readonly SearchTurn[]): CallIndex {
  const postings = new Map<string, Map<number, number>>();
  const pairs = new Map<string, number[]>();
  const stems: string[][] = [];
  const wordsBefore = new Float64Array(turns.length + 1);
  const known = new Map<string, string>();
  turns.forEach((turn, index) => {
    const own: string[] = [];
    let previous: string | null = null;
    const words = findWords(turn.text);
    wordsBefore[index + 1] = (wordsBefore[index] ?? 0) + words.length;
    for (const { lower } of words) {
      if (isStopWord(lower)) {
        previous = null;
        continue;
      }
      const stemmed = known.get(lower) ?? stem(lower);
      known.set(lower, stemmed);
      own.push(stemmed);
      const places = postings.get(stemmed) ?? new Map<number, number>();
      postings.set(stemmed, places.set(index, (places.get(index) ?? 0) + 1));
      if (previous !== null) {
        const pair = `${previous} ${stemmed}`;
        const list = pairs.get(pair) ?? [];
        list.push(index);
        pairs.set(pair, list);
      }
      previous = stemmed;
    }
    stems.push(own);
  });
  return { turns, speakers: [...new Set(turns.map((turn) => turn.speaker))], postings, pairs, stems, wordsBefore };
}
