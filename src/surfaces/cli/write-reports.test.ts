import assert from 'node:assert/strict';
import { it } from 'node:test';
import { uniqueName } from './write-reports.ts';

it('names the file of a report after its source, never hidden, never like an option, never twice', () => {
  const used = new Set<string>();
  const names = ['calls/a b.vtt', 'a-b.srt', '.hidden.vtt', '--rf.vtt', '-', '...'].map((sourceName) =>
    uniqueName({ sourceName, extension: 'html', used }),
  );
  assert.deepEqual(names, ['a-b.html', 'a-b-2.html', 'hidden.html', 'rf.html', 'call.html', 'call-2.html']);
});
