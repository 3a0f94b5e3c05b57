import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eq, sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { buildOnce } from './build-once.ts';
import { workspaces } from './tables.ts';
import { transact } from './transact.ts';

const suite = await databaseForSuite();

describe('a statement that is built once', () => {
  it('is run with the values of each time, outside of a transaction and in one', async () => {
    let times = 0;
    const byId = buildOnce((db) => {
      times += 1;
      return db
        .select({ id: workspaces.id })
        .from(workspaces)
        .where(eq(workspaces.id, sql.placeholder('id')))
        .prepare('');
    });
    const ids = [await suite.createWorkspace(), await suite.createWorkspace(), 'not there'];
    const ctx = suite.createContext();
    const found = [];
    for (const id of [...ids, ...ids]) found.push(await byId(ctx.db).execute({ id }));
    assert.equal(times, 1);
    const rows = ids.map((id) => (id === 'not there' ? [] : [{ id }]));
    assert.deepEqual(found, [...rows, ...rows]);
    const [first = ''] = ids;
    const inside = await transact({ ctx }, (inner) => byId(inner.db).execute({ id: first }));
    assert.deepEqual([inside, times], [[{ id: first }], 2]);
  });
});
