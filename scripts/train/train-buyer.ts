import { writeFileSync } from 'node:fs';
import { BuyingSignalKind, ObjectionKind, RiskKind } from '#contracts';
import { BuyerModelFile, createReader, loadConcepts } from '#modules/analysis/buyer-models';
import { packWeights } from '#modules/analysis/sentence-models';
import { foldsOf } from '../../evals/folds.ts';
import { averagePrecision, bestThreshold } from '../../evals/measures.ts';
import { type BuyerCorpus, buyerCorpusOf, scaleOf } from './buyer-corpus.ts';
import {
  type Head,
  heads,
  type Sample,
  samplesOfCalls,
  samplesOfLines,
  samplesOfTraining,
  samplesOfWorld,
} from './buyer-samples.ts';
import { readTrainingArguments, type TrainingArguments } from './read-training-arguments.ts';
import { scoreSparse, trainSparse } from './sparse-model.ts';
import { rounded } from './train-labels.ts';

const headPenalty = 0.7;
const kindPenalty = 0.3;
const iterations = 60;
const folds = 7;
/** A marked sentence of a whole call counts more than a single line: it stands among what is really said. */
const markedInCall = 2;

/** Trains what a buyer's sentence does: objection, buying signal or risk, and of which kind. */
function trainBuyer(options: TrainingArguments): void {
  const samples = readSamples();
  const corpus = buyerCorpusOf(samples);
  const crossValidated: Record<string, Record<string, number>> = {};
  const thresholds: Record<Head, number> = { objection: 0, signal: 0, risk: 0 };
  for (const head of heads) {
    const crossed = crossValidate({ corpus, head, seed: options.seed });
    thresholds[head] = rounded(crossed.threshold);
    crossValidated[head] = crossed.scores;
    console.error(head, crossed.scores);
  }
  const file: BuyerModelFile = {
    format: 'sophia.buyer-models/1',
    provenance: {
      corpus: 'data/training, examples/calls, evals/development and simulators/world/phrasings/own',
      source: 'written for this project',
      licence: 'Apache-2.0, as the project',
      attribution: 'None needed.',
      command: `node scripts/train/train-buyer.ts --seed ${options.seed} --date ${options.date}`,
      seed: options.seed,
      date: options.date,
      samples: samplesOf(samples),
      crossValidated,
    },
    ...fitBuyerModels({ corpus, thresholds, uses: () => true }),
  };
  writeFileSync(options.out, `${JSON.stringify(BuyerModelFile.parse(file))}\n`);
}

/** Fits every model on the samples that `uses` takes. */
export function fitBuyerModels(options: {
  corpus: BuyerCorpus;
  thresholds: Readonly<Record<Head, number>>;
  uses: (sample: Sample) => boolean;
}): Omit<BuyerModelFile, 'format' | 'provenance'> {
  const { corpus, thresholds, uses } = options;
  const kindFeatures = corpus.features.slice(0, corpus.kindFeatureCount);
  function head(name: Head) {
    return { ...packed(corpus.features, trainHead({ corpus, head: name, uses })), threshold: thresholds[name] };
  }
  function kindsOf<Kind extends string>(name: Head, kinds: readonly Kind[]) {
    return recordOf(kinds, (kind) => packed(kindFeatures, trainKind({ corpus, head: name, kind, uses })));
  }
  return {
    features: [...corpus.features],
    kindFeatureCount: corpus.kindFeatureCount,
    heads: { objection: head('objection'), signal: head('signal'), risk: head('risk') },
    kinds: {
      objection: kindsOf('objection', ObjectionKind.options),
      signal: kindsOf('signal', BuyingSignalKind.options),
      risk: kindsOf('risk', RiskKind.options),
    },
  };
}

/** The samples of all authors. */
export function readSamples(): Sample[] {
  function at(path: string): URL {
    return new URL(path, import.meta.url);
  }
  const reader = createReader(loadConcepts());
  return [
    ...samplesOfLines(at('../../evals/development/lines.jsonl'), reader),
    ...samplesOfTraining(at('../../data/training/'), reader),
    ...samplesOfCalls({ folder: at('../../examples/calls/'), author: 'examples', reader }),
    ...samplesOfCalls({ folder: at('../../evals/development/'), author: 'development', reader }),
    ...samplesOfWorld(reader),
  ];
}

