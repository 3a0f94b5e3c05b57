import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { databaseForSuite } from '#test/database-for-suite';

const { database } = await databaseForSuite();

async function countPrepared(text: string): Promise<number> {
  const known = await database.pool.query("select from pg_prepared_statements where name <> '' and statement = $1", [
    text,
  ]);
  return known.rowCount ?? 0;
}

describe('a statement that comes again', () => {
  it('is prepared once on the embedded database, in whichever form it comes, and never on a server', async () => {
    const text = 'select $1::int + 1 as next';
    for (const number of [1, 2, 3]) {
      assert.deepEqual((await database.pool.query(text, [number])).rows, [{ next: number + 1 }]);
      assert.deepEqual((await database.pool.query({ text, values: [number] })).rows, [{ next: number + 1 }]);
    }
    assert.equal(await countPrepared(text), database.kind === 'pglite' ? 1 : 0);
  });

  it('stays prepared when it fails', async () => {
    const text = 'select 10 / $1::int as part';
    const client = await database.pool.connect();
    try {
      for (const divisor of [1, 2]) await client.query(text, [divisor]);
      await assert.rejects(client.query(text, [0]), /division by zero/);
      assert.deepEqual((await client.query(text, [5])).rows, [{ part: 2 }]);
    } finally {
      client.release();
    }
  });
});
