import { stem } from '../search/index.ts';
import { tokensOf } from '../sentence-models/index.ts';
import { type Concepts, type Idea, ideasOf } from './concepts.ts';

/** What a sentence says: its words without their endings, and the ideas they stand for. */
export interface Reading {
  readonly tokens: readonly string[];
  readonly stems: readonly string[];
  readonly ideas: readonly Idea[];
  /** The ideas, each once. */
  readonly concepts: ReadonlySet<string>;
}

/** Reads lower-case words without punctuation. */
export type Reader = (words: readonly string[]) => Reading;

/** Returns a reader that keeps the stems it has met, so make one for each call. */
export function createReader(concepts: Concepts): Reader {
  const stems = new Map<string, string>();
  function stemOf(token: string): string {
    const found = stems.get(token) ?? (/^[a-z]/u.test(token) ? stem(token) : token);
    stems.set(token, found);
    return found;
  }
  return (words) => {
    const tokens = tokensOf(words);
    const own = tokens.map(stemOf);
    const ideas = ideasOf({ concepts, tokens, stems: own });
    return { tokens, stems: own, ideas, concepts: new Set(ideas.map(({ concept }) => concept)) };
  };
}
