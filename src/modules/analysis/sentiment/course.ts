import type { Sentiment } from '#contracts';
import type { Sentence } from '../language/index.ts';

/** A sentence with how it feels, -1 to 1. */
export interface ScoredSentence {
  readonly sentence: Sentence;
  readonly score: number;
}

/** The sentences of a call by the part of it in which they stand. */
export interface CallParts {
  readonly isTimed: boolean;
  readonly parts: readonly (readonly ScoredSentence[])[];
  /** Where in the call each sentence stands, 0 to 1. */
  readonly shareOf: ReadonlyMap<ScoredSentence, number>;
}

type Course = Sentiment['course'];
type Trend = Sentiment['sides'][number]['trend'];

const partCount = 10;
/** Sentences that a side must say for its trend to be told. */
const fewestForTrend = 20;
/** How far the mood must move from the beginning to the end of the call. */
const smallestMove = 0.1;
/** The slope by its standard error; noise passes this in one side of twenty. */
const significantSlope = 2;

/** Cuts a call into ten parts of equal time, or of equal words where there are no times. */
export function cutParts(scored: readonly ScoredSentence[]): CallParts {
  const isTimed = scored.every(({ sentence }) => sentence.startMs !== null && sentence.endMs !== null);
  let words = 0;
  const places = scored.map(({ sentence }) => {
    words += sentence.words.length;
    return isTimed ? ((sentence.startMs ?? 0) + (sentence.endMs ?? 0)) / 2 : words - sentence.words.length / 2;
  });
  const first = isTimed ? leastStart(scored) : 0;
  const last = isTimed ? scored.reduce((most, { sentence }) => Math.max(most, sentence.endMs ?? 0), 0) : words;
  const parts: ScoredSentence[][] = Array.from({ length: partCount }, () => []);
  const shareOf = new Map<ScoredSentence, number>();
  scored.forEach((each, index) => {
    const share = last > first ? ((places[index] ?? 0) - first) / (last - first) : 0;
    shareOf.set(each, share);
    parts[Math.min(partCount - 1, Math.max(0, Math.floor(share * partCount)))]?.push(each);
  });
  return { isTimed, parts, shareOf };
}

/** The mean score of each part, of all sentences or of those that `belongs` picks; parts without any fall away. */
export function courseOf(call: CallParts, belongs: (sentence: Sentence) => boolean = () => true): Course {
  return call.parts.flatMap((part) => {
    const own = part.filter(({ sentence }) => belongs(sentence));
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) return [];
    const startMs = call.isTimed ? leastStart(own) : null;
    return [{ fromTurn: first.sentence.turn, toTurn: last.sentence.turn, startMs, score: rounded(meanScore(own)) }];
  });
}

/** Whether the mood of one side rises or falls along the call, by the straight line through its sentences' scores. */
export function trendOf(call: CallParts, own: readonly ScoredSentence[]): Trend {
  if (own.length < fewestForTrend) return null;
  const places = own.map((each) => call.shareOf.get(each) ?? 0);
  const place = places.reduce((sum, share) => sum + share, 0) / own.length;
  const mean = meanScore(own);
  let spread = 0;
  let common = 0;
  let total = 0;
  own.forEach(({ score }, index) => {
    const off = (places[index] ?? 0) - place;
    spread += off * off;
    common += off * (score - mean);
    total += (score - mean) ** 2;
  });
  if (spread === 0) return 'steady';
  const slope = common / spread;
  const left = Math.max(0, total - slope * common) / (own.length - 2);
  const isClear = Math.abs(slope) >= significantSlope * Math.sqrt(left / spread);
  if (!isClear || Math.abs(slope) < smallestMove) return 'steady';
  return slope > 0 ? 'better' : 'worse';
}

/** The mean of the scores; 0 where there are none. */
export function meanScore(scored: readonly ScoredSentence[]): number {
  return scored.length === 0 ? 0 : scored.reduce((total, { score }) => total + score, 0) / scored.length;
}

/** A score with three decimals. */
export function rounded(score: number): number {
  return Math.round(score * 1000) / 1000 + 0;
}

function leastStart(scored: readonly ScoredSentence[]): number {
  return scored.reduce((least, { sentence }) => Math.min(least, sentence.startMs ?? 0), Number.MAX_SAFE_INTEGER);
}
