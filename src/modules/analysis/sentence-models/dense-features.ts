import { type Background, informationFeatureNames, informationFeaturesOf } from './information-features.ts';
import type { Segment } from './segment.ts';
import type { SegmentTerms } from './segment-terms.ts';
import { tokensOf } from './tokens.ts';

const positionEdges = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.75, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98];
const fromEndEdges = [3, 6, 12, 20, 35, 60, 100];
const lengthEdges = [1, 2, 3, 5, 8, 12, 17, 24];
const gapEdgesMs = [0, 300, 1000, 3000];
const persons = ['i', 'you', 'we', 'he', 'she', 'they', 'it'];
const modals = ['will', "'ll", 'would', 'should', 'can', 'could', 'must', 'need', 'going', 'have', 'might'];
const days =
  /^(today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|day|morning|afternoon|next|minutes|hour)$/;

/** The names of the features, in the order of the columns that `denseFeaturesOf` fills. */
export const denseFeatureNames: readonly string[] = [
  ...positionEdges.map((edge) => `position>${edge}`),
  ...fromEndEdges.map((edge) => `fromEnd<=${edge}`),
  ...lengthEdges.map((edge) => `length>${edge}`),
  ...gapEdgesMs.map((edge) => `gap>${edge}`),
  'position',
  'logLength',
  'changeBefore',
  'changeAfter',
  'runLength',
  'speakerShare',
  'speakerFirst',
  'speakerLast',
  'wordsAround',
  'noveltyOfWords',
  'dateWord',
  'number',
  ...persons.flatMap((person) => modals.map((modal) => `${person}+${modal}`)),
  ...informationFeatureNames,
];

/** One row of `denseFeatureNames.length` numbers for each segment, in one array. Times may be missing. */
export function denseFeaturesOf(options: {
  readonly segments: readonly Segment[];
  readonly terms: SegmentTerms;
  readonly background: Background;
}): Float64Array {
  const { segments, terms, background } = options;
  const width = denseFeatureNames.length;
  const informationWidth = informationFeatureNames.length;
  const rows = new Float64Array(segments.length * width);
  const context = contextOf(segments);
  const information = informationFeaturesOf(terms, background);
  segments.forEach((_segment, index) => {
    const start = index * width;
    fillRow({ context, index, rows, start });
    const own = information.subarray(index * informationWidth, (index + 1) * informationWidth);
    rows.set(own, start + width - informationWidth);
  });
  return rows;
}

interface Context {
  readonly segments: readonly Segment[];
  readonly tokens: readonly (readonly string[])[];
  readonly shares: ReadonlyMap<string, number>;
  readonly ranks: ReadonlyMap<string, number>;
  readonly frequency: ReadonlyMap<string, number>;
  readonly runLengths: Float64Array;
}

function contextOf(segments: readonly Segment[]): Context {
  const tokens = segments.map((segment) => tokensOf(segment.words));
  const counts = new Map<string, number>();
  const frequency = new Map<string, number>();
  let totalWords = 0;
  segments.forEach((segment, index) => {
    const own = tokens[index] ?? [];
    totalWords += own.length;
    counts.set(segment.speaker, (counts.get(segment.speaker) ?? 0) + own.length);
    for (const token of new Set(own)) {
      frequency.set(token, (frequency.get(token) ?? 0) + 1);
    }
  });
  const ordered = [...counts].sort((left, right) => right[1] - left[1]);
  return {
    segments,
    tokens,
    shares: new Map(ordered.map(([speaker, count]) => [speaker, count / Math.max(totalWords, 1)])),
    ranks: new Map(ordered.map(([speaker], rank) => [speaker, rank])),
    frequency,
    runLengths: runLengthsOf(segments, tokens),
  };
}

/** Writes the features of one segment to `rows` from `start` on, in the order of the names. */
function fillRow(options: {
  readonly context: Context;
  readonly index: number;
  readonly rows: Float64Array;
  readonly start: number;
}): void {
  const { context, index, rows } = options;
  const { segments } = context;
  const segment = segments[index];
  const own = context.tokens[index] ?? [];
  const position = segments.length > 1 ? index / (segments.length - 1) : 0;
  const fromEnd = segments.length - 1 - index;
  const gapMs = gapBefore(segments, index);
  const rank = context.ranks.get(segment?.speaker ?? '');
  const values = [
    position,
    Math.log1p(own.length),
    segments[index - 1]?.speaker === segment?.speaker ? 0 : 1,
    segments[index + 1]?.speaker === segment?.speaker ? 0 : 1,
    Math.log1p(context.runLengths[index] ?? 0),
    (context.shares.get(segment?.speaker ?? '') ?? 0) * 2,
    rank === 0 ? 1 : 0,
    rank === context.ranks.size - 1 ? 1 : 0,
    Math.log1p(wordsAround(context, index)),
    rarity(context, own),
    own.some((token) => days.test(token)) ? 1 : 0,
    own.some((token) => token.startsWith('0')) ? 1 : 0,
  ];
  const steps = [
    ...stepsOver(positionEdges, position),
    ...fromEndEdges.map((edge) => (fromEnd <= edge ? 1 : 0)),
    ...stepsOver(lengthEdges, own.length),
    ...stepsOver(gapEdgesMs, gapMs),
  ];
  rows.set(steps, options.start);
  const column = options.start + steps.length;
  rows.set(values, column);
  fillPairs(own, rows.subarray(column + values.length));
}

function stepsOver(edges: readonly number[], value: number): number[] {
  return edges.map((edge) => (value > edge ? 1 : 0));
}

/** 1 for each person and modal that stand in the segment together: `i` with `will`. */
function fillPairs(tokens: readonly string[], target: Float64Array): void {
  persons.forEach((person, row) => {
    if (tokens.includes(person)) {
      modals.forEach((modal, column) => {
        target[row * modals.length + column] = tokens.includes(modal) ? 1 : 0;
      });
    }
  });
}

function gapBefore(segments: readonly Segment[], index: number): number {
  const endMs = segments[index - 1]?.endMs ?? null;
  const startMs = segments[index]?.startMs ?? null;
  return endMs === null || startMs === null ? 0 : startMs - endMs;
}

/** For each segment the words of the unbroken run of its speaker. */
function runLengthsOf(segments: readonly Segment[], tokens: readonly (readonly string[])[]): Float64Array {
  const lengths = new Float64Array(segments.length);
  let start = 0;
  let words = 0;
  segments.forEach((segment, index) => {
    words += tokens[index]?.length ?? 0;
    if (segments[index + 1]?.speaker !== segment.speaker) {
      lengths.fill(words, start, index + 1);
      start = index + 1;
      words = 0;
    }
  });
  return lengths;
}

function wordsAround(context: Context, index: number): number {
  let words = 0;
  for (let place = Math.max(0, index - 3); place <= index + 3; place += 1) {
    words += context.tokens[place]?.length ?? 0;
  }
  return words;
}

/** The mean rarity of the tokens within this call, 0 (said in every segment) upwards. */
function rarity(context: Context, tokens: readonly string[]): number {
  let sum = 0;
  for (const token of tokens) {
    sum += Math.log((context.segments.length + 1) / ((context.frequency.get(token) ?? 0) + 1));
  }
  return tokens.length === 0 ? 0 : sum / tokens.length / 4;
}
