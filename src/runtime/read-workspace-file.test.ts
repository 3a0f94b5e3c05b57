import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { SophiaError } from '#platform/errors';
import { readWorkspaceFile } from './prepare-main-workspace.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sophia-workspace-'));
const file = path.join(folder, 'workspace.json');
after(() => rmSync(folder, { recursive: true }));

/** What a file with these settings is refused with. */
async function refusalOf(settings: unknown): Promise<string> {
  writeFileSync(file, JSON.stringify(settings));
  try {
    await readWorkspaceFile(file);
    return '';
  } catch (error) {
    assert.ok(error instanceof SophiaError);
    assert.equal(error.code, 'config.invalid');
    assert.ok(error.message.includes(file));
    return error.message;
  }
}

describe('workspace.json', () => {
  it('takes methods of its own and a choice among all of them', async () => {
    const elements = [
      { key: 'pain', label: 'Pain', element: 'pain' },
      { key: 'audit', label: 'Audit', phrases: ['(annual|yearly) audit'], side: 'external' },
    ];
    const settings = { methods: [{ id: 'fit', name: 'Our fit', elements }], qualifyBy: ['sandler', 'fit'] };
    assert.equal(await refusalOf(settings), '');
    const read = await readWorkspaceFile(file);
    assert.deepEqual([read.methods, read.qualifyBy], [settings.methods, settings.qualifyBy]);
  });

  it('is refused with every fault of its methods, where it stands and what to do', async () => {
    const elements = [
      { key: 'pain', label: 'Pain', element: 'pian' },
      { key: 'audit', label: 'Audit', phrases: ['(annual|yearly audit'], side: 'external' },
    ];
    const message = await refusalOf({ methods: [{ id: 'fit', name: 'Fit', elements }], qualifyBy: ['fitt'] });
    assert.match(message, /one of metrics, .*found "pian"\. Correct it[\s\S]*at methods\[0\]\.elements\[0\]\.element/u);
    assert.match(message, /a closing bracket[\s\S]*at methods\[0\]\.elements\[1\]\.phrases\[0\]/u);
    assert.match(message, /found "fitt"\. Correct it, or add the method[\s\S]*at qualifyBy\[0\]/u);
    const unformed = await refusalOf({ methods: [{ id: 'fit', name: 'Fit', elements: [{ key: 'a', label: 'A' }] }] });
    assert.match(unformed, /found neither\. Add one\.[\s\S]*at methods\[0\]\.elements\[0\]/u);
  });
});
