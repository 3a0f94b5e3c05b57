import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { Transcript } from '#contracts';
import { SophiaError } from '#platform/errors';
import { readTranscript } from './read-transcript.ts';
import type { ReadOptions } from './reading.ts';

const plainOptions: ReadOptions = { timeZone: 'UTC', timeZoneGiven: false, internalNames: [], internalDomains: [] };

function read(content: string | Uint8Array, extra: Partial<ReadOptions> & { name?: string } = {}): Transcript {
  const { name = 'call', ...options } = extra;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const { transcripts } = readTranscript({ bytes, name, options: { ...plainOptions, ...options } });
  const [first] = transcripts;
  assert.ok(first);
  return Transcript.parse(first);
}

function said(transcript: Transcript): string[] {
  return transcript.turns.map((turn) => `${turn.speaker}: ${turn.text}`);
}

function codes(transcript: Transcript): string[] {
  return transcript.warnings.map(({ code }) => code);
}

function refusal(content: string | Uint8Array, extra: Parameters<typeof read>[1] = {}): SophiaError {
  try {
    read(content, extra);
  } catch (error) {
    assert.ok(error instanceof SophiaError, String(error));
    return error;
  }
  return assert.fail('the file was read');
}

describe('turns', () => {
  const file = `WEBVTT

00:00:01.000 --> 00:00:02.000
<v Ana Ruiz>One

00:00:02.000 --> 00:00:03.500
<v Ana Ruiz>two.

00:00:03.000 --> 00:00:04.000
<v Ben Cole>Three

00:00:02.500 --> 00:00:09.000
<v Ana Ruiz>four
`;

  it('joins neighboring cues of one speaker in file order, by one space', () => {
    const transcript = read(file);
    assert.deepEqual(said(transcript), ['Ana Ruiz: One two.', 'Ben Cole: Three', 'Ana Ruiz: four']);
    assert.deepEqual(transcript.turns[0]?.cues, [
      { start: 0, end: 3, startMs: 1000, endMs: 2000 },
      { start: 4, end: 8, startMs: 2000, endMs: 3500 },
    ]);
    assert.deepEqual([transcript.turns[0]?.startMs, transcript.turns[0]?.endMs], [1000, 3500]);
  });

  it('keeps overlaps and steps backward and says where they are', () => {
    const { warnings } = read(file);
    assert.deepEqual(
      warnings.map(({ code, line }) => [code, line]),
      [
        ['transcript.overlap', 9],
        ['transcript.backward-times', 12],
      ],
    );
  });

  it('keeps a text as it is, but for the lines of one cue', () => {
    const transcript = read(
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>A  b\u00A0c,\n  d é e\u0301\n\n00:03.000 --> 00:04.000\n<v Ben>x',
    );
    assert.equal(transcript.turns[0]?.text, 'A  b\u00A0c, d é e\u0301');
  });

  it('sets an end before its start to the start', () => {
    const transcript = read('WEBVTT\n\n00:05.000 --> 00:02.000\n<v Ana>a\n\n00:06.000 --> 00:07.000\n<v Ben>b');
    assert.deepEqual(transcript.turns[0]?.cues, [{ start: 0, end: 1, startMs: 5000, endMs: 5000 }]);
    assert.deepEqual(codes(transcript), ['transcript.turned-times']);
  });

  it('warns of one speaker only, and of nobody named', () => {
    assert.deepEqual(codes(read('Ana Ruiz: hi\nAna Ruiz: still me')), ['transcript.one-speaker']);
    const unnamed = read('WEBVTT\n\n00:01.000 --> 00:02.000\nhello there');
    assert.deepEqual(said(unnamed), ['Unknown speaker: hello there']);
    assert.deepEqual(codes(unnamed), ['transcript.unknown-speaker', 'transcript.one-speaker']);
  });
});

