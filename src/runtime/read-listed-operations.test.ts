import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readListedOperations } from './read-listed-operations.ts';

const home = await mkdtemp(join(tmpdir(), 'sophia-operations-'));
after(() => rm(home, { recursive: true }));
const path = join(home, 'graphql-operations.json');

test('without a list none is listed, and it is named where it is needed', () => {
  assert.deepEqual(readListedOperations({ home, isNeeded: false }), []);
  assert.throws(() => readListedOperations({ home, isNeeded: true }), {
    code: 'config.invalid',
    message: /graphql-operations\.json, because SOPHIA_GRAPHQL_OPERATIONS is `listed`/,
  });
});

test('the texts of a list are read, and a file that is none is named', async () => {
  await writeFile(path, JSON.stringify({ deals: '{ deals { totalCount } }', calls: '{ calls { totalCount } }' }));
  const texts = ['{ deals { totalCount } }', '{ calls { totalCount } }'];
  assert.deepEqual(readListedOperations({ home, isNeeded: true }), texts);
  for (const text of ['{', '[]', '{"a":1}', '{"a":""}']) {
    await writeFile(path, text);
    assert.throws(() => readListedOperations({ home, isNeeded: false }), { code: 'config.invalid' }, text);
  }
});
