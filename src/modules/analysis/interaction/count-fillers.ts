import { loadPhrases, type Sentence, toSpaced } from '../language/index.ts';

/** Fillers and the phrases that hold one and are none, longest first for each first word. */
export interface FillerLexicon {
  readonly byFirstWord: ReadonlyMap<
    string,
    readonly { readonly words: readonly string[]; readonly isFiller: boolean }[]
  >;
}

/** Reads the lexicon `fillers` and adds further phrases; a phrase that begins with `- ` is none. */
export function loadFillers(added: readonly string[] = []): FillerLexicon {
  return compileFillers([...(loadPhrases('fillers.txt').get('') ?? []), ...added]);
}

export function compileFillers(lines: readonly string[]): FillerLexicon {
  const byFirstWord = new Map<string, { words: readonly string[]; isFiller: boolean }[]>();
  for (const line of lines) {
    const isFiller = !line.startsWith('- ');
    const words = toSpaced(isFiller ? line : line.slice(2))
      .split(' ')
      .filter((word) => word !== '');
    const [first] = words;
    if (first === undefined) continue;
    const known = byFirstWord.get(first) ?? [];
    known.push({ words, isFiller });
    byFirstWord.set(first, known);
  }
  for (const phrases of byFirstWord.values()) phrases.sort((one, other) => other.words.length - one.words.length);
  return { byFirstWord };
}

/** Counts fillers from left to right: at each word the longest phrase that begins there, then on behind it. */
export function countFillers(sentence: Sentence, lexicon: FillerLexicon): number {
  const { words } = sentence;
  let count = 0;
  let index = 0;
  while (index < words.length) {
    const start = index;
    const phrase = (lexicon.byFirstWord.get(words[start]?.lower ?? '') ?? []).find((candidate) =>
      candidate.words.every((word, step) => words[start + step]?.lower === word),
    );
    if (phrase?.isFiller === true) count += 1;
    index += phrase?.words.length ?? 1;
  }
  return count;
}
