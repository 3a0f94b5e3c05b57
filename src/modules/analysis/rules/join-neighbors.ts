import type { Sentence } from '../language/index.ts';

/** A sentence that was found to be of a kind. */
export interface ScoredSentence<Kind> {
  readonly sentence: Sentence;
  readonly kind: Kind;
  readonly score: number;
}

/** A run of whole sentences of one turn that say the same kind of thing. */
export interface ScoredRun<Kind> {
  readonly first: Sentence;
  readonly last: Sentence;
  readonly kind: Kind;
  readonly score: number;
}

const mostSentences = 3;

/**
 * Joins neighboring sentences of one turn that are of one kind; of several runs of a kind in a turn the surest stays,
 * so that one who says a thing twice in a breath says it once.
 */
export function joinNeighbors<Kind>(scored: readonly ScoredSentence<Kind>[]): ScoredRun<Kind>[] {
  const runs: ScoredRun<Kind>[] = [];
  for (const { sentence, kind, score } of scored) {
    const index = runs.findIndex((run) => run.kind === kind && run.first.turn === sentence.turn);
    const known = runs[index];
    if (known === undefined) runs.push({ first: sentence, last: sentence, kind, score });
    else if (known.last.index + 1 === sentence.index && sentence.index - known.first.index < mostSentences) {
      runs[index] = { ...known, last: sentence, score: Math.max(known.score, score) };
    } else if (score > known.score) runs[index] = { first: sentence, last: sentence, kind, score };
  }
  return runs.sort((one, other) => one.first.index - other.first.index);
}

/**
 * Widens runs by the sentences right before and after in the same turn that nearly count themselves: an objection and
 * the reason given for it are one.
 */
export function widenRuns<Kind>(
  runs: readonly ScoredRun<Kind>[],
  options: { sentences: readonly Sentence[]; isNear: (sentence: Sentence) => boolean },
): ScoredRun<Kind>[] {
  const taken = new Set<number>();
  for (const { first, last } of runs) for (let at = first.index; at <= last.index; at += 1) taken.add(at);
  function next(run: ScoredRun<Kind>, step: -1 | 1): Sentence | null {
    const sentence = options.sentences[(step < 0 ? run.first : run.last).index + step];
    const isFree = sentence?.turn === run.first.turn && !taken.has(sentence.index);
    const hasRoom = run.last.index - run.first.index + 1 < mostSentences;
    if (!isFree || !hasRoom || !options.isNear(sentence)) return null;
    taken.add(sentence.index);
    return sentence;
  }
  return runs.map((run) => {
    const before = { ...run, first: next(run, -1) ?? run.first };
    return { ...before, last: next(before, 1) ?? before.last };
  });
}
