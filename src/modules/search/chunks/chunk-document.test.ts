import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chunkDocument } from './chunk-document.ts';
import { chunkNote } from './chunk-note.ts';

function textsOf(text: string, { hasHeadings = true }: { hasHeadings?: boolean } = {}): string[] {
  return chunkDocument({ title: 'Card', text, hasHeadings }).map((chunk) => chunk.text);
}

describe('a document is cut', () => {
  it('by its headings, each section under those above it', () => {
    const text = '# Card\nAbout.\n## One\nFirst.\n### Deep\nDeeper.\n## Two ##\nSecond.';
    assert.deepEqual(textsOf(text), ['About.', 'One\nFirst.', 'One › Deep\nDeeper.', 'Two\nSecond.']);
  });

  it('between lines where a section is long, and within a line that is', () => {
    const texts = textsOf(`## Long\n${'word '.repeat(700)}\n${'short line\n'.repeat(3)}`);
    assert.ok(texts.length > 2);
    assert.ok(texts.every((text) => text.startsWith('Long\n') && text.length < 1500));
  });

  it('not by what only looks like a heading: in plain text, in code', () => {
    assert.deepEqual(textsOf('# one\ntwo', { hasHeadings: false }), ['# one\ntwo']);
    assert.deepEqual(textsOf('```\n# comment\n```'), ['```\n# comment\n```']);
    assert.deepEqual(textsOf('#hashtag'), ['#hashtag']);
  });

  it('into one where it has nothing but headings', () => {
    assert.deepEqual(textsOf('# Card\n## One'), ['# Card\n## One']);
  });
});

describe('a note is cut', () => {
  it('so that how somebody is reached stands apart', () => {
    const text = 'Spoke with Ana.\nReach her at ana@alder.example or (415) 555-0132 after noon.';
    const chunks = chunkNote({ text, author: 'Maya Okafor', alsoFoundBy: ['Alder Point'] });
    assert.deepEqual(
      chunks.map((chunk) => [chunk.text, chunk.fields]),
      [
        ['Spoke with Ana.\nReach her at [e-mail] or [phone] after noon.', []],
        [
          'Reach her at ana@alder.example or (415) 555-0132 after noon.',
          ['email', 'hs_additional_emails', 'phone', 'mobilephone'],
        ],
      ],
    );
    assert.deepEqual(chunks[0]?.speakers, ['Maya Okafor']);
  });
});
