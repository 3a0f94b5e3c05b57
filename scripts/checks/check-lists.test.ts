import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DocumentList, missingFrom, toldTwice } from './check-lists.ts';

test('what a list of a document leaves out is named, and a mention elsewhere is no entry', () => {
  const list: DocumentList = {
    document: 'README.md',
    lacks: 'It does not link',
    written: (page) => `](${page})`,
    items: ['docs/api.md', 'docs/live.md'],
  };
  const text = 'See [the API](docs/api.md). There is docs/live.md.';
  assert.deepEqual(missingFrom({ list, text }), [
    { place: 'README.md', message: 'It does not link docs/live.md. Add it to the list.' },
  ]);
  assert.deepEqual(missingFrom({ list, text: `${text} [live](docs/live.md)` }), []);
});

test('what is told twice is named once, and entries that begin otherwise pass', () => {
  const told = '- A command and a start take nearly a second less than before.';
  const text = ['# Changelog', told, '- Something else.', told, `${told} And more.`].join('\n');
  assert.deepEqual(toldTwice({ document: 'CHANGELOG.md', text }), [
    {
      place: 'CHANGELOG.md',
      message: 'Two entries begin with "- A command and a start take nearly a second": keep one, the fuller.',
    },
  ]);
  assert.deepEqual(toldTwice({ document: 'CHANGELOG.md', text: '- One.\n- Another one.' }), []);
});
