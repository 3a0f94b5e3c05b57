import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { stretchOf, withoutMarks } from './stretch-of.ts';

const suite = await databaseForSuite();
const { db } = suite.createContext();
const text = 'We are looking. The thing that has not gone away is the price of it.';

async function stretch(from: number, length: number): Promise<string> {
  const { rows } = await db.execute(
    sql`select ${stretchOf({ text: sql`said.text`, from: sql`greatest(1, ${from}::int)`, length })} as stretch
      from (select ${text}::text as text) said`,
  );
  return String(rows[0]?.['stretch']);
}

describe('a stretch of a text', () => {
  it('is cut at words, and says where something is left out', async () => {
    assert.equal(await stretch(-5, 200), text);
    assert.equal(await stretch(1, 20), 'We are looking. The…');
    assert.equal(await stretch(1, 19), 'We are looking. The…');
    assert.equal(await stretch(10, 200), '…The thing that has not gone away is the price of it.');
    assert.equal(await stretch(8, 200), '…looking. The thing that has not gone away is the price of it.');
    assert.equal(await stretch(12, 30), '…The thing that has not…');
  });

  it('stands in the text without its marks', async () => {
    for (let from = 1; from < 60; from += 1) {
      const shown = await stretch(from, 25);
      assert.ok(text.includes(withoutMarks(shown)), shown);
      assert.ok(text.split(' ').includes(withoutMarks(shown).split(' ')[0] ?? ''), shown);
    }
  });
});
