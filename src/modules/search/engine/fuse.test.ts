import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fuse } from './fuse.ts';

describe('fuse', () => {
  test('what is only alike comes behind a place in which all words of the question stand', () => {
    const words = [
      { row: 1, score: 10, coverage: 0.6 },
      { row: 2, score: 4, coverage: 1 },
    ];
    const vectors = [
      { row: 3, score: 0.9 },
      { row: 4, score: 0.8 },
      { row: 1, score: 0.7 },
    ];
    const fused = fuse({ words, vectors, likenessShare: 1, verbatim: new Set() });
    assert.deepEqual(
      fused.map(({ row }) => row),
      [1, 2, 3, 4],
    );
    assert.deepEqual(
      fused.map(({ foundBy }) => foundBy),
      ['both', 'words', 'meaning', 'meaning'],
    );
  });

  test('what says the question word for word comes first, in the order of its scores', () => {
    const words = [
      { row: 1, score: 10, coverage: 1 },
      { row: 2, score: 5, coverage: 1 },
      { row: 3, score: 4, coverage: 1 },
    ];
    const vectors = [{ row: 4, score: 0.9 }];
    const fused = fuse({ words, vectors, likenessShare: 1, verbatim: new Set([3, 2]) });
    assert.deepEqual(
      fused.map(({ row }) => row),
      [2, 3, 1, 4],
    );
  });

  test('where no place holds all words, likeness counts as much as the embedder is worth', () => {
    const words = [
      { row: 1, score: 10, coverage: 0.6 },
      { row: 2, score: 4, coverage: 0.3 },
    ];
    const vectors = [{ row: 3, score: 0.9 }];
    assert.deepEqual(
      fuse({ words, vectors, likenessShare: 0.5, verbatim: new Set() }).map(({ row }) => row),
      [1, 3, 2],
    );
    assert.deepEqual(
      fuse({ words, vectors, likenessShare: 0.1, verbatim: new Set() }).map(({ row }) => row),
      [1, 2, 3],
    );
  });
});
