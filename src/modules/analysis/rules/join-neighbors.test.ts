import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transcriptOf } from '#test/transcript-of';
import { createDocument } from '../language/index.ts';
import { type ScoredRun, widenRuns } from './join-neighbors.ts';

const { sentences } = createDocument({
  transcript: transcriptOf(['It is steep. My owners look at that line. We met in May. You know.', 'Fair enough.']),
});

function widened(near: readonly number[]): string[] {
  const first = sentences[0];
  assert.ok(first !== undefined);
  const run: ScoredRun<string> = { first, last: first, kind: 'price', score: 1 };
  const runs = widenRuns([run], { sentences, isNear: ({ index }) => near.includes(index) });
  return runs.map((one) => `${one.first.index}-${one.last.index}`);
}

test('a run takes in the sentence beside it that nearly counts itself, and stays in its turn', () => {
  assert.deepEqual(widened([]), ['0-0']);
  assert.deepEqual(widened([1]), ['0-1']);
  assert.deepEqual(widened([2, 4]), ['0-0']);
  assert.deepEqual(widened([1, 2, 3, 4]), ['0-1']);
});
