import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { databaseForSuite } from '#test/database-for-suite';
import { waitUntil } from '#test/wait-until';
import { tendTables } from './tend-tables.ts';

const suite = await databaseForSuite();

/** What the planner believes of the table; -1 where nobody has counted yet. */
async function countedRows(table: string): Promise<number> {
  const { rows } = await suite.database.pool.query<{ rows: number }>(
    'select reltuples::int as rows from pg_class where relname = $1',
    [table],
  );
  return rows[0]?.rows ?? Number.NaN;
}

async function deadRows(table: string): Promise<number> {
  const { rows } = await suite.database.pool.query<{ dead: number }>(
    'select n_dead_tup::int as dead from pg_stat_user_tables where relname = $1',
    [table],
  );
  return rows[0]?.dead ?? Number.NaN;
}

describe('tending tables', () => {
  it('counts a table that has grown, makes room where rows died, and leaves the others alone', async (context) => {
    const { pool } = suite.database;
    const tending = tendTables({ pool, log: undefined, intervalMs: 3_600_000 });
    context.after(() => tending.stop());
    await pool.query('create table tended (id int primary key, name text not null)');
    await pool.query('create table small (id int primary key)');
    context.after(async () => void (await pool.query('drop table tended, small')));
    await pool.query("insert into tended select number, 'one' from generate_series(1, 2000) number");
    await pool.query('insert into small values (1)');

    const first = await tending.tend();
    assert.ok(first.includes('public.tended'));
    assert.ok(!first.includes('public.small'));
    assert.equal(await countedRows('tended'), 2000);
    await pool.query('select pg_stat_force_next_flush()');
    assert.ok(!(await tending.tend()).includes('public.tended'), 'a table that nobody has changed since is left alone');

    await pool.query("update tended set name = 'two' where id <= 1000");
    await waitUntil('the dead rows are gone', {
      condition: async () => {
        const tended = await tending.tend();
        return tended.includes('public.tended') && (await deadRows('tended')) === 0;
      },
    });
  });

  it('looks no more once it is stopped', async () => {
    const tending = tendTables({ pool: { query: () => assert.fail('looked') }, log: undefined });
    await tending.stop();
    assert.deepEqual(await tending.tend(), []);
  });
});
