import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readWorld } from './read-world.ts';

describe('the world that the simulators hold', () => {
  const choice = { path: null, size: 'default', seed: 'reading', today: '2026-11-16' } as const;
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'world-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('is made once and found again by the next start, whatever that asks for', async () => {
    const kept = join(folder, 'kept');
    const made = await readWorld({ ...choice, folder: kept });
    assert.equal(made.seed, 'reading');
    assert.ok(made.calls.length > 50);
    assert.deepEqual(await readWorld({ ...choice, folder: kept, size: 'small', today: '2027-01-01' }), made);
  });

  it('comes from a file, or a sentence says what is wrong with it', async () => {
    const path = join(folder, 'world.json');
    await assert.rejects(readWorld({ ...choice, folder: null, path }), /there is no such file: name another one/);
    await writeFile(path, '{"seed":"half"}');
    await assert.rejects(readWorld({ ...choice, folder: null, path }), /found something else/);
    await writeFile(path, JSON.stringify(await readWorld({ ...choice, folder: null, size: 'small' })));
    assert.equal((await readWorld({ ...choice, folder: null, path })).seed, 'small');
  });
});
