import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageWithin } from './page-within.ts';

const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));

function page(query: { limit: number; cursor?: string; name?: string }, given = rows) {
  return pageWithin({ operation: 'listLetters', query, rows: given, idOf: ({ id }) => id });
}

describe('a page of a list that is read whole', () => {
  it('has every row once, whatever a page holds', () => {
    for (const limit of [1, 2, 3, 5, 9]) {
      const seen: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const { rows: shown, nextCursor } = page({ limit, ...(cursor === undefined ? {} : { cursor }) });
        assert.ok(shown.length <= limit);
        seen.push(...shown.map(({ id }) => id));
        cursor = nextCursor;
      }
      assert.deepEqual(seen, ['a', 'b', 'c', 'd', 'e']);
    }
  });

  it('goes on behind its row where others come in before it, and ends where that row is gone', () => {
    const { nextCursor } = page({ limit: 2 });
    assert.ok(nextCursor !== null);
    const later = page({ limit: 2, cursor: nextCursor }, [{ id: '0' }, ...rows]);
    assert.deepEqual(later.rows, [{ id: 'c' }, { id: 'd' }]);
    const gone = page({ limit: 2, cursor: nextCursor }, rows.slice(2));
    assert.deepEqual(gone, { rows: [], nextCursor: null });
  });

  it('takes no cursor of other filters', () => {
    const { nextCursor } = page({ limit: 2, name: 'x' });
    assert.ok(nextCursor !== null);
    assert.throws(() => page({ limit: 2, name: 'y', cursor: nextCursor }), { code: 'cursor.malformed' });
  });
});