/** Leaves calls out in folds for the threshold, and each author's calls for how strangers' words would fare. */
function crossValidate(options: { corpus: BuyerCorpus; head: Head; seed: number }) {
  const { corpus, head, seed } = options;
  const spoken = corpus.samples.flatMap((sample, row) =>
    sample.group !== null && sample.labels[head] !== null ? [row] : [],
  );
  const names = spoken.map((row) => corpus.samples[row]?.group ?? '');
  const foldOfRow = new Map(foldsOf(names, { folds, seed }).map((fold, place) => [spoken[place] ?? -1, fold]));
  const leftOut = new Float64Array(corpus.samples.length);
  for (let fold = 0; fold < folds; fold += 1) {
    const weights = trainHead({ corpus, head, uses: (_sample, row) => foldOfRow.get(row) !== fold });
    for (const row of spoken) if (foldOfRow.get(row) === fold) leftOut[row] = scoreAt(corpus, { row, weights });
  }
  const all = judge({ corpus, head, rows: spoken, scores: leftOut });
  function stranger(author: Sample['author']) {
    const weights = trainHead({ corpus, head, uses: (sample) => sample.author !== author });
    const rows = spoken.filter((row) => corpus.samples[row]?.author === author);
    const scores = new Float64Array(corpus.samples.length);
    for (const row of rows) scores[row] = scoreAt(corpus, { row, weights });
    return judge({ corpus, head, rows, scores });
  }
  const [toExamples, toDevelopment] = [stranger('examples'), stranger('development')];
  return {
    threshold: all.threshold,
    scores: {
      f1: rounded(all.f1),
      averagePrecision: rounded(all.precision),
      developmentToExamplesF1: rounded(toExamples.f1),
      developmentToExamplesAveragePrecision: rounded(toExamples.precision),
      examplesToDevelopmentF1: rounded(toDevelopment.f1),
      examplesToDevelopmentAveragePrecision: rounded(toDevelopment.precision),
    },
  };
}

function judge(options: { corpus: BuyerCorpus; head: Head; rows: readonly number[]; scores: Float64Array }) {
  const { corpus, head, rows, scores } = options;
  const labels = Float64Array.from(rows, (row) => markOf(corpus.samples[row], head));
  const own = Float64Array.from(rows, (row) => scores[row] ?? 0);
  return { ...bestThreshold(own, labels), precision: averagePrecision(own, labels) };
}

function trainHead(options: {
  corpus: BuyerCorpus;
  head: Head;
  uses: (sample: Sample, row: number) => boolean;
}): Float64Array {
  const { corpus, head, uses } = options;
  return trainSparse({
    rows: corpus.rows,
    labels: Float64Array.from(corpus.samples, (sample) => markOf(sample, head)),
    importance: Float64Array.from(corpus.samples, (sample, row) => {
      if (sample.labels[head] === null || !sample.isLearned || !uses(sample, row)) return 0;
      return sample.group !== null && markOf(sample, head) === 1 ? markedInCall : 1;
    }),
    featureCount: corpus.features.length,
    penalty: headPenalty,
    iterations,
  });
}

/** Tells a kind from the others among the sentences that are of the head at all. */
function trainKind(options: {
  corpus: BuyerCorpus;
  head: Head;
  kind: string;
  uses: (sample: Sample) => boolean;
}): Float64Array {
  const { corpus, head, kind, uses } = options;
  return trainSparse({
    rows: corpus.kindRows,
    labels: Float64Array.from(corpus.samples, (sample) => (sample.labels[head] === kind ? 1 : 0)),
    importance: Float64Array.from(corpus.samples, (sample) =>
      uses(sample) && sample.isLearned ? markOf(sample, head) : 0,
    ),
    featureCount: corpus.kindFeatureCount,
    penalty: kindPenalty,
    iterations,
  });
}

function markOf(sample: Sample | undefined, head: Head): number {
  const label = sample?.labels[head] ?? 'none';
  return label === 'none' ? 0 : 1;
}

function scoreAt(corpus: BuyerCorpus, at: { row: number; weights: Float64Array }): number {
  const row = corpus.rows[at.row];
  return row === undefined ? 0 : scoreSparse(row, at.weights);
}

/** A record over all kinds: what `Object.fromEntries` builds from every one of them. */
function recordOf<Kind extends string, Value>(kinds: readonly Kind[], valueOf: (kind: Kind) => Value) {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- every kind has just been given its value
  return Object.fromEntries(kinds.map((kind) => [kind, valueOf(kind)])) as Record<Kind, Value>;
}

/** The weights with the scales of their groups, in little space. */
function packed(features: readonly string[], weights: Float64Array) {
  const scaled = Float64Array.from(features, (feature, id) => (weights[id] ?? 0) * scaleOf(feature));
  const { step, packed: bytes } = packWeights(scaled);
  return { constant: rounded(weights.at(-1) ?? 0), step, packed: bytes };
}

function samplesOf(samples: readonly Sample[]): Record<string, number> {
  const calls = new Set(samples.flatMap((sample) => sample.group ?? []));
  const counts = heads.map((head) => [head, samples.filter((sample) => markOf(sample, head) === 1).length]);
  return { calls: calls.size, sentences: samples.length, ...Object.fromEntries(counts) };
}

if (import.meta.main) {
  trainBuyer(readTrainingArguments('src/modules/analysis/weights/buyer.json'));
}
