import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Transcript } from '#contracts';
import { readTranscript } from './read-transcript.ts';
import type { ReadOptions } from './reading.ts';

const plainOptions: ReadOptions = { timeZone: 'UTC', timeZoneGiven: false, internalNames: [], internalDomains: [] };
const twoSpeakers = ['Ana Ruiz: hello there', 'Ben Cole: hi'];

function read(content: string, options: Partial<ReadOptions> = {}): Transcript {
  const bytes = new TextEncoder().encode(content);
  const { transcripts } = readTranscript({ bytes, name: 'call', options: { ...plainOptions, ...options } });
  return Transcript.parse(transcripts[0]);
}

function said(transcript: Transcript): string[] {
  return transcript.turns.map((turn) => `${turn.speaker}: ${turn.text}`);
}

function times(transcript: Transcript): (number | null)[][] {
  return transcript.turns.map(({ startMs, endMs }) => [startMs, endMs]);
}

function warned(transcript: Transcript): (string | number | null)[][] {
  return transcript.warnings.map(({ code, line }) => [code, line]);
}

describe('WebVTT', () => {
  function cues(...texts: string[]): string {
    const blocks = texts.map((text, index) => `00:00:0${index}.000 --> 00:00:0${index}.900\n${text}`);
    return `WEBVTT\n\n${blocks.join('\n\n')}\n`;
  }

  it('reads voice tags, with classes, closed or not, several in one cue', () => {
    assert.deepEqual(said(read(cues('<v Ana Ruiz>hello there', '<v.loud.first Ben Cole>hi</v>'))), twoSpeakers);
    assert.deepEqual(said(read(cues('<v Ana Ruiz>hello</v> there <v Ben Cole>hi'))), [
      'Ana Ruiz: hello',
      'Unknown speaker: there',
      'Ben Cole: hi',
    ]);
    assert.deepEqual(said(read(cues('<v Ana Ruiz>hello</v> there', '<v Ben Cole>hi</v>'))), twoSpeakers);
  });

  it('reads the names and lines of Zoom', () => {
    const transcript = read(cues('Ana Ruiz: hello', 'Ana Ruiz: there', 'Ben Cole: hi'));
    assert.deepEqual(said(transcript), twoSpeakers);
    assert.deepEqual(transcript.turns[0]?.cues, [
      { start: 0, end: 5, startMs: 0, endMs: 900 },
      { start: 6, end: 11, startMs: 1000, endMs: 1900 },
    ]);
  });

  it('reads the ids and lines of Teams', () => {
    const id = '8f2c4d1e-7d86-1d49-b59d-ca1be751672c';
    const file = `WEBVTT\r\n\r\n${id}/12-0\r\n00:00:01.884 --> 00:00:05.032\r\n<v Ana Ruiz>hello\r\nthere</v>\r\n\r\n${id}/13-0\r\n00:00:06.000 --> 00:00:07.000\r\n<v Ben Cole>hi</v>\r\n`;
    assert.deepEqual(said(read(file)), twoSpeakers);
  });

  it('reads the bracketed names of Meet, and takes no mark for a name', () => {
    const file = cues('(Ana Ruiz)\nhello', 'there', '(Ben Cole)\nhi', '(Ana Ruiz)\n(laughs)\nok');
    assert.deepEqual(said(read(file)), [...twoSpeakers, 'Ana Ruiz: (laughs) ok']);
  });

  it('removes tags, decodes entities, and loses no “<” that is none', () => {
    const [turn] = read(
      cues('<v Ana &amp; Co><i>a</i> &lt;b&gt; <00:00:00.500>c<c.red>d</c> 3 < 5 &#39;&constructor;'),
    ).turns;
    assert.deepEqual([turn?.speaker, turn?.text], ['Ana & Co', "a <b> cd 3 < 5 '&constructor;"]);
  });

  it('takes title and date from its header and notes', () => {
    const body = cues('<v Ana>a', '<v Ben>b').slice('WEBVTT\n\n'.length);
    const transcript = read(
      `WEBVTT - Kickoff\n\nNOTE Title: Kickoff with Hollis\n\nNOTE\nDate: 2026-09-14T15:00:00Z\n\n${body}`,
    );
    assert.deepEqual([transcript.title, transcript.startedAt], ['Kickoff with Hollis', '2026-09-14T15:00:00.000Z']);
  });

  it('gives a cue without a name to the speaker before, and says so', () => {
    const transcript = read(cues('Ana Ruiz: hello', 'there', 'Ben Cole: hi'));
    assert.deepEqual(said(transcript), twoSpeakers);
    assert.deepEqual(warned(transcript), [['transcript.carried-speaker', 6]]);
  });

  it('makes no speaker of a clause before a colon', () => {
    const transcript = read(cues('Ana Ruiz: well', 'Ana Ruiz: the thing is: we like it', 'Ben Cole: Note: me too'));
    assert.deepEqual(said(transcript), ['Ana Ruiz: well the thing is: we like it', 'Ben Cole: Note: me too']);
    const unnamed = read(cues('so here we are.', 'The thing is: we like it.', 'and that is all'));
    assert.deepEqual(said(unnamed), ['Unknown speaker: so here we are. The thing is: we like it. and that is all']);
  });

  it('reads commas before the milliseconds, with one warning', () => {
    const file = cues('<v Ana Ruiz>hello', '<v Ana Ruiz>there', '<v Ben Cole>hi');
    const transcript = read(file.replaceAll(/(:\d\d)\.(\d{3})/g, '$1,$2').replace('00:00:00,000', '00:00:00.000'));
    assert.deepEqual(said(transcript), twoSpeakers);
    assert.deepEqual(times(transcript)[0], [0, 1900]);
    assert.deepEqual(warned(transcript), [['transcript.comma-times', 3]]);
    assert.match(transcript.warnings[0]?.message ?? '', /^3 cues have a comma/);
  });

  it('reads cues without the header when asked to', () => {
    const transcript = read(cues('<v Ana>a', '<v Ben>b').slice('WEBVTT\n\n'.length), { format: 'webvtt' });
    assert.deepEqual(said(transcript), ['Ana: a', 'Ben: b']);
    assert.deepEqual(warned(transcript), [['transcript.no-header', 1]]);
  });
});

