import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readColumns } from './read-config.ts';

describe('readColumns', () => {
  it('takes the width that somebody has asked for, and nothing that is no width', () => {
    assert.equal(readColumns({ COLUMNS: '200' }), 200);
    for (const COLUMNS of [undefined, '', '0', 'wide', '-5', '1e9']) assert.equal(readColumns({ COLUMNS }), null);
  });
});
