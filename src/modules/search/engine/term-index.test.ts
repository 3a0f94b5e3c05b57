import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rowsPerPart, TermIndex } from './term-index.ts';
import { packTerms, termKey } from './terms.ts';

/** Every row holds "all", every third "third" as often as its number says, and each a word of its own. */
function termsOf(row: number): Uint32Array {
  const counts = new Map([
    ['all', 1],
    [`only${row}`, 2],
  ]);
  if (row % 3 === 0) counts.set('third', 1 + (row % 40));
  return packTerms(counts);
}

function indexOf(rows: number): TermIndex {
  const index = new TermIndex();
  for (let row = 0; row < rows; row += 1) index.add(termsOf(row));
  return index;
}

function holdersOf(options: { index: TermIndex; part: number; term: string }): (readonly [number, number])[] {
  const { index, part, term } = options;
  return [...index.holders({ part, key: termKey(term) })].map((holder) => [holder >>> 5, holder & 31]);
}

describe('the index of terms', () => {
  test('knows the rows of a term in order and how often it stands there, in a full part and in the rest', () => {
    const index = indexOf(rowsPerPart + 5);
    assert.equal(holdersOf({ index, part: 0, term: 'all' }).length, rowsPerPart);
    assert.deepEqual(holdersOf({ index, part: 0, term: 'third' }).slice(0, 3), [
      [0, 1],
      [3, 4],
      [6, 7],
    ]);
    assert.deepEqual(holdersOf({ index, part: 0, term: 'third' })[13], [39, 31], 'more than 31 times is 31');
    assert.deepEqual(holdersOf({ index, part: 0, term: `only${rowsPerPart - 1}` }), [[rowsPerPart - 1, 2]]);
    assert.deepEqual(holdersOf({ index, part: 1, term: `only${rowsPerPart + 4}` }), [[4, 2]]);
    assert.deepEqual(holdersOf({ index, part: 0, term: `only${rowsPerPart}` }), []);
  });

  test('knows a row that comes after it was asked', () => {
    const index = indexOf(1);
    assert.equal(holdersOf({ index, part: 0, term: 'all' }).length, 1);
    index.add(termsOf(1));
    assert.equal(holdersOf({ index, part: 0, term: 'all' }).length, 2);
  });

  test('gives the terms of each row back as they were added', () => {
    const index = indexOf(rowsPerPart + 5);
    const rows = [...index.read(0), ...index.read(1)];
    assert.equal(rows.length, rowsPerPart + 5);
    for (const [row, terms] of rows.entries()) assert.deepEqual(terms, termsOf(row));
  });
});
