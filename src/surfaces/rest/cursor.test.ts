import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SophiaError } from '#platform/errors';
import { anyCharacter } from '#test/any-character';
import { readCursor, writeCursor } from './cursor.ts';

const list = { operation: 'listCalls', query: { workspace: 'main', state: 'open', limit: 5, cursor: undefined } };
const refused = { code: 'cursor.malformed', message: /found another text/ };

describe('a cursor', () => {
  it('comes back as the id that it was made of, whatever page it is used for', () => {
    const cursor = writeCursor(list, 'call_0198f') ?? '';
    const later = { operation: 'listCalls', query: { limit: 9, state: 'open', cursor, workspace: 'main' } };
    assert.equal(readCursor(later, cursor), 'call_0198f');
    assert.deepEqual([writeCursor(list, null), readCursor(list, undefined)], [null, null]);
  });

  it('fits no other list, filter or workspace', () => {
    const cursor = writeCursor(list, 'call_0198f') ?? '';
    for (const other of [
      { ...list, operation: 'listDeals' },
      { ...list, query: { ...list.query, state: 'kept' } },
      { ...list, query: { ...list.query, workspace: 'example' } },
    ]) {
      assert.throws(() => readCursor(other, cursor), refused);
    }
  });

  it('is refused where it is anything else', () => {
    const cursor = writeCursor(list, 'call_0198f') ?? '';
    const quoted = writeCursor(list, "x' or 1=1") ?? '';
    for (const text of [
      '',
      'x',
      cursor.slice(0, -1),
      `${cursor}=`,
      `${cursor} `,
      cursor.toUpperCase(),
      quoted,
      'A'.repeat(5000),
    ]) {
      assert.throws(() => readCursor(list, text), refused, text);
    }
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        try {
          readCursor(list, text);
          return false;
        } catch (error) {
          return error instanceof SophiaError && error.code === 'cursor.malformed';
        }
      }),
    );
  });
});
