import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { expandInputs, type Inputs } from './expand-inputs.ts';
import { mostFoldersBehindLink } from './find-transcripts.ts';

describe('the files that arguments name', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sophia-inputs-'));
    await mkdir(join(folder, 'calls', 'later'), { recursive: true });
    await mkdir(join(folder, 'empty'));
    for (const name of ['b.vtt', 'a.SRT', 'later/c.txt', 'a.truth.json', 'notes.pdf']) {
      await writeFile(join(folder, 'calls', name), 'x');
    }
    await writeFile(join(folder, 'call [1].txt'), 'x');
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  async function expand(...inputs: string[]): Promise<Inputs> {
    const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
    const input = Readable.from([Buffer.from('Maya: Hel'), Buffer.from('lo.')]);
    return expandInputs({
      terminal: { input, output: sink, messages: sink, workingDirectory: folder, colors: false },
      inputs,
    });
  }

  async function namesOf(...inputs: string[]): Promise<string[]> {
    return (await expand(...inputs)).files.map(({ sourceName }) => sourceName);
  }

  it('are those of a folder at any depth, in the order of their names', async () => {
    assert.deepEqual(await namesOf('calls'), ['calls/a.SRT', 'calls/b.vtt', 'calls/later/c.txt']);
    const { files } = await expand('calls/b.vtt');
    assert.deepEqual(files, [{ sourceName: 'calls/b.vtt', path: join(folder, 'calls', 'b.vtt'), contentBase64: null }]);
  });

  it('are those that match a pattern, and a name with its signs is taken as it is', async () => {
    assert.deepEqual(await namesOf('calls/**/*.{txt,vtt}'), ['calls/b.vtt', 'calls/later/c.txt']);
    assert.deepEqual(await namesOf('call [1].txt'), ['call [1].txt']);
  });

  it('come once each, however often and in whichever way they are named', async () => {
    assert.deepEqual(await namesOf('calls/b.vtt', 'calls', './calls/b.vtt', 'calls/*.vtt'), [
      'calls/b.vtt',
      'calls/a.SRT',
      'calls/later/c.txt',
    ]);
  });

  it('come from standard input for a dash, read once', async () => {
    const { files } = await expand('-', '-');
    assert.deepEqual(files, [
      { sourceName: 'standard input', path: null, contentBase64: Buffer.from('Maya: Hello.').toString('base64') },
    ]);
  });

  it('are also those that links lead to, once each, with broken links named', async () => {
    const linked = join(folder, 'linked');
    await mkdir(join(linked, 'deep'), { recursive: true });
    await symlink('../calls/b.vtt', join(linked, 'b.vtt'));
    await symlink('b.vtt', join(linked, 'same.vtt'));
    await symlink('../../calls/later', join(linked, 'deep', 'later'));
    await symlink('..', join(linked, 'deep', 'up'));
    await symlink('nowhere.vtt', join(linked, 'broken.vtt'));
    await symlink('nowhere.png', join(linked, 'broken.png'));
    const { files, problems } = await expand('linked');
    assert.deepEqual(
      files.map(({ sourceName }) => sourceName),
      ['linked/b.vtt', 'linked/deep/later/c.txt'],
    );
    assert.deepEqual(
      problems.map(({ sourceName, message }) => [sourceName, message]),
      [['linked/broken.vtt', 'Expected a file behind the link linked/broken.vtt, found none (ENOENT).']],
    );
  });

  it('leave out all that lies behind a link to far too much outside, name it, and keep what other links lead to', async () => {
    const wide = join(folder, 'outside', 'disk');
    for (let count = 0; count < mostFoldersBehindLink + 5; count += 1) {
      await mkdir(join(wide, `folder-${count}`), { recursive: true });
    }
    await writeFile(join(wide, 'folder-1', 'far.vtt'), 'x');
    await writeFile(join(wide, 'folder-2', 'near.vtt'), 'x');
    await symlink(wide, join(wide, 'folder-3', 'round'));
    await mkdir(join(folder, 'narrow'));
    await writeFile(join(folder, 'narrow', 'own.vtt'), 'x');
    await symlink(wide, join(folder, 'narrow', 'a-disk'));
    await symlink(join(wide, 'folder-2'), join(folder, 'narrow', 'b-part'));
    await symlink(join(folder, 'narrow'), join(folder, 'narrow', 'c-round'));
    const { files, problems } = await expand('narrow');
    assert.deepEqual(
      files.map(({ sourceName }) => sourceName),
      ['narrow/b-part/near.vtt', 'narrow/own.vtt'],
    );
    assert.deepEqual(
      problems.map(({ sourceName, message }) => [sourceName, message]),
      [
        [
          'narrow/a-disk',
          'Expected at most 1000 folders behind the link narrow/a-disk, which leads out of the folder that was named, found more, and read none of them.',
        ],
      ],
    );
    for (let count = 100; count < 110; count += 1) await rm(join(wide, `folder-${count}`), { recursive: true });
    assert.deepEqual((await expand('narrow')).problems, []);
    assert.equal((await expand('outside/disk')).files.length, 2, 'named by itself, all of it is meant');
  });

  it('leave out a folder that cannot be opened, with a sentence, and keep the rest', async () => {
    await mkdir(join(folder, 'partly', 'shut'), { recursive: true });
    await writeFile(join(folder, 'partly', 'a.vtt'), 'x');
    await chmod(folder, 0o755);
    await chmod(join(folder, 'partly', 'shut'), 0o000);
    const { files, problems } = await asNobody(() => expand('partly', 'partly/shut', 'calls/b.vtt'));
    assert.deepEqual(
      files.map(({ sourceName }) => sourceName),
      ['partly/a.vtt', 'calls/b.vtt'],
    );
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        'Expected to open the folder partly/shut, found that it cannot be read (EACCES).',
        'Expected to open the folder partly/shut, found that it cannot be read (EACCES).',
      ],
    );
  });

  it('leave out a folder and a pattern without transcripts, with a sentence, and keep the rest', async () => {
    const { files, problems } = await expand('empty', 'calls/b.vtt', '*.srt', 'missing.vtt', 'calls/*');
    assert.deepEqual(
      files.map(({ sourceName }) => sourceName),
      ['calls/b.vtt', 'missing.vtt', 'calls/a.SRT', 'calls/a.truth.json', 'calls/notes.pdf'],
    );
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        'Expected transcripts in the folder empty, found none (.vtt, .srt, .json, .txt, .ctm, .sbv, .md).',
        `Expected files that match *.srt, found none under ${folder}.`,
      ],
    );
  });
});

/** Permissions do not bind the administrator: their test runs as somebody who has none. */
async function asNobody<T>(run: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return run();
  process.seteuid?.(65_534);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}