describe('sides', () => {
  const file = 'Maya Okafor | Tidewater: hi\nDr. Ana Ruiz (Hollis Creek, CFO): hello\nMAYA OKAFOR (phone): back';

  function sides(options: Partial<ReadOptions>): string[] {
    return read(file, options).turns.map(({ side }) => side);
  }

  it('are unknown where nothing says whose people speak', () => {
    assert.deepEqual(sides({}), ['unknown', 'unknown', 'unknown']);
  });

  it('come from whole names, whatever their case, brackets or company', () => {
    assert.deepEqual(sides({ internalNames: ['Maya Okafor'] }), ['internal', 'unknown', 'internal']);
    assert.deepEqual(sides({ internalNames: ['Maya'] }), ['unknown', 'unknown', 'unknown']);
  });

  it('are external for the others only where that was asked for and one of ours was found', () => {
    assert.deepEqual(sides({ internalNames: ['MAYA OKAFOR'], othersExternal: true }), [
      'internal',
      'external',
      'internal',
    ]);
    const unmatched = read(file, { internalNames: ['Tom Hadley'], othersExternal: true });
    assert.deepEqual(
      unmatched.turns.map(({ side }) => side),
      ['unknown', 'unknown', 'unknown'],
    );
    assert.match(unmatched.warnings.at(-1)?.message ?? '', /Tom Hadley.*Dr\. Ana Ruiz/);
    const domain = read(file, { internalDomains: ['tidewater.example'], othersExternal: true });
    assert.match(
      domain.warnings.at(-1)?.message ?? '',
      /given \(tidewater\.example\).*no e-mail addresses.*names of your people with --internal/,
    );
  });

  it('are internal for everybody by a star', () => {
    assert.deepEqual(sides({ internalNames: ['*'] }), ['internal', 'internal', 'internal']);
  });

  it('come from the source first, then from the domain of the address', () => {
    const transcript = read(
      JSON.stringify({
        format: 'sophia.transcript/1',
        parties: [
          { name: 'Ana', email: 'ana@buyer.example', side: 'external' },
          { name: 'Ben', email: 'ben@sales.tidewaterledger.example' },
          { name: 'Cleo', email: 'cleo@nottidewaterledger.example' },
        ],
        turns: [
          { speaker: 'Ana', text: 'a' },
          { speaker: 'Ben', text: 'b' },
          { speaker: 'Cleo', text: 'c' },
        ],
      }),
      { internalDomains: ['tidewaterledger.example'], internalNames: ['Ana'] },
    );
    assert.deepEqual(
      transcript.turns.map(({ side }) => side),
      ['external', 'internal', 'unknown'],
    );
  });
});

describe('the date', () => {
  const file = 'Ana Ruiz: hi\nBen Cole: hello';

  it('comes from the name of the file, in the call’s zone', () => {
    assert.equal(read(file, { name: '2026-09-14-intro.txt' }).date, '2026-09-14');
    assert.equal(read(file, { name: 'calls/20260914_intro.txt' }).date, '2026-09-14');
    const recorded = read(file, { name: 'GMT20260914-010000_Recording.vtt', timeZone: 'America/Chicago' });
    assert.deepEqual([recorded.date, recorded.startedAt], ['2026-09-13', '2026-09-14T01:00:00.000Z']);
  });

  it('is unknown where nothing says it, or says it in two ways', () => {
    assert.equal(read(file).date, null);
    assert.equal(read(file, { name: 'call-12345678.txt' }).date, null);
    const ambiguous = read(`Date: 03/04/2026\n\n${file}`);
    assert.equal(ambiguous.date, null);
    assert.deepEqual(codes(ambiguous), ['transcript.ambiguous-date']);
    assert.equal(read(`Date: 9/14/2026\n\n${file}`).date, '2026-09-14');
  });

  it('is the one that was asked for before all others', () => {
    const transcript = read(`Date: 2026-09-14 15:00 UTC\n\n${file}`, { date: '2026-09-15' });
    assert.deepEqual([transcript.date, transcript.startedAt], ['2026-09-15', null]);
    assert.deepEqual(codes(transcript), ['transcript.date-overridden']);
  });

  it('comes from a header, in words and in figures', () => {
    for (const header of ['Date: September 14th, 2026', 'Recorded: 14 Sept 2026', 'Weekly sync (2026/09/14 09:00)']) {
      assert.equal(read(`${header}\n\n${file}`).date, '2026-09-14', header);
    }
    const timed = read(`Weekly sync - 2026/09/14 20:30 GMT-5 - Transcript\n\n${file}`);
    assert.deepEqual(
      [timed.date, timed.startedAt, timed.title],
      ['2026-09-14', '2026-09-15T01:30:00.000Z', 'Weekly sync'],
    );
  });
});

