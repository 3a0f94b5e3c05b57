import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Transcript } from '#contracts';
import { readTranscript } from './read-transcript.ts';

const options = { timeZone: 'UTC', timeZoneGiven: false, internalNames: [], internalDomains: [] };
const twoSpeakers = ['Ana Ruiz: hello there', 'Ben Cole: hi'];

function read(content: string): Transcript {
  const { transcripts } = readTranscript({ bytes: new TextEncoder().encode(content), name: 'call', options });
  return Transcript.parse(transcripts[0]);
}

function said(transcript: Transcript): string[] {
  return transcript.turns.map((turn) => `${turn.speaker}: ${turn.text}`);
}

function speakers(transcript: Transcript): string[] {
  return transcript.turns.map(({ speaker }) => speaker);
}

function times(transcript: Transcript): (number | null)[][] {
  return transcript.turns.map(({ startMs, endMs }) => [startMs, endMs]);
}

function starts(transcript: Transcript): (number | null)[] {
  return transcript.turns.map(({ startMs }) => startMs);
}

describe('plain text', () => {
  it('reads names with brackets, colons in them, commas, titles and initials', () => {
    const names = [
      'The Chair (Hon. Anthony Rota (Nipissing, Lib.))',
      'J.T. Moore',
      'Sam Ortiz (role: owner)',
      'Dr. Ana Ruiz (Hollis Creek, CFO)',
      'Ruiz, Ana',
      'Jean-Luc d’Arc',
      'María de la Cruz',
      'SPEAKER_00',
      'Speaker 2',
      '李小龙',
      'maya@tidewaterledger.example',
    ];
    const file = names.map((name, index) => `${name}: turn ${index}, the point is: yes`).join('\n');
    assert.deepEqual(speakers(read(file)), names);
  });

  it('reads times in many forms', () => {
    const forms = [
      '[00:01:12] Ana Ruiz: hello there\n[00:01:15] Ben Cole: hi',
      '00:01:12 Ana Ruiz: hello there\n00:01:15 Ben Cole: hi',
      '(1:12) Ana Ruiz: hello there\n(1:15) Ben Cole: hi',
      '1:12 - Ana Ruiz: hello there\n1:15 - Ben Cole: hi',
      'Ana Ruiz (01:12): hello there\nBen Cole (01:15): hi',
      'Ana Ruiz 00:01:12: hello there\nBen Cole 00:01:15: hi',
      'Ana Ruiz [00:01:12]:\nhello\nthere\n\nBen Cole [00:01:15]:\nhi',
      'Ana Ruiz  1:12\nhello there\n\nBen Cole  1:15\nhi\n',
      '1:12 Ana Ruiz\nhello there\n\n1:15 Ben Cole\nhi\n',
      'Ana Ruiz\n1:12\nhello there\nBen Cole\n1:15\nhi',
      '[Ana Ruiz] 00:01:12\nhello\nthere\n\n[Ben Cole] 00:01:15\nhi',
      '**Ana Ruiz** (1:12): hello there\n\n**Ben Cole** (1:15): hi',
    ];
    for (const form of forms) {
      const transcript = read(form);
      assert.deepEqual(said(transcript), twoSpeakers, form);
      assert.deepEqual(
        times(transcript),
        [72_000, 75_000].map((startMs) => [startMs, null]),
        form,
      );
    }
  });

  it('reads times from and to', () => {
    const transcript = read('[00:01:12 - 00:01:14.500] Ana Ruiz: hello there\n[00:01:15 - 00:01:16] Ben Cole: hi');
    assert.deepEqual(times(transcript)[0], [72_000, 74_500]);
    assert.deepEqual(transcript.turns[0]?.cues, [{ start: 0, end: 11, startMs: 72_000, endMs: 74_500 }]);
  });

  it('reads ranges with an arrow before the words, as transcribers write them', () => {
    for (const file of [
      '[00:00:00.000 --> 00:00:04.000]  Ana Ruiz: hello there\n[00:00:04.000 --> 00:00:05.500]  Ben Cole: hi',
      '00:00:00 --> 00:00:04 Ana Ruiz: hello there\n00:00:04.000 --> 00:00:05.500 Ben Cole: hi',
      '[00:00:00.000 --> 00:00:04.000]\nAna Ruiz: hello there\n\n[00:00:04.000 --> 00:00:05.500]\nBen Cole: hi',
    ]) {
      const transcript = read(file);
      assert.equal(transcript.format, 'plain-text');
      assert.deepEqual(said(transcript), twoSpeakers, file);
      const expected = [
        [0, 4000],
        [4000, 5500],
      ];
      assert.deepEqual(times(transcript), expected, file);
    }
  });

  it('keeps an arrow or a range that somebody says', () => {
    const file =
      'Ana Ruiz: move it from 1:30 --> 2:30\n1:30 --> 2:30 is fine\nor\n9:00 - 10:00 too\nor\nnot at all\nBen Cole: hi';
    const transcript = read(file);
    assert.equal(transcript.format, 'plain-text');
    assert.deepEqual(said(transcript), [
      'Ana Ruiz: move it from 1:30 --> 2:30 1:30 --> 2:30 is fine or 9:00 - 10:00 too or not at all',
      'Ben Cole: hi',
    ]);
    assert.deepEqual(times(transcript)[0], [null, null]);
  });

  it('counts times of day from the first', () => {
    const transcript = read('[9:00:05 AM] Ana Ruiz: hello there\n[9:01:05 AM] Ben Cole: hi');
    assert.deepEqual(starts(transcript), [0, 60_000]);
    assert.equal(transcript.warnings[0]?.code, 'transcript.clock-times');
  });

  it('joins lines that go on, and makes no speaker of a clause', () => {
    const file =
      'Ana Ruiz: hello there,\nI am\nThe thing is: we like it\n10:30 works for me\n\nBen Cole: hi\n\nAna Ruiz: Look: bye\nBen Cole: bye';
    assert.deepEqual(said(read(file)), [
      'Ana Ruiz: hello there, I am The thing is: we like it 10:30 works for me',
      'Ben Cole: hi',
      'Ana Ruiz: Look: bye',
      'Ben Cole: bye',
    ]);
  });

  it('takes words that are no names for speakers only where they come again and again', () => {
    const lower = 'agent: hello\ncustomer: hi\nagent: bye';
    assert.deepEqual(said(read(lower)), lower.split('\n'));
    const keys = 'Question: why?\nAnswer: because\nQuestion: ok\nAnswer: yes';
    assert.deepEqual(said(read(keys)), keys.split('\n'));
    assert.throws(() => read('Repository: sophia\nPath: docs\nLicense: free'), /--input-format plain-text/);
  });

  it('reads names with a colon of their own', () => {
    const file =
      'Tidewater: Ana Ruiz: hello\nHollis: Ben Cole: hi\nTidewater: Ana Ruiz: so\nHollis: Ben Cole: yes\nCleo: well: no';
    const expected = ['Tidewater: Ana Ruiz', 'Hollis: Ben Cole', 'Tidewater: Ana Ruiz', 'Hollis: Ben Cole', 'Cleo'];
    assert.deepEqual(speakers(read(file)), expected);
  });

  it('reads the text that Meet writes into a document', () => {
    const transcript = read(
      'Copper Fern: decision (2026-10-21 13:00 GMT-4) - Transcript\nAttendees\nAna Ruiz, Ben Cole, Cleo Marsh\nTranscript\n\n00:00:00\n\nAna Ruiz: hello\nAna Ruiz: there\nBen Cole: hi\n\n00:05:00\n\nAna Ruiz: bye\nMeeting ended after 00:06:12 👋\n\nThis editable transcript was computer generated and might contain errors.',
    );
    assert.deepEqual(said(transcript), [...twoSpeakers, 'Ana Ruiz: bye']);
    assert.deepEqual(starts(transcript), [0, null, 300_000]);
    assert.deepEqual([transcript.title, transcript.date], ['Copper Fern: decision', '2026-10-21']);
    assert.equal(transcript.startedAt, '2026-10-21T17:00:00.000Z');
    assert.deepEqual(
      transcript.parties.map(({ name }) => name),
      ['Ana Ruiz', 'Ben Cole', 'Cleo Marsh'],
    );
  });

  it('reads names and times above paragraphs, with the header that recorders write', () => {
    const transcript = read(
      'Hollis Creek intro\nMon, Sep 14, 2026 3:00PM • 32:10\n\nSUMMARY KEYWORDS\nunits, pricing, boats\n\nSPEAKERS\nBen Cole, Ana Ruiz\n\nAna Ruiz  00:03\nhello\n\nthere\n\nBen Cole  00:09\nhi\n\nTranscribed by https://recorder.example',
    );
    assert.deepEqual(said(transcript), twoSpeakers);
    assert.deepEqual(starts(transcript), [3000, 9000]);
    assert.deepEqual([transcript.title, transcript.date], ['Hollis Creek intro', '2026-09-14']);
  });

  it('keeps words that nobody is named for', () => {
    assert.deepEqual(said(read('[00:01] hello there\n[00:03] and bye')), ['Unknown speaker: hello there and bye']);
  });
});
