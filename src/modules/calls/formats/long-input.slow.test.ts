import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Transcript } from '#contracts';
import { SophiaError } from '#platform/errors';
import { hostileTranscripts, ordinaryTranscripts, wordsPerLine } from '#test/long-transcripts';
import { readTranscript } from './read-transcript.ts';

function read(content: string): readonly Transcript[] {
  return readTranscript({
    bytes: new TextEncoder().encode(content),
    name: 'call',
    options: { timeZone: 'UTC', timeZoneGiven: false, internalNames: [], internalDomains: [] },
  }).transcripts;
}

function wordsIn(transcripts: readonly Transcript[]): number {
  return transcripts
    .flatMap(({ turns }) => turns)
    .reduce((sum, { text }) => sum + text.split(/\s+/).filter((word) => /\w/.test(word)).length, 0);
}

describe('a transcript of great length', () => {
  for (const [name, write] of Object.entries(ordinaryTranscripts)) {
    it(`loses no word in ${name}`, () => {
      const [short, long] = [100, 1000].map((lines) => wordsIn(read(write(lines))));
      assert.ok(short !== undefined && long !== undefined && short > 100 * 14);
      assert.ok(Math.abs(long - short * 10) <= 20, `${short} words of 100 lines, ${long} of 1000`);
    });
  }

  it('is read with two hundred thousand words', () => {
    const write = ordinaryTranscripts['plain text'];
    assert.ok(write !== undefined);
    assert.ok(wordsIn(read(write(Math.ceil(200_000 / wordsPerLine)))) >= 200_000);
  });

  for (const [name, write] of Object.entries(hostileTranscripts)) {
    it(`with ${name} is read, or refused in words`, () => {
      try {
        assert.ok(wordsIn(read(write(2000))) > 0);
      } catch (error) {
        assert.ok(error instanceof SophiaError, String(error));
      }
    });
  }
});
