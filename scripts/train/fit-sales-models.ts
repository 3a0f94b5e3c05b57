import { talkFeatureNames } from '../../src/modules/analysis/rules/learned/index.ts';
import { fitLogistic, type LogisticModel, type SparseRow, scoreLogistic, sparseRow } from './fit-logistic.ts';
import type { SalesSentence } from './sales-corpus.ts';

/** Ridge penalties of the two models, and how often a term must stand to count. */
const textPenalty = 0.1;
const talkPenalty = 3;
const fewestSentences = 3;
/** Weights nearer to zero than this for every label are left out. */
const smallestWeight = 0.2;
/** The labels for which the place in the talk is learned as well. */
const talkLabels = ['objection', 'signal', 'risk'] as const;
const foldCount = 7;

type TalkModels = Record<string, { constant: number; text: number; weights: number[] }>;

export interface SalesCorpus {
  /** Sentences that stand in no talk, or in short calls written for training. */
  readonly written: readonly SalesSentence[];
  /** Sentences of whole calls. */
  readonly spoken: readonly SalesSentence[];
}

/** The content of a weight file, what was found by leaving groups out, and the labels. */
export interface FittedSales {
  readonly terms: string[];
  readonly text: Record<string, { constant: number; step: number; packed: string }>;
  readonly talk: TalkModels;
  readonly figures: Record<string, number>;
}

/** Fits the words of every label that `isWanted` takes, and the place in the talk on scores of words not seen. */
export function fitSalesModels(corpus: SalesCorpus, isWanted: (label: string) => boolean = () => true): FittedSales {
  const sentences = learnedOf(corpus);
  const labels = labelsOf(sentences).filter(isWanted);
  const { talk, figures } = crossScore(corpus);
  return { ...textModels(sentences, labels), talk, figures };
}

/** The labels of a corpus; kinds that the product does not tell apart have none. */
export function labelsOf(sentences: readonly SalesSentence[]): string[] {
  const all = [...talkLabels, ...sentences.flatMap((sentence) => sentence.labels)];
  return [...new Set(all)].filter((label) => !label.endsWith('.other')).sort();
}

/** What is learned from. */
export function learnedOf({ written, spoken }: SalesCorpus): SalesSentence[] {
  return [...written, ...spoken].filter(({ isLearned }) => isLearned);
}

/** Whether a sentence carries a label or a kind of it. */
export function carries(sentence: SalesSentence, label: string): boolean {
  return sentence.labels.some((own) => own === label || own.startsWith(`${label}.`));
}

/** The sentences of which it is known whether they carry a label. */
function knownFor(all: readonly SalesSentence[], label: string): SalesSentence[] {
  const group = label.split('.')[0] ?? label;
  return all.filter((sentence) => !sentence.unknown.includes(group));
}

function vocabularyOf(all: readonly SalesSentence[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { features } of all) for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= fewestSentences).map(([feature]) => feature);
  return new Map(kept.sort().map((feature, id) => [feature, id]));
}

/** The sparse row of a sentence: each term weighs the same, and long sentences no more than short ones. */
function rowOf(sentence: SalesSentence, vocabulary: ReadonlyMap<string, number>): SparseRow {
  const scale = 1 / Math.sqrt(Math.max(1, sentence.features.length));
  return sparseRow(
    sentence.features.flatMap((feature) => {
      const id = vocabulary.get(feature);
      return id === undefined ? [] : [[id, scale] as const];
    }),
  );
}

/** Of the terms those that are frequent enough in fewer sentences: qualification was not asked of all of them. */
function within(vocabulary: ReadonlyMap<string, number>, frequent: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...vocabulary].filter(([term]) => frequent.has(term)));
}

function fitText(options: {
  train: readonly SalesSentence[];
  vocabulary: ReadonlyMap<string, number>;
  label: string;
}): LogisticModel {
  const { label } = options;
  const train = knownFor(options.train, label);
  const vocabulary = label.startsWith('qualify.')
    ? within(options.vocabulary, vocabularyOf(train))
    : options.vocabulary;
  return fitLogistic({
    rows: train.map((sentence) => rowOf(sentence, vocabulary)),
    marks: train.map((sentence) => carries(sentence, label)),
    width: options.vocabulary.size,
    penalty: textPenalty,
  });
}

