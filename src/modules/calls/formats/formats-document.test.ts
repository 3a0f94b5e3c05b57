import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { TranscriptFormat } from '#contracts';
import { readTranscript } from './read-transcript.ts';

const folder = import.meta.dirname;
const document = readFileSync(path.join(folder, '../../../../docs/formats.md'), 'utf8');

describe('docs/formats.md', () => {
  it('lists every format', () => {
    for (const format of TranscriptFormat.options) assert.ok(document.includes(`| \`${format}\` |`), format);
  });

  it('lists every code of an error or a warning, and no other', () => {
    const sources = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('.test.'));
    const used = sources.flatMap((file) =>
      codesIn(readFileSync(path.join(folder, file), 'utf8'), /'(transcript\.[a-z-]+)'/g),
    );
    const listed = codesIn(document, /^\| `(transcript\.[a-z-]+)` \|/gm);
    assert.deepEqual([...new Set(listed)].sort(), [...new Set(used)].sort());
  });

  it('shows JSON that can be read', () => {
    const examples = codesIn(document, /^```json\n(.*?)^```$/gms);
    assert.equal(examples.length, 2);
    for (const example of examples) {
      const options = { timeZone: 'UTC', timeZoneGiven: false, internalNames: [], internalDomains: [] };
      const bytes = new TextEncoder().encode(example);
      const [transcript] = readTranscript({ bytes, name: 'example.json', options }).transcripts;
      assert.deepEqual(transcript?.turns[0]?.text, 'Hello.');
    }
  });
});

function codesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}
