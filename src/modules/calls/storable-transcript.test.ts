import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Transcript } from '#contracts';
import { storableTranscript } from './storable-transcript.ts';

function transcriptOf(text: string): Transcript {
  return {
    format: 'sophia',
    externalId: null,
    title: null,
    startedAt: null,
    date: null,
    timeZone: 'UTC',
    parties: [],
    turns: [{ turn: 0, speaker: 'Sam', side: 'unknown', text, startMs: null, endMs: null, cues: [] }],
    warnings: [],
  };
}

describe('a storable transcript', () => {
  it('is the same one where nothing has to be replaced', () => {
    for (const text of ['Well. \u{1f600} “So”\n', 'It says \\u0000 and \\ud800 on the screen.']) {
      const transcript = transcriptOf(text);
      assert.equal(storableTranscript(transcript), transcript);
    }
  });

  it('has other characters in place of those that no database holds, at the same offsets, and a warning', () => {
    const { turns, warnings } = storableTranscript(transcriptOf('a\u0000b\ud83dc\ude00d\u{1f600}'));
    assert.equal(turns[0]?.text, 'a\ufffdb\ufffdc\ufffdd\u{1f600}');
    assert.deepEqual(
      warnings.map(({ code, line }) => [code, line]),
      [['transcript.encoding', null]],
    );
  });
});
