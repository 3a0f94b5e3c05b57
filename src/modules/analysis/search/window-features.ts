import type { CallIndex } from './call-index.ts';
import { matchWords, relatedTerms, type WeightedTerms, weighTerms } from './match-words.ts';
import type { Query } from './query.ts';
import { toShareOfBest, windowLengths, windowSums, windowTurns } from './window-sums.ts';

const contexts = [windowTurns, 24, 60, 140];

/** The names of the columns that `windowFeatures` fills. */
export const windowFeatureNames: readonly string[] = [
  ...contexts.map((turns) => `words${turns}`),
  ...contexts.slice(0, 3).map((turns) => `coverage${turns}`),
  'bestTurn',
  'pairs10',
  'pairs24',
  'related10',
  'related60',
  'speaker10',
  'speaker24',
  'speakerAndWords',
  'noSpeakerWords',
  'length10',
  'length60',
  'position',
  'opening',
  'closing',
];

/** One row of features for each window of a call, for one question. */
export interface WindowFeatures {
  /** The first turn of each window. */
  readonly starts: Int32Array;
  readonly rows: Float64Array;
}

type Columns = Map<string, Float64Array>;

interface Asked {
  readonly index: CallIndex;
  readonly query: Query;
  readonly starts: readonly number[];
}

/** Computes the features of every window that begins `stride` turns after the one before. */
export function windowFeatures(options: {
  readonly index: CallIndex;
  readonly query: Query;
  readonly stride: number;
}): WindowFeatures {
  const starts = startsOf(options.index.turns.length, options.stride);
  const asked: Asked = { index: options.index, query: options.query, starts };
  const words = wordColumns(asked);
  const columns = new Map([...words, ...speakerColumns(asked, words), ...shapeColumns(asked)]);
  const width = windowFeatureNames.length;
  const rows = new Float64Array(starts.length * width);
  windowFeatureNames.forEach((name, column) => {
    columns.get(name)?.forEach((value, row) => {
      rows[row * width + column] = value;
    });
  });
  return { starts: Int32Array.from(starts), rows };
}

function startsOf(count: number, stride: number): number[] {
  const starts: number[] = [];
  for (let start = 0; start === 0 || start + windowTurns < count + stride; start += stride) {
    starts.push(Math.max(0, Math.min(start, count - windowTurns)));
  }
  return starts;
}

function wordColumns({ index, query, starts }: Asked): Columns {
  const columns: Columns = new Map();
  const weights = weighTerms(index, query);
  let near = new Float64Array(starts.length);
  for (const turns of contexts) {
    const { scores, coverage } = matchWords({ index, weights, windows: { starts, turns } });
    columns.set(`words${turns}`, toShareOfBest(scores));
    columns.set(`coverage${turns}`, coverage);
    near = turns === 24 ? Float64Array.from(scores) : near;
  }
  columns.set('bestTurn', bestTurns({ index, weights, starts }));
  const pairs = placesOfPairs(index, query);
  columns.set('pairs10', windowSums(pairs, { starts, turns: windowTurns }).map(Math.log1p));
  columns.set('pairs24', windowSums(pairs, { starts, turns: 24 }).map(Math.log1p));
  const related = relatedTerms({ index, weights, starts, scores: near });
  for (const turns of [windowTurns, 60]) {
    const { scores } = matchWords({ index, weights: related, windows: { starts, turns } });
    columns.set(`related${turns}`, toShareOfBest(scores));
  }
  return columns;
}

function bestTurns(options: {
  readonly index: CallIndex;
  readonly weights: WeightedTerms;
  readonly starts: readonly number[];
}): Float64Array {
  const values = new Float64Array(options.index.turns.length);
  for (const [term, weight] of options.weights) {
    for (const turn of options.index.postings.get(term)?.keys() ?? []) {
      values[turn] = (values[turn] ?? 0) + weight;
    }
  }
  return toShareOfBest(
    Float64Array.from(options.starts, (start) => Math.max(0, ...values.subarray(start, start + windowTurns))),
  );
}

function placesOfPairs(index: CallIndex, query: Query): Float64Array {
  const places = new Float64Array(index.turns.length);
  for (const pair of query.pairs) {
    for (const turn of index.pairs.get(pair) ?? []) {
      places[turn] = (places[turn] ?? 0) + 1;
    }
  }
  return places;
}

function speakerColumns({ index, query, starts }: Asked, words: Columns): Columns {
  const spoken = Float64Array.from(index.turns, (turn, place) =>
    query.speakers.has(turn.speaker) ? (index.wordsBefore[place + 1] ?? 0) - (index.wordsBefore[place] ?? 0) : 0,
  );
  const [near, wide] = [windowTurns, 24].map((turns) => {
    const lengths = windowLengths(index, { starts, turns });
    return windowSums(spoken, { starts, turns }).map((sum, row) => sum / Math.max(1, lengths[row] ?? 1));
  });
  const matched = words.get('words24') ?? new Float64Array(starts.length);
  return new Map([
    ['speaker10', near ?? matched],
    ['speaker24', wide ?? matched],
    ['speakerAndWords', matched.map((value, row) => value * (near?.[row] ?? 0))],
    ['noSpeakerWords', matched.map((value) => (query.speakers.size === 0 ? value : 0))],
  ]);
}

function shapeColumns({ index, starts }: Asked): Columns {
  const last = Math.max(1, index.turns.length - windowTurns);
  return new Map([
    ['length10', windowLengths(index, { starts, turns: windowTurns }).map(Math.log1p)],
    ['length60', windowLengths(index, { starts, turns: 60 }).map(Math.log1p)],
    ['position', Float64Array.from(starts, (start) => start / last)],
    ['opening', Float64Array.from(starts, (start) => (start < 15 ? 1 : 0))],
    ['closing', Float64Array.from(starts, (start) => (start > last - 15 ? 1 : 0))],
  ]);
}
