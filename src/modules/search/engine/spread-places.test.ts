import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ChunkMemory } from './chunk-memory.ts';
import { spreadPlaces } from './spread-places.ts';

function remember(documents: readonly string[]): ChunkMemory {
  const memory = new ChunkMemory(0);
  documents.forEach((documentId, place) => {
    const terms = new Uint32Array();
    const callId = documentId.startsWith('record') ? null : documentId;
    memory.add({ chunkId: place + 1, documentId, callId, sides: 1, day: null, terms, vector: null });
  });
  return memory;
}

function spread({
  documents,
  scores,
  isOneCall = false,
  limit = 200,
}: {
  documents: readonly string[];
  scores: Readonly<Record<number, number>>;
  isOneCall?: boolean;
  limit?: number;
}): number[] {
  const ranked = Object.entries(scores)
    .map(([row, score]) => ({ row: Number(row), score, coverage: 1, foundBy: 'words' as const }))
    .sort((left, right) => right.score - left.score);
  return spreadPlaces({ memory: remember(documents), ranked, limit, isOneCall }).map(({ row }) => row);
}

const tenOfOne = Array.from({ length: 10 }, () => 'one');

describe('spreadPlaces', () => {
  test('a place beside one that is shown comes after one elsewhere that is nearly as good', () => {
    assert.deepEqual(spread({ documents: tenOfOne, scores: { 2: 1, 3: 0.9, 9: 0.88 } }), [2, 9, 3]);
    assert.deepEqual(spread({ documents: ['one', 'one', 'two'], scores: { 0: 1, 1: 0.9, 2: 0.85 } }), [0, 2, 1]);
  });

  test('a place beside one that is shown still comes before one that is much worse, or of another call', () => {
    assert.deepEqual(spread({ documents: tenOfOne, scores: { 2: 1, 3: 0.9, 9: 0.5 } }), [2, 3, 9]);
    assert.deepEqual(spread({ documents: ['one', 'two', 'three'], scores: { 0: 1, 1: 0.9, 2: 0.88 } }), [0, 1, 2]);
  });

  test('of one call five are shown at most, unless it alone is asked about', () => {
    const documents = [...tenOfOne, 'two'];
    const scores = Object.fromEntries(documents.map((_document, row) => [row, row === 10 ? 0.1 : 1]));
    const some = spread({ documents, scores });
    assert.equal(some.length, 6);
    assert.equal(some.at(-1), 10);
    assert.equal(spread({ documents, scores, isOneCall: true }).length, 11);
    assert.equal(spread({ documents, scores, isOneCall: true, limit: 4 }).length, 4);
  });

  test('of a record one place is picked, however many of its sections are found', () => {
    const documents = ['record one', 'record one', 'record two', 'call'];
    assert.deepEqual(spread({ documents, scores: { 0: 0.9, 1: 1, 2: 0.8, 3: 0.7 } }), [1, 2, 3]);
    assert.deepEqual(spread({ documents, scores: { 0: 0.9, 1: 1, 2: 0.8 }, limit: 2, isOneCall: true }), [1, 2]);
  });
});
