import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Transcript } from '#contracts';
import { readTranscript } from './read-transcript.ts';
import type { ReadOptions } from './reading.ts';

const plainOptions: ReadOptions = { timeZone: 'UTC', timeZoneGiven: false, internalNames: [], internalDomains: [] };
const twoSpeakers = ['Ana Ruiz: hello there', 'Ben Cole: hi'];

function readAll(document: unknown, options: Partial<ReadOptions> = {}): Transcript[] {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const { transcripts } = readTranscript({ bytes, name: 'call', options: { ...plainOptions, ...options } });
  return transcripts.map((transcript) => Transcript.parse(transcript));
}

function read(document: unknown, options: Partial<ReadOptions> = {}): Transcript {
  const [first] = readAll(document, options);
  assert.ok(first);
  return first;
}

function said(transcript: Transcript): string[] {
  return transcript.turns.map((turn) => `${turn.speaker}: ${turn.text}`);
}

function times(transcript: Transcript): (number | null)[][] {
  return transcript.turns.map(({ startMs, endMs }) => [startMs, endMs]);
}

describe('Gong’s JSON', () => {
  const parties = [
    { speakerId: '1', name: 'Ana Ruiz', emailAddress: 'ana@hollis.example', title: 'CFO', affiliation: 'External' },
    { speakerId: '2', name: 'Ben Cole', emailAddress: 'ben@tidewaterledger.example', affiliation: 'Internal' },
    { speakerId: null, name: 'Cleo Marsh', emailAddress: null, affiliation: 'Unknown' },
  ];
  const transcript = [
    { speakerId: '1', topic: null, sentences: [{ start: 0, end: 900, text: 'hello' }] },
    { speakerId: '1', topic: 'Small talk', sentences: [{ start: 1000, end: 1900, text: 'there' }] },
    { speakerId: '2', topic: null, sentences: [{ start: 2000, end: 2500, text: 'hi' }] },
  ];
  const metaData = { id: '7782', title: 'Intro', started: '2026-10-06T21:00:00-04:00', duration: 3 };
  const document = { calls: [{ metaData, parties }], callTranscripts: [{ callId: '7782', transcript }] };

  it('joins details and transcripts', () => {
    const call = read(document);
    assert.deepEqual(said(call), twoSpeakers);
    assert.deepEqual([call.externalId, call.title], ['7782', 'Intro']);
    assert.deepEqual([call.startedAt, call.date], ['2026-10-07T01:00:00.000Z', '2026-10-06']);
    assert.deepEqual(
      call.turns.map(({ side }) => side),
      ['external', 'internal'],
    );
    assert.deepEqual(call.parties[2], { name: 'Cleo Marsh', side: 'unknown', email: null, title: null });
    assert.deepEqual(times(call)[0], [0, 1900]);
  });

  it('gives the day in the zone that was asked for', () => {
    assert.equal(read(document, { timeZone: 'Europe/Berlin', timeZoneGiven: true }).date, '2026-10-07');
  });

  it('names speakers by their ids where the details are missing', () => {
    const call = read({ callTranscripts: [{ callId: '7782', transcript }] });
    assert.deepEqual(said(call), ['Speaker 1: hello there', 'Speaker 2: hi']);
    assert.equal(call.warnings[0]?.code, 'transcript.no-details');
  });

  it('says what to add where the transcripts are missing', () => {
    assert.throws(() => read({ calls: [{ metaData, parties }] }), /no transcript.*POST \/v2\/calls\/transcript/);
  });

  it('reads several calls, and tells of those without words', () => {
    const calls = readAll({
      calls: ['7782', '7783', '7784'].map((id) => ({ metaData: { ...metaData, id }, parties })),
      callTranscripts: [
        { callId: '7782', transcript },
        { callId: '7783', transcript },
        { callId: '7785', transcript: [] },
      ],
    });
    assert.deepEqual(
      calls.map(({ externalId }) => externalId),
      ['7782', '7783'],
    );
    const missing = calls[0]?.warnings.filter(({ code }) => code === 'transcript.missing') ?? [];
    assert.match(missing[0]?.message ?? '', /7784/);
    assert.match(missing[1]?.message ?? '', /1 of the 3 calls/);
  });

  it('tells two people of one name apart', () => {
    const twins = parties.map((party) => ({ ...party, name: 'Ana Ruiz' }));
    const call = read({ calls: [{ metaData, parties: twins }], callTranscripts: [{ callId: '7782', transcript }] });
    assert.deepEqual(
      call.turns.map(({ speaker }) => speaker),
      ['Ana Ruiz (ana@hollis.example)', 'Ana Ruiz (ben@tidewaterledger.example)'],
    );
  });
});

