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
    const fused = fuse({ words, vectors, likenessShare: 1 });
    assert.deepEqual(
      fused.map(({ row }) => row),
      [1, 2, 3, 4],
    );
    assert.deepEqual(
      fused.map(({ foundBy }) => foundBy),
      ['both', 'words', 'meaning', 'meaning'],
    );
  });

  test('where no place holds all words, likeness counts as much as the embedder is worth', () => {
    const words = [
      { row: 1, score: 10, coverage: 0.6 },
      { row: 2, score: 4, coverage: 0.3 },
    ];
    const vectors = [{ row: 3, score: 0.9 }];
    assert.deepEqual(
      fuse({ words, vectors, likenessShare: 0.5 }).map(({ row }) => row),
      [1, 3, 2],
    );
    assert.deepEqual(
      fuse({ words, vectors, likenessShare: 0.1 }).map(({ row }) => row),
      [1, 2, 3],
    );
  });
});
