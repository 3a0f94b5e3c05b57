import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { detectFormat } from './detect-format.ts';

describe('detectFormat', () => {
  it('goes by the content, whatever the name, and gives its evidence', () => {
    const cases: [string, string | null, RegExp][] = [
      ['WEBVTT\n\n', 'webvtt', /WEBVTT/],
      ['1\n00:00:01,000 --> 00:00:02,000\nhi', 'srt', /00:00:01,000/],
      ['{"format":"sophia.transcript/1"}', 'sophia', /sophia\.transcript/],
      ['{"callTranscripts":[]}', 'gong', /Gong/],
      ['{"words":[]}', 'word-json', /words/],
      ['a 1 0.1 0.2 hi\na 1 0.3 0.2 ho', 'ctm', /columns/],
      ['[00:01] Ana: hi', 'plain-text', /no JSON/],
      ['[Ana] 00:01\nhi', 'plain-text', /no JSON/],
      ['<html>', null, /HTML/],
      ['{"a":1}', null, /“a”/],
    ];
    for (const [text, format, evidence] of cases) {
      const detected = detectFormat({ text, name: 'call.vtt' });
      assert.equal(detected.format, format, text);
      assert.match(detected.evidence, evidence);
    }
  });
});
