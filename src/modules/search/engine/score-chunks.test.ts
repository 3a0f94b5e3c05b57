import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ChunkMemory } from './chunk-memory.ts';
import { type Admission, admit, scoreVectors } from './score-chunks.ts';

const all: Admission = {
  documentIds: null,
  chunkIds: null,
  withheld: new Set(),
  sides: 0,
  sinceDay: null,
  untilDay: null,
};
const number = fc.float({ min: -1, max: 1, noNaN: true });

function remember(options: { dimensions: number; vectors: readonly (Float32Array | null)[] }): ChunkMemory {
  const { dimensions, vectors } = options;
  const memory = new ChunkMemory(dimensions);
  vectors.forEach((vector, row) => {
    const chunk = { documentId: 'one', callId: null, sides: 1 + (row % 2), day: row, terms: new Uint32Array() };
    memory.add({ ...chunk, chunkId: row + 1, vector });
  });
  return memory;
}

/** The sums of the products at even and at odd places, added in the end. */
function cosineByDefinition(one: Float32Array, other: Float32Array): number {
  const sums = [0, 0];
  one.forEach((value, place) => {
    sums[place % 2] = (sums[place % 2] ?? 0) + value * (other[place] ?? 0);
  });
  return Math.fround((sums[0] ?? 0) + (sums[1] ?? 0));
}

describe('scoreVectors', () => {
  test('scores as its definition does, to the last bit, however many zeros the question has', async () => {
    const dimensions = fc.constantFrom(1, 7, 8, 64);
    const drawn = dimensions.chain((length) =>
      fc.record({
        dimensions: fc.constant(length),
        vectors: fc.array(
          fc.option(fc.float32Array({ minLength: length, maxLength: length, min: -1, max: 1, noNaN: true }), {
            freq: 9,
          }),
          { maxLength: 12 },
        ),
        question: fc.array(fc.option(number, { freq: 2, nil: 0 }), { minLength: length, maxLength: length }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(drawn, async ({ vectors, question, ...rest }) => {
        const vector = Float32Array.from(question);
        const memory = remember({ ...rest, vectors });
        const found = await scoreVectors({ memory, rows: admit({ memory, admission: all }), vector, limit: 12 });
        const expected = vectors
          .map((own, row) => ({ row, score: own === null ? 0 : cosineByDefinition(vector, own) }))
          .filter(({ score }) => score > 0)
          .sort((left, right) => right.score - left.score || left.row - right.row);
        assert.deepEqual(found, expected);
      }),
    );
  });
});

describe('admit', () => {
  test('gives the rows in their order, whatever the order of the chunks that may be ranked', () => {
    const memory = remember({ dimensions: 0, vectors: Array.from({ length: 12 }, () => null) });
    memory.drop([3]);
    const chunkIds = new Set([12, 2, 10, 3, 1, 999]);
    assert.deepEqual([...admit({ memory, admission: { ...all, chunkIds } })], [0, 1, 9, 11]);
    assert.deepEqual([...admit({ memory, admission: { ...all, chunkIds, sides: 1 } })], [0]);
    assert.deepEqual([...admit({ memory, admission: { ...all, chunkIds, sinceDay: 1, untilDay: 9 } })], [1, 9]);
  });

  test('gives the rows of documents, without those that are withheld', () => {
    const memory = new ChunkMemory(0);
    const chunk = { callId: null, sides: 1, day: null, terms: new Uint32Array(), vector: null };
    for (const [place, documentId] of ['one', 'two', 'one', 'three', 'two'].entries()) {
      memory.add({ ...chunk, documentId, chunkId: place + 1 });
    }
    memory.drop([4]);
    const documentIds = new Set(['two', 'three', 'unknown']);
    assert.deepEqual([...admit({ memory, admission: { ...all, documentIds } })], [1, 4]);
    assert.deepEqual([...admit({ memory, admission: { ...all, documentIds, withheld: new Set([5]) } })], [1]);
    assert.deepEqual([...admit({ memory, admission: { ...all, withheld: new Set([1, 2]) } })], [2, 4]);
    assert.deepEqual([...admit({ memory, admission: { ...all, documentIds: new Set() } })], []);
    assert.deepEqual(memory.documentsWithoutRows(['one', 'three', 'two', 'unknown']), ['three', 'unknown']);
  });
});