describe('word-timed JSON', () => {
  const words = [
    { text: 'hello', start: 0.5, end: 0.9 },
    { text: 'there', start: 1, end: 1.25 },
  ];
  const hi = [{ text: 'hi', start: 2, end: 2.25, speaker: 'Ben Cole' }];
  const all = [...words.map((word) => ({ ...word, speaker: 'Ana Ruiz' })), ...hi];
  const byWord = all.map(({ text, ...rest }) => ({ word: text, ...rest }));

  it('reads the shapes of the transcription services', () => {
    const elements = words.map(({ text, start, end }) => ({ type: 'text', value: text, ts: start, end_ts: end }));
    const items = all.map(({ text, start, end, speaker }) => ({
      start_time: String(start),
      end_time: String(end),
      alternatives: [{ content: text }],
      type: 'pronunciation',
      speaker_label: speaker,
    }));
    const durations = all.map(({ text, start, end, speaker }) => {
      return { word: text, startTime: `${start}s`, endTime: `${end}s`, speaker };
    });
    const shapes: unknown[] = [
      {
        monologues: [
          { speaker: { id: '1', name: 'Ana Ruiz' }, terms: words },
          { speaker: { id: 'Ben Cole', name: null }, terms: hi },
        ],
      },
      {
        monologues: [
          { speaker: 'Ana Ruiz', elements },
          { speaker: 'Ben Cole', elements: hi },
        ],
      },
      { words: byWord },
      { words: all.map(({ start, end, ...rest }) => ({ ...rest, start: start * 1000, end: end * 1000 })) },
      {
        utterances: [
          { speaker: 'Ana Ruiz', start: 0, end: 1, text: 'hello there', words },
          { speaker: 'Ben Cole', words: hi },
        ],
      },
      { segments: all },
      { results: { items } },
      { results: [{ alternatives: [{ words: durations }] }] },
      { results: { channels: [{ alternatives: [{ words: byWord }] }] } },
      all,
    ];
    for (const shape of shapes) {
      const transcript = read(shape);
      assert.equal(transcript.format, 'word-json');
      assert.deepEqual(said(transcript), twoSpeakers, JSON.stringify(shape));
      const expected = [
        [500, 1250],
        [2000, 2250],
      ];
      assert.deepEqual(times(transcript), expected, JSON.stringify(shape));
      assert.equal(transcript.turns[0]?.cues.length, 2);
    }
  });

  it('takes times with a fraction for seconds, however slowly one speaks', () => {
    const terms = [{ text: 'x', start: 0, end: 3.132, speaker: 'Ana Ruiz' }];
    assert.deepEqual(times(read({ words: terms })), [[0, 3132]]);
  });

  it('puts marks where they belong', () => {
    function mark(text: string): object {
      return { text, start: 1, end: 1, type: 'PUNCTUATION' };
    }
    function word(text: string): object {
      return { text, start: 1, end: 2, type: 'WORD' };
    }
    const terms = [mark('¿'), word('Yes'), mark(','), word('(ok)'), mark('-'), word('it'), mark('?'), mark('"')];
    const transcript = read({ monologues: [{ speaker: { id: 3 }, terms }] });
    assert.deepEqual(said(transcript), ['Speaker 3: ¿Yes, (ok) - it?"']);
  });

  it('names nobody where the source names nobody', () => {
    const transcript = read({ monologues: [{ speaker: { id: '<NA>', name: null }, terms: words }] });
    assert.deepEqual(said(transcript), ['Unknown speaker: hello there']);
  });
});

describe('word-timed JSON that cannot be read', () => {
  it('names the place of a wrong time, and what stands there', () => {
    const good = { text: 'hello', start: 0, end: 1 };
    const cases: [unknown, RegExp][] = [
      [{ words: [good, { ...good, start: 'soon' }] }, /words\[1\]\.start: expected a time.*, found “soon”/],
      [[good, { ...good, end: true }], /\[1\]\.end: expected a time.*, found true/],
      [
        { segments: [{ ...good, words: [{ ...good, start: [1] }] }] },
        /segments\[0\]\.words\[0\]\.start: expected a time/,
      ],
    ];
    for (const [document, message] of cases) {
      assert.throws(() => read(document), { code: 'transcript.unreadable', message });
    }
  });

  it('says of entries without a text that they have none', () => {
    const cases: [unknown, RegExp][] = [
      [{ words: [{ a: 1 }, { a: 2 }] }, /none of the 2 entries.*the first is an object with the keys “a”/],
      [{ monologues: [{ speaker: 1, terms: [{ start: 1 }] }] }, /none of the 1 entries.*the keys “start”/],
    ];
    for (const [document, message] of cases) {
      assert.throws(() => read(document), { code: 'transcript.unreadable', message });
    }
    assert.throws(() => read({ words: [{ text: '', start: 0, end: 1 }] }), { code: 'transcript.no-speech' });
  });
});

describe('our own JSON', () => {
  const turns = [
    { speaker: 'Ana Ruiz', startMs: 0, endMs: 400, text: 'hello' },
    { speaker: 'Ana Ruiz', startMs: 500, endMs: 900, text: 'there' },
    { speaker: 'Ben Cole', text: 'hi' },
  ];

  it('gives everything that it holds', () => {
    const transcript = read({
      format: 'sophia.transcript/1',
      title: 'Intro',
      startedAt: '2026-09-15T03:00:00Z',
      timeZone: 'America/Chicago',
      parties: [{ name: 'Cleo Marsh', email: 'cleo@hollis.example', title: 'Owner', side: 'external' }],
      turns,
    });
    assert.deepEqual(said(transcript), twoSpeakers);
    assert.deepEqual([transcript.title, transcript.timeZone], ['Intro', 'America/Chicago']);
    assert.deepEqual([transcript.date, transcript.startedAt], ['2026-09-14', '2026-09-15T03:00:00.000Z']);
    assert.deepEqual(
      transcript.parties.map(({ name }) => name),
      ['Cleo Marsh', 'Ana Ruiz', 'Ben Cole'],
    );
    assert.deepEqual(times(transcript)[0], [0, 900]);
    assert.deepEqual(times(transcript)[1], [null, null]);
  });

  it('warns of a zone that there is not', () => {
    const transcript = read({ format: 'sophia.transcript/1', timeZone: 'Mars/Olympus', turns });
    assert.equal(transcript.timeZone, 'UTC');
    assert.ok(transcript.warnings.some(({ code }) => code === 'transcript.time-zone'));
  });
});
