import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '#platform/sql';
import { inlineParameters } from './inline-parameters.ts';

test('a query is written out so that it runs as it stands, whatever its values hold', () => {
  const query = sql`select * from deals
    where name = ${"O'Hara $1; drop table deals --"} and path = ${'a\\b'} and amount > ${5} and gone = ${false} and note is ${null}`;
  assert.equal(
    inlineParameters(query),
    "select * from deals\nwhere name = 'O''Hara $1; drop table deals --' and path = E'a\\\\b' and amount > 5 and gone = false and note is null",
  );
});
