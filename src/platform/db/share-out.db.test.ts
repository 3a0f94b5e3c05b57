import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { shareOut } from './index.ts';

const { database } = await databaseForSuite();
/** Two parents, one with three and one with one; the higher the rank, the earlier. */
const source = sql`select * from (values ('p', 'a', 1), ('p', 'b', 3), ('p', 'c', 2), ('q', 'd', 1))
  as rows(parent, id, rank)`;

async function shares(given: { after?: string | null; limit?: number } = {}) {
  const { after = null, limit = 2 } = given;
  const found = await shareOut({ db: database.db, source, order: sql`rank desc, id`, after, limit });
  return Object.fromEntries([...found].map(([parent, share]) => [parent, share]));
}

describe('the lists of several parents', () => {
  it('come in order, each with its own end and its own total', async () => {
    assert.deepEqual(await shares(), {
      p: { ids: ['b', 'c'], total: 3, hasMore: true },
      q: { ids: ['d'], total: 1, hasMore: false },
    });
  });

  it('go on behind an id, and have nothing more where it is not in them', async () => {
    assert.deepEqual(await shares({ after: 'c' }), {
      p: { ids: ['a'], total: 3, hasMore: false },
      q: { ids: [], total: 1, hasMore: false },
    });
    assert.deepEqual((await shares({ after: 'gone' }))['p'], { ids: [], total: 3, hasMore: false });
  });

  it('are counted without a page, and absent where there is nothing', async () => {
    assert.deepEqual((await shares({ limit: 0 }))['p'], { ids: [], total: 3, hasMore: true });
    const nothing = sql`${source} where parent = 'r'`;
    assert.equal((await shareOut({ db: database.db, source: nothing, order: sql`id`, after: null, limit: 1 })).size, 0);
  });
});
