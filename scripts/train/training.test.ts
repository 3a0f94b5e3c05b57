import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ModelFile, modelsFrom, scoreSegments, slots, wordsOf } from '#modules/analysis/sentence-models';
import { foldsOf } from '../../evals/folds.ts';
import { scoreContext, trainContextModel } from './context-model.ts';
import { corpusOf, type Vocabulary, vocabularyOf } from './corpus.ts';
import { minimize } from './minimize.ts';
import { trainLabel, vocabularyPart } from './train-labels.ts';

const calls = Array.from({ length: 6 }, (_call, number) => ({
  group: `team ${number}`,
  segments: ['hello there', 'we will send the form', 'okay', 'it is raining', 'you will send the list', 'bye'].map(
    (text, place) => ({ words: wordsOf(text), speaker: place % 2 === 0 ? 'a' : 'b', startMs: null, endMs: null }),
  ),
}));
const labels = Float64Array.from(
  calls.flatMap((call) => call.segments.map(({ words }) => Number(words.includes('send')))),
);
const settings = {
  slots,
  slotScales: [1, 0.5, 0.5, 0.5, 0.5, 0.5],
  denseScale: 0.2,
  penalty: 0.1,
  positiveWeight: 1,
  iterations: 40,
  callShare: 0,
};

test('the minimum of a bowl is found', () => {
  const found = minimize(
    (point, gradient) => {
      const [x = 0, y = 0] = point;
      gradient.set([2 * (x - 3), 20 * (y + 1)]);
      return (x - 3) ** 2 + 10 * (y + 1) ** 2;
    },
    { start: new Float64Array(2), iterations: 50, curvature: Float64Array.from([1, 1]) },
  );
  assert.ok(Math.abs((found[0] ?? 0) - 3) < 1e-3 && Math.abs((found[1] ?? 0) + 1) < 1e-3);
});

test('the gradient is the slope of the loss: fitted scores part the labels, and fitting twice gives the same', () => {
  const vocabulary = vocabularyOf(calls, { minimum: [1, 1], groups: 1 });
  const corpus = corpusOf(
    calls.map((call) => call.segments),
    vocabulary,
  );
  const meetings = calls.map((_call, place) => place);
  const training = { corpus, meetings, labels, ...settings };
  const weights = trainContextModel(training);
  const scores = new Float64Array(labels.length);
  scoreContext({ ...training, weights, scores });
  scores.forEach((score, row) => assert.equal(score > 0, labels[row] === 1));
  assert.deepEqual(trainContextModel(training), weights);
});

test('the product scores as the training did, but for the packing', () => {
  const { corpus, vocabulary, folds } = trainingParts();
  const { model } = trainLabel({ corpus, folds, task: { label: 'sent', settings, labels } });
  const models = modelsFrom(fileOf(vocabulary, { sent: model }));
  const meetings = calls.map((_call, place) => place);
  const training = { corpus, meetings, labels, ...settings };
  const expected = new Float64Array(labels.length);
  scoreContext({ ...training, weights: trainContextModel(training), scores: expected });
  const segments = calls[0]?.segments ?? [];
  const scored = scoreSegments({ models, segments }).get('sent');
  assert.equal(scored?.logOdds.length, segments.length);
  scored?.logOdds.forEach((score, row) => assert.ok(Math.abs(score - (expected[row] ?? 0)) < 0.05));
});

test('a label within another is learned among the segments of that, and scored as both together', () => {
  const { corpus, vocabulary, folds } = trainingParts();
  const outer = trainLabel({ corpus, folds, task: { label: 'sent', settings, labels } });
  const ofList = Float64Array.from(
    calls.flatMap((call) => call.segments.map(({ words }) => Number(words.includes('list')))),
  );
  const within = { label: 'sent', labels, heldOut: outer.heldOut };
  const inner = trainLabel({ corpus, folds, task: { label: 'list', settings, labels: ofList, within } });
  const models = modelsFrom(fileOf(vocabulary, { list: inner.model, sent: outer.model }));
  const scores = scoreSegments({ models, segments: calls[0]?.segments ?? [] });
  const [list, sent] = [scores.get('list')?.logOdds, scores.get('sent')?.logOdds];
  list?.forEach((score, row) => assert.ok(score <= (sent?.[row] ?? 0) + 1e-9));
  const best = (list ?? new Float64Array()).reduce((one, score, row) => (score > (list?.[one] ?? 0) ? row : one), 0);
  assert.equal(best, 4);
  assert.throws(() => modelsFrom(fileOf(vocabulary, { list: inner.model })), /stand within "sent"/);
});

test('places count alike in the threshold, and each has its own figure', () => {
  const { corpus, folds } = trainingParts();
  const places = { ofCall: ['A', 'A', 'A', 'A', 'A', 'B'], moreFolds: [folds.toReversed()] };
  const { scores } = trainLabel({ corpus, folds, task: { label: 'sent', settings, labels, places } });
  assert.deepEqual([scores['f1AtA'], scores['f1AtB']], [1, 1]);
});

test('members of a group share a fold, by the seed', () => {
  const groups = ['a', 'a', 'b', 'c', 'c', 'd'];
  const folds = foldsOf(groups, { folds: 2, seed: 7 });
  assert.equal(folds[0], folds[1]);
  assert.equal(folds[3], folds[4]);
  assert.deepEqual(folds, foldsOf(groups, { folds: 2, seed: 7 }));
  assert.deepEqual(new Set(folds), new Set([0, 1]));
});

function trainingParts() {
  const vocabulary = vocabularyOf(calls, { minimum: [1, 1], groups: 1 });
  const corpus = corpusOf(
    calls.map((call) => call.segments),
    vocabulary,
  );
  const folds = foldsOf(
    calls.map((call) => call.group),
    { folds: 3, seed: 1 },
  );
  return { vocabulary, corpus, folds };
}

function fileOf(vocabulary: Vocabulary, labels: ModelFile['labels']): ModelFile {
  return {
    format: 'sophia.sentence-models/1',
    provenance: {
      corpus: 'none',
      source: 'none',
      licence: 'none',
      attribution: 'none',
      command: 'none',
      seed: 1,
      date: '2026-01-01',
      samples: {},
      crossValidated: {},
    },
    ...vocabularyPart(vocabulary),
    labels,
  };
}