describe('what cannot be read', () => {
  it('says of an empty file that it is empty', () => {
    assert.equal(refusal('').code, 'transcript.empty');
    assert.match(refusal(' \n\t\n', { name: 'blank.vtt' }).message, /^blank\.vtt: .*white space/);
  });

  it('names a binary and what to do with it', () => {
    const zip = Uint8Array.from([0x50, 0x4b, 3, 4, ...new TextEncoder().encode('....word/document.xml'), 0]);
    const cases: [Uint8Array | string, RegExp][] = [
      ['%PDF-1.7\n%âã', /a PDF\. Export the transcript/],
      [zip, /a Word document/],
      [Uint8Array.from([0x49, 0x44, 0x33, 4, 0, 0]), /an MP3 recording\..*transcribed/],
      [Uint8Array.from([0, 0, 0, 0x20, ...new TextEncoder().encode('ftypisom')]), /an MP4 recording/],
      [new TextEncoder().encode('RIFF\u0001\u0001\u0001\u0001WAVEfmt '), /a WAV recording/],
      ['Ana: hi\0 there, is this text?', /a NUL byte at offset 7/],
    ];
    for (const [content, message] of cases) {
      const error = refusal(content);
      assert.equal(error.code, 'transcript.binary');
      assert.match(error.message, message);
    }
  });

  it('names the line of broken cues, and stops only where all are broken', () => {
    const broken = read(
      'WEBVTT\n\n1\n00:00:01.000 -> 00:00:02.000\n<v Ana>lost\n\n00:00:03.000 --> 00:00:04.000\n<v Ana>kept\n\n00:99.000 --> 01:00.000\n<v Ben>lost',
    );
    assert.deepEqual(said(broken), ['Ana: kept']);
    assert.deepEqual(
      broken.warnings.filter(({ code }) => code === 'transcript.broken-cue').map(({ line }) => line),
      [4, 10],
    );
    const error = refusal('WEBVTT\n\n00:00:01 --> 00:00:02\nhi', { name: 'all.vtt' });
    assert.equal(error.code, 'transcript.unreadable');
    assert.match(error.message, /^all\.vtt, line 3: .*00:00:01 --> 00:00:02/);
  });

  it('says that there is no speech', () => {
    for (const content of [
      'WEBVTT\n\n00:01.000 --> 00:02.000\n\n',
      'WEBVTT\n',
      'WEBVTT\n\n00:01.000 --> 00:02.000\n[silence]',
      '{"format":"sophia.transcript/1","turns":[]}',
      '{"monologues":[]}',
    ]) {
      assert.equal(refusal(content).code, 'transcript.no-speech', content);
    }
  });

  it('says of JSON what it found, or where it stops', () => {
    assert.match(refusal('{"deals":[],"owner":1}').message, /keys “deals”, “owner”/);
    assert.match(refusal('[1, 2]').message, /an array of 2/);
    assert.match(refusal('[]').message, /an empty array/);
    assert.match(refusal('{"turns": [{"speaker": "Ana",\n "text": "he').message, /line 2: .*ends in the middle/);
    assert.match(refusal('{"a": 1}\n{"a": 2}').message, /line 2, column 1: one JSON document.*more follows/);
    assert.match(refusal('{"a": nope}').message, /column 7/);
    assert.match(refusal('{"format":"sophia.transcript/1","turns":[{"text":5}]}').message, /turns\[0\]\.text/);
    assert.match(refusal('{"format":"sophia.transcript/2","turns":[]}').message, /sophia\.transcript\/1/);
  });

  it('knows HTML, TTML, and text that nobody speaks', () => {
    assert.match(refusal('<!DOCTYPE html><html><body>Ana: hi</body></html>').message, /HTML page/);
    assert.match(refusal('<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml">').message, /TTML/);
    const prose = 'The quick brown fox jumps.\nAnd the thing is: it never stops.\n';
    assert.match(refusal(prose, { name: 'a.txt' }).message, /^a\.txt, line 1: .*--input-format plain-text/);
    assert.deepEqual(said(read(prose, { format: 'plain-text' })), [
      'Unknown speaker: The quick brown fox jumps. And the thing is: it never stops.',
    ]);
  });

  it('names what detection would have chosen where an override fails', () => {
    const error = refusal('1\n00:00:01,000 --> 00:00:02,000\nAna: hi', { format: 'ctm' });
    assert.equal(error.code, 'transcript.unreadable');
    assert.match(error.message, /read as CTM because that was asked for; by its content it is SubRip.*pass srt/);
    assert.match(refusal('Ana: hi', { format: 'gong' }).message, /by its content it is plain text/);
  });
});

