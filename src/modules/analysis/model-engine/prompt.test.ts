import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promptNames, promptVersion, readPrompt } from './prompt.ts';

/** The first 16 digits of each prompt's SHA-256. A prompt that has been used is not edited: make a new version. */
const checksums: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  v1: {
    analysis: '80cdbfaea556dc8b',
    'analysis-request': '6697f310f3b22111',
    tracker: '246c17e3e0f5beda',
    'tracker-request': '83cf19e2fcc04ec0',
  },
  v2: {
    analysis: '93cdac1f8b9f200d',
    'analysis-request': '6697f310f3b22111',
    tracker: '246c17e3e0f5beda',
    'tracker-request': '83cf19e2fcc04ec0',
  },
};

const folder = join(import.meta.dirname, 'prompts');

describe('prompts', () => {
  it('are the ones that their version names', () => {
    assert.deepEqual(readdirSync(folder).toSorted(), Object.keys(checksums).toSorted());
    for (const [version, files] of Object.entries(checksums)) {
      const found = readdirSync(join(folder, version)).map((file) => {
        const digest = createHash('sha256').update(readFileSync(join(folder, version, file)));
        return [file.replace(/\.md$/u, ''), digest.digest('hex').slice(0, 16)];
      });
      assert.deepEqual(
        Object.fromEntries(found),
        files,
        `A prompt of ${version} was changed: make a new version of it.`,
      );
    }
  });

  it('are all there in the version in use', () => {
    assert.deepEqual(Object.keys(checksums[promptVersion] ?? {}).toSorted(), promptNames.toSorted());
  });

  it('have their places filled once, so that a value cannot name another place', () => {
    const filled = readPrompt('analysis-request', { context: 'about {{transcript}}', transcript: 'words' });
    assert.ok(filled.includes('about {{transcript}}'));
    assert.throws(() => readPrompt('analysis-request', { context: 'x' }), /transcript/u);
  });
});