describe('SRT', () => {
  it('reads commas, full stops, a mark, any line ends, missing numbers and blank lines', () => {
    const files = [
      '1\n00:00:01,000 --> 00:00:02,500\nAna Ruiz: hello\nthere\n\n2\n00:00:03,000 --> 00:00:04,000\nBen Cole: hi\n',
      '\uFEFF1\r\n00:00:01.000 --> 00:00:02.500\r\nAna Ruiz: <i>hello</i> there\r\n\r\n2\r\n0:00:03.000 --> 0:00:04.000\r\nBen Cole: hi',
      '00:01,000 --> 00:02,500\nAna Ruiz: hello there\n00:03,000 --> 00:04,000\nBen Cole: hi',
      '1\n00:00:01,000 --> 00:00:02,500\nAna Ruiz: hello there\n2\n00:00:03,000 --> 00:00:04,000\nBen Cole: hi',
      '1\n00:00:01,000 --> 00:00:02,500 X1:40\nAna Ruiz: hello\n\nthere\n\n2\n00:00:03,000 --> 00:00:04,000\nBen Cole: {\\an8}hi',
    ];
    for (const file of files) {
      const transcript = read(file);
      assert.equal(transcript.format, 'srt');
      assert.deepEqual(said(transcript), twoSpeakers, file);
      const expected = [
        [1000, 2500],
        [3000, 4000],
      ];
      assert.deepEqual(times(transcript), expected, file);
    }
  });

  it('reads names that stand alone above the words', () => {
    const transcript = read(
      '0:0:0.0 --> 0:0:3.50\nAna Ruiz\nhello\nthere\n\n0:0:4.0 --> 0:0:5.0\nBen Cole\nhi\n\n0:0:6.0 --> 0:0:7.0\nAna Ruiz\nbye',
    );
    assert.deepEqual(said(transcript), [...twoSpeakers, 'Ana Ruiz: bye']);
    assert.deepEqual(times(transcript)[0], [0, 3500]);
  });

  it('keeps words beside the times, and an arrow that somebody says', () => {
    const transcript = read(
      '1\n00:00:01,000 --> 00:00:02,000 align:start position:0%\nAna Ruiz: it is\n1 -> 2, from 1:30 --> 2:30\n\n2\n00:00:03,000 --> 00:00:04,000 Ben Cole: hi\nthere\n',
    );
    assert.deepEqual(said(transcript), ['Ana Ruiz: it is 1 -> 2, from 1:30 --> 2:30', 'Ben Cole: hi there']);
    assert.deepEqual(warned(transcript), []);
  });

  it('reads the captions that YouTube exports (SBV)', () => {
    const transcript = read(
      '0:00:01.000,0:00:02.500\nAna Ruiz: hello\nthere\n\n0:00:03.000,0:00:04.000\n>> Ben Cole: hi\n',
    );
    assert.deepEqual([transcript.format, said(transcript)], ['srt', twoSpeakers]);
    const expected = [
      [1000, 2500],
      [3000, 4000],
    ];
    assert.deepEqual(times(transcript), expected);
  });

  it('leaves out a cue without an arrow and names its line', () => {
    const transcript = read(
      '1\n00:00:01,000 --> 00:00:02,000\nAna Ruiz: hello there\n\n2\n00:00:02,000 00:00:03,000\nlost\n\n3\n00:00:03,000 --> 00:00:04,000\nBen Cole: hi\n',
    );
    assert.deepEqual(said(transcript), twoSpeakers);
    assert.deepEqual(warned(transcript), [['transcript.broken-cue', 6]]);
  });
});

describe('CTM', () => {
  it('reads the speaker from the recording and orders the segments by time', () => {
    const transcript = read(
      ';; a comment\nAna_00000_audio 1 00000.50 0.40 hello -1.00\nAna_00000_audio 1 00001.00 0.25 there -1.00\nAna_00002_audio 1 3.0 0.2 bye 0.9\nBen_00001_audio 1 2.0 0.25 hi\n<NA>_00003_audio 1 4 0.5 mm',
    );
    assert.deepEqual(said(transcript), ['Ana: hello there', 'Ben: hi', 'Ana: bye', 'Unknown speaker: mm']);
    assert.deepEqual(times(transcript)[0], [500, 1250]);
    assert.equal(transcript.warnings[0]?.code, 'transcript.ordered-by-time');
  });

  it('tells speakers by their channel where there is one recording', () => {
    const transcript = read('sw2005 A 0.1 0.2 hello\nsw2005 A 5.0 0.2 bye\nsw2005 B 1.0 0.2 hi');
    assert.deepEqual(said(transcript), ['Speaker A: hello', 'Speaker B: hi', 'Speaker A: bye']);
  });
});