function textModels(
  sentences: readonly SalesSentence[],
  labels: readonly string[],
): {
  terms: string[];
  text: Record<string, { constant: number; step: number; packed: string }>;
} {
  const vocabulary = vocabularyOf(sentences);
  const fitted = labels.map((label) => ({ label, model: fitText({ train: sentences, vocabulary, label }) }));
  const kept = [...vocabulary].filter(([, id]) =>
    fitted.some(({ model }) => Math.abs(model.weights[id] ?? 0) >= smallestWeight),
  );
  return {
    terms: kept.map(([term]) => term),
    text: Object.fromEntries(
      fitted.map(({ label, model }) => [
        label,
        { constant: round(model.constant), ...pack(kept.map(([, id]) => model.weights[id] ?? 0)) },
      ]),
    ),
  };
}

/** Text scores of each call by a model that has not seen it, and on them the models of the place in the talk. */
function crossScore(corpus: SalesCorpus): { talk: TalkModels; figures: Record<string, number> } {
  const groups = [...new Set(corpus.spoken.flatMap(({ group }) => group ?? []))];
  const foldOf = new Map(groups.map((group, index) => [group, index % foldCount]));
  const talk: TalkModels = {};
  const figures: Record<string, number> = {};
  for (const label of talkLabels) {
    const unseen = Array.from({ length: foldCount }, (_value, fold) =>
      unseenRows({ corpus, foldOf, fold, label }),
    ).flat();
    const model = fitTalk(unseen);
    const [text = 0, ...weights] = [...model.weights].map(round);
    talk[label] = { constant: round(model.constant), text, weights };
    const judged = Array.from({ length: foldCount }, (_value, fold) => {
      const other = fitTalk(unseen.filter((entry) => entry.fold !== fold));
      const held = unseen.filter((entry) => entry.fold === fold);
      return held.map(({ row, mark }) => ({ score: scoreLogistic(other, row), mark }));
    }).flat();
    const best = bestF1(judged);
    figures[`${label} F1`] = best.f1;
    figures[`${label} threshold`] = best.threshold;
  }
  return { talk, figures };
}

interface UnseenRow {
  readonly fold: number;
  readonly row: SparseRow;
  readonly mark: boolean;
}

function unseenRows(options: {
  corpus: SalesCorpus;
  foldOf: ReadonlyMap<string, number>;
  fold: number;
  label: string;
}): UnseenRow[] {
  const { corpus, foldOf, fold, label } = options;
  const spoken = corpus.spoken.filter(({ isLearned }) => isLearned);
  const train = [...corpus.written, ...spoken.filter(({ group }) => foldOf.get(group ?? '') !== fold)];
  const vocabulary = vocabularyOf(train);
  const model = fitText({ train, vocabulary, label });
  return spoken
    .filter(({ group }) => foldOf.get(group ?? '') === fold)
    .map((sentence) => {
      const score = scoreLogistic(model, rowOf(sentence, vocabulary));
      const row = sparseRow([score, ...sentence.talk].map((value, id) => [id, value]));
      return { fold, row, mark: carries(sentence, label) };
    });
}

function fitTalk(rows: readonly UnseenRow[]): LogisticModel {
  return fitLogistic({
    rows: rows.map(({ row }) => row),
    marks: rows.map(({ mark }) => mark),
    width: talkFeatureNames.length + 1,
    penalty: talkPenalty,
  });
}

function bestF1(scored: readonly { score: number; mark: boolean }[]): { f1: number; threshold: number } {
  const sorted = [...scored].sort((one, other) => other.score - one.score);
  const positives = sorted.filter(({ mark }) => mark).length;
  let best = { f1: 0, threshold: 0 };
  let hits = 0;
  sorted.forEach(({ score, mark }, index) => {
    if (mark) hits += 1;
    const f1 = (2 * hits) / (index + 1 + positives);
    if (f1 > best.f1) best = { f1: round(f1), threshold: round(score) };
  });
  return best;
}

function pack(weights: readonly number[]): { step: number; packed: string } {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const step = largest === 0 ? 1 : largest / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / step));
  return { step, packed: Buffer.from(bytes.buffer).toString('base64') };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