describe('encodings', () => {
  const file = 'Zoë Müller: “déjà vu” – ça va\nBen Cole: 日本';

  it('reads UTF-8 and UTF-16, with and without a mark', () => {
    const expected = ['Zoë Müller: “déjà vu” – ça va', 'Ben Cole: 日本'];
    const little = Buffer.from(file, 'utf16le');
    const big = Buffer.from(little).swap16();
    assert.deepEqual(said(read(Buffer.from(`\uFEFF${file}`, 'utf8'))), expected);
    assert.deepEqual(said(read(Buffer.concat([Buffer.from([0xff, 0xfe]), little]))), expected);
    assert.deepEqual(said(read(Buffer.concat([Buffer.from([0xfe, 0xff]), big]))), expected);
    const unmarked = read(Buffer.from('Ana Ruiz: hello there\nBen Cole: hi', 'utf16le'));
    assert.deepEqual(codes(unmarked), ['transcript.encoding']);
    assert.equal(unmarked.turns.length, 2);
  });

  it('reads Windows-1252 with a warning', () => {
    const bytes = Buffer.from('Ana Ruiz: it\x92s d\xe9j\xe0 vu\nBen Cole: hi', 'latin1');
    const transcript = read(bytes);
    assert.equal(transcript.turns[0]?.text, 'it’s déjà vu');
    assert.deepEqual(codes(transcript), ['transcript.encoding']);
  });

  it('keeps the accents of a Windows-1252 file in which two bytes happen to be UTF-8', () => {
    const bytes = Buffer.from('Ana Ruiz: \xc9\xab d\xe9j\xe0 vu\nBen Cole: \xe7a va', 'latin1');
    const transcript = read(bytes);
    assert.deepEqual(said(transcript), ['Ana Ruiz: É« déjà vu', 'Ben Cole: ça va']);
    assert.match(transcript.warnings[0]?.message ?? '', /Windows-1252/);
    const german = Buffer.from(
      'Ana: \x84Gr\xf6\xdfe\x93 \x96 \x80 5, \xabv\xe9rit\xe9\xbb cr\xe9\xe9e\x85\nBen: hi',
      'latin1',
    );
    assert.equal(read(german).turns[0]?.text, '„Größe“ – € 5, «vérité» créée…');
  });

  it('stays with UTF-8 where one character is cut off', () => {
    const bytes = Buffer.concat([Buffer.from('Ana Ruiz: déjà\nBen Cole: vu '), Buffer.from('👋').subarray(0, 3)]);
    assert.equal(read(bytes).turns[0]?.text, 'déjà');
    const waving = Buffer.concat([Buffer.from('Ana Ruiz: 👋\nBen Cole: vu '), Buffer.from('👋').subarray(0, 3)]);
    assert.equal(read(waving).turns[0]?.text, '👋');
  });

  it('refuses what is in an encoding of other scripts, with what its bytes would fit', () => {
    const cases: [string, RegExp][] = [
      // こんにちは、日本語です。 in Shift-JIS
      ['82b182f182c982bf82cd814193fa967b8cea82c582b78142', /Shift_JIS/],
      // カタカナ テスト in Shift-JIS
      ['834a835e834a8369 8365835883672082c582b7', /Shift_JIS/],
      // 你好，我们开始开会 in GBK
      ['c4e3bac3a3accED2c3c7bfaacabcbfaabbe1', /GB18030/],
      // Привет, начнём in Windows-1251
      ['cff0e8e2e5f22c20ede0f7ede5ec', /a\.txt/],
    ];
    for (const [hex, found] of cases) {
      const said = Buffer.from(hex.replaceAll(' ', ''), 'hex');
      const padding = Buffer.from('\nBen Cole: hello there, this is a long line in English for once, as it happens.\n');
      const error = refusal(Buffer.concat([Buffer.from('Ana Ruiz: '), said, padding]), { name: 'a.txt' });
      assert.equal(error.code, 'transcript.binary', hex);
      assert.match(error.message, /^a\.txt: .*Windows-1252.*Save (?:it|the file) as UTF-8/);
      assert.match(error.message, found);
    }
  });

  it('names the line of a byte that is no UTF-8 in a file that is', () => {
    const bytes = Buffer.concat([Buffer.from('Ana Ruiz: déjà\nBen Cole: vu '), Buffer.from([0xe9]), Buffer.from('!')]);
    const [warning] = read(bytes).warnings;
    assert.deepEqual([warning?.code, warning?.line], ['transcript.encoding', 2]);
  });

  it('stores neither NUL nor half a surrogate pair', () => {
    const transcript = read(
      '{"format":"sophia.transcript/1","turns":[{"speaker":"A\\u0000","text":"x\\ud800y\\u0000"}]}',
    );
    assert.equal(transcript.turns[0]?.text, 'x\uFFFDy\uFFFD');
    assert.equal(transcript.turns[0]?.speaker, 'A\uFFFD');
  });
});

describe('the example calls', () => {
  const directory = path.join(import.meta.dirname, '../../../../examples/calls');
  const files = readdirSync(directory).filter((file) => /^\d/.test(file) && !file.includes('.truth.'));

  it('are all read without a broken cue or an unknown speaker', () => {
    assert.ok(files.length >= 12);
    for (const file of files) {
      const transcript = read(readFileSync(path.join(directory, file)), { name: file });
      assert.ok(transcript.turns.length > 30, file);
      const unexpected = codes(transcript).filter((code) => !/overlap|backward/.test(code));
      assert.deepEqual(unexpected, [], file);
    }
  });
});
