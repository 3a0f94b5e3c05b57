import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readFileIfThere, replaceFile } from './index.ts';

const folder = await mkdtemp(join(tmpdir(), 'sophia-files-'));
after(() => rm(folder, { recursive: true, force: true }));

describe('a file that is replaced', () => {
  it('has the new text, the old rights, and nothing beside it', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    const file = join(own, 'a.yaml');
    assert.equal(replaceFile({ file, text: 'one', mode: 0o600 }), true);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await chmod(file, 0o640);
    await symlink(file, join(own, 'link.yaml'));
    assert.equal(replaceFile({ file: join(own, 'link.yaml'), text: 'two', mode: 0o600 }), true);
    assert.deepEqual([readFileIfThere(file), (await stat(file)).mode & 0o777], ['two', 0o640]);
    assert.deepEqual((await readdir(own)).toSorted(), ['a.yaml', 'link.yaml']);
  });

  it('is as it was where it is not wanted any more, or cannot be replaced', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    const file = join(own, 'a.yaml');
    await writeFile(file, 'one');
    assert.equal(replaceFile({ file, text: 'two', mode: 0o600, isWanted: () => false }), false);
    assert.deepEqual([await readFile(file, 'utf8'), await readdir(own)], ['one', ['a.yaml']]);
    const taken = join(own, 'folder');
    await mkdir(join(taken, 'inside'), { recursive: true });
    assert.throws(() => replaceFile({ file: taken, text: 'two', mode: 0o600 }));
    assert.deepEqual((await readdir(own)).toSorted(), ['a.yaml', 'folder']);
  });
});

describe('a file that is read', () => {
  it('is null where there is none, and named where it cannot be read', () => {
    assert.equal(readFileIfThere(join(folder, 'none')), null);
    assert.equal(readFileIfThere(join(folder, 'none', 'below')), null);
    assert.throws(() => readFileIfThere(folder), { code: 'file.unreadable', message: /EISDIR/ });
  });
});
