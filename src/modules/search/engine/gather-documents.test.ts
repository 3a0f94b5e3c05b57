import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ChunkMemory } from './chunk-memory.ts';
import { countWords } from './count-words.ts';
import { gatherDocuments } from './gather-documents.ts';
import { countTerms, packTerms } from './terms.ts';

/** A row for each letter: of the document that it names; a capital one holds the word. */
function remember(letters: string): ChunkMemory {
  const memory = new ChunkMemory(0);
  [...letters].forEach((letter, place) => add({ memory, documentId: letter.toLowerCase(), place, text: letter }));
  return memory;
}

function add(row: { memory: ChunkMemory; documentId: string; place: number; text: string }): void {
  const { memory, documentId, place, text } = row;
  const words = text === text.toUpperCase() ? ['pricing', 'more'] : ['more'];
  const terms = packTerms(countTerms(words));
  memory.add({ chunkId: place + 1, documentId, callId: null, sides: 1, day: null, terms, vector: null });
}

async function gather({ memory, rows }: { memory: ChunkMemory; rows: Int32Array }) {
  const counted = await countWords({ memory, rows, terms: ['pricing', 'buyer'] });
  return { counted, documents: await gatherDocuments(counted) };
}

describe('gatherDocuments', () => {
  test('brings together the places of each document, also where its rows stand apart', async () => {
    const memory = remember('ABaBcA');
    const { counted, documents } = await gather({ memory, rows: Int32Array.of(0, 1, 2, 3, 4, 5) });
    assert.equal(documents.count, 3);
    assert.deepEqual([...documents.rowsOf], [3, 2, 1]);
    assert.deepEqual([...documents.lengths], [5, 4, 1]);
    assert.deepEqual(
      [...documents.order].map((at) => counted.places[at]),
      [0, 5, 1, 3],
    );
    assert.deepEqual([...documents.ends], [2, 4, 4]);
  });

  test('takes room for the rows of one call, however many other documents there are', async () => {
    const memory = remember('AAaAa');
    for (let place = 5; place < 3000; place += 1) add({ memory, documentId: `other${place}`, place, text: 'A' });
    const { counted, documents } = await gather({ memory, rows: Int32Array.of(0, 1, 2, 3, 4) });
    assert.equal(documents.count, 1);
    const arrays = [...Object.values(counted), ...Object.values(documents)].filter(ArrayBuffer.isView);
    assert.equal(arrays.length, 9);
    for (const { buffer } of arrays) assert.ok(buffer.byteLength <= 5 * 8, `${buffer.byteLength} bytes for five rows`);
  });

  test('of many documents each has its own number', async () => {
    const memory = new ChunkMemory(0);
    for (let place = 0; place < 5000; place += 1) add({ memory, documentId: `${place % 2500}`, place, text: 'a' });
    const { documents } = await gather({ memory, rows: Int32Array.from({ length: 5000 }, (_row, row) => row) });
    assert.equal(documents.count, 2500);
    assert.ok(documents.rowsOf.every((rows) => rows === 2));
  });
});
