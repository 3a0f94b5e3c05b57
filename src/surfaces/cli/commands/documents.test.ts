import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const folder = await mkdtemp(path.join(tmpdir(), 'sophia-documents-'));
after(() => rm(folder, { recursive: true, force: true }));

async function fileWith(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

const added = { documentId: 'doc_1', outcome: 'created', version: 1 };

describe('sophia documents add', () => {
  it('sends each file by its name, with whom it is for', async () => {
    const file = await fileWith('card.md', '# Lattice\n\nThey are slow.');
    const run = await runCommand(
      ['documents', 'add', file, '--audience', 'external', '--roles', 'manager,executive', '--importance', '0.9'],
      added,
    );
    assert.equal(run.code, 0);
    assert.deepEqual(run.asked, [
      [
        'documents.add',
        {
          name: 'card.md',
          text: '# Lattice\n\nThey are slow.',
          title: null,
          audience: 'external',
          roles: ['manager', 'executive'],
          importance: 0.9,
        },
      ],
    ]);
    assert.match(run.messages, /card\.md added, version 1 \(doc_1\)/);
  });

  it('goes on behind a file that cannot be read, and says why in plain words', async () => {
    const pdf = await fileWith('card.pdf', Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0xfe]));
    const good = await fileWith('good.txt', 'Words.');
    const run = await runCommand(['documents', 'add', pdf, path.join(folder, 'nowhere.md'), good], added);
    assert.equal(run.code, 3);
    assert.match(run.messages, /card\.pdf: expected text in UTF-8, found a PDF/);
    assert.match(run.messages, /Expected a file .*nowhere\.md, found none/);
    assert.equal(run.asked.length, 1);
  });

  it('refuses what it does not know before anything is sent', async () => {
    const file = await fileWith('other.md', 'Words.');
    for (const flags of [
      ['--roles', 'boss'],
      ['--importance', '2'],
      ['--audience', 'all'],
    ]) {
      const run = await runCommand(['documents', 'add', file, ...flags], added);
      assert.equal(run.code, 2, flags.join(' '));
      assert.deepEqual(run.asked, []);
    }
  });
});
