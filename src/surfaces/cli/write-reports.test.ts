import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { assertFolder, uniqueName } from './write-reports.ts';

it('names the file of a report after its source, never hidden, never like an option, never twice', () => {
  const used = new Set<string>();
  const names = ['calls/a b.vtt', 'a-b.srt', '.hidden.vtt', '--rf.vtt', '-', '...'].map((sourceName) =>
    uniqueName({ sourceName, extension: 'html', used }),
  );
  assert.deepEqual(names, ['a-b.html', 'a-b-2.html', 'hidden.html', 'rf.html', 'call.html', 'call-2.html']);
});

it('refuses a file as the folder of the reports, or one below a file, and makes nothing before there are reports', async () => {
  const from = await mkdtemp(join(tmpdir(), 'sophia-out-'));
  try {
    await writeFile(join(from, 'notes.txt'), 'x');
    for (const folder of ['notes.txt', 'notes.txt/reports']) {
      await assert.rejects(assertFolder({ folder, from }), {
        code: 'input.invalid',
        message: `Expected a folder for --out, found the file ${join(from, 'notes.txt')}. Name a folder; it is made where it is not there.`,
      });
    }
    await assertFolder({ folder: 'new/reports', from });
    await assertFolder({ folder: '.', from });
    assert.deepEqual(await readdir(from), ['notes.txt']);
  } finally {
    await rm(from, { recursive: true });
  }
});
