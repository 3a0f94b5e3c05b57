import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Transcript, TranscriptFormat } from '#contracts';
import { SophiaError } from '#platform/errors';
import { readTranscript } from './read-transcript.ts';
import type { ReadOptions } from './reading.ts';

const plainOptions: ReadOptions = { timeZone: 'UTC', timeZoneGiven: false, internalNames: [], internalDomains: [] };

/** In whole seconds, slower speech would rightly be taken for milliseconds. */
const slowestLetterMs = 1500;

interface SpokenCue {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

interface SpokenTurn {
  readonly speaker: string;
  readonly cues: readonly SpokenCue[];
}

const names = ['Ana Ruiz', 'Ben Cole', 'Dr. Cleo Marsh (Hollis Creek, CFO)', 'J.T. Moore', 'Sam Ortiz (role: owner)'];
const plainWord = fc.constantFrom(
  'we',
  'like',
  'Tidewater',
  'Pay,',
  'the',
  'thing',
  'is:',
  'so:',
  '$3.50',
  '2,400',
  'Friday.',
  'yes?',
  'no!',
  '"quoted"',
  'café',
  '日本',
  '👋',
  '(laughs)',
  '3<5',
  'R&D',
  'a-b',
  'at',
  '10:30',
  '[ok]',
  'it’s',
);
const plainText = fc.array(plainWord, { minLength: 1, maxLength: 8 }).map((words) => `well ${words.join(' ')}`);
const anyText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => `x${text.replaceAll(/[\r\n\u2028\u2029\0]/g, ' ').trim()}`.toWellFormed());

function spokenTurns(text: fc.Arbitrary<string>): fc.Arbitrary<SpokenTurn[]> {
  const draft = fc.record({
    step: fc.integer({ min: 1, max: names.length - 1 }),
    cues: fc.array(fc.tuple(text, fc.nat(3000), fc.integer({ min: 1, max: 9000 })), { minLength: 1, maxLength: 4 }),
  });
  return fc.array(draft, { minLength: 2, maxLength: 12 }).map((drafts) => {
    let speaker = 0;
    let clockMs = 0;
    return drafts.map(({ step, cues }) => {
      speaker = (speaker + step) % names.length;
      return {
        speaker: names[speaker] ?? '',
        cues: cues.map(([words, pauseMs, durationMs]) => {
          const startMs = clockMs + pauseMs;
          clockMs = startMs + Math.min(durationMs, words.length * slowestLetterMs);
          return { text: words, startMs, endMs: clockMs };
        }),
      };
    });
  });
}

function read(content: string): Transcript {
  const bytes = new TextEncoder().encode(content);
  const { transcripts } = readTranscript({ bytes, name: 'call', options: plainOptions });
  assert.equal(transcripts.length, 1);
  return Transcript.parse(transcripts[0]);
}

/** What a reader must give back for `spoken`. */
function expectedTurns(spoken: readonly SpokenTurn[]): unknown[] {
  return spoken.map(({ speaker, cues }) => ({
    speaker,
    text: cues.map(({ text }) => text).join(' '),
    cues: cues.map(({ text, startMs, endMs }) => [text, startMs, endMs]),
  }));
}

function foundTurns(transcript: Transcript): unknown[] {
  return transcript.turns.map(({ speaker, text, cues }) => ({
    speaker,
    text,
    cues: cues.map((cue) => [text.slice(cue.start, cue.end), cue.startMs, cue.endMs]),
  }));
}

function clock(ms: number, mark: string): string {
  const parts = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map((part) =>
    String(Math.floor(part)).padStart(2, '0'),
  );
  return `${parts.join(':')}${mark}${String(ms % 1000).padStart(3, '0')}`;
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

type Write = (spoken: readonly SpokenTurn[]) => string;

function writeWebVtt(cueText: (speaker: string, text: string) => string): Write {
  return (spoken) => {
    const cues = spoken.flatMap(({ speaker, cues: own }) =>
      own.map(
        ({ text, startMs, endMs }) =>
          `${clock(startMs, '.')} --> ${clock(endMs, '.')}\n${cueText(speaker, escapeMarkup(text))}`,
      ),
    );
    return `WEBVTT\n\n${cues.join('\n\n')}\n`;
  };
}

const writers: Record<string, Write> = {
  'WebVTT with voices': writeWebVtt((speaker, text) => `<v ${escapeMarkup(speaker)}>${text}</v>`),
  'WebVTT with names': writeWebVtt((speaker, text) => `${speaker}: ${text}`),
  'WebVTT with bracketed names': writeWebVtt((speaker, text) => `(${speaker})\n${text}`),
  SRT: (spoken) =>
    spoken
      .flatMap(({ speaker, cues }) => cues.map((cue) => ({ speaker, ...cue })))
      .map(
        ({ speaker, text, startMs, endMs }, index) =>
          `${index + 1}\r\n${clock(startMs, ',')} --> ${clock(endMs, ',')}\r\n${speaker}: ${text}\r\n`,
      )
      .join('\r\n'),
  'plain text with ranges': (spoken) =>
    spoken
      .flatMap(({ speaker, cues }) =>
        cues.map(({ text, startMs, endMs }) => `[${clock(startMs, '.')} - ${clock(endMs, '.')}] ${speaker}: ${text}`),
      )
      .join('\n'),
};

const jsonWriters: Record<string, Write> = {
  sophia: (spoken) =>
    JSON.stringify({
      format: 'sophia.transcript/1',
      turns: spoken.flatMap(({ speaker, cues }) => cues.map((cue) => ({ speaker, ...cue }))),
    }),
  gong: (spoken) =>
    JSON.stringify({
      calls: [{ metaData: { id: '1' }, parties: names.map((name, index) => ({ speakerId: String(index), name })) }],
      callTranscripts: [
        {
          callId: '1',
          transcript: spoken.map(({ speaker, cues }) => ({
            speakerId: String(names.indexOf(speaker)),
            sentences: cues.map(({ text, startMs, endMs }) => ({ start: startMs, end: endMs, text })),
          })),
        },
      ],
    }),
  words: (spoken) =>
    JSON.stringify({
      monologues: spoken.map(({ speaker, cues }) => ({
        speaker: { id: '0', name: speaker },
        terms: cues.map(({ text, startMs, endMs }) => ({
          text,
          start: startMs / 1000,
          end: endMs / 1000,
          type: 'WORD',
        })),
      })),
    }),
};

describe('a transcript that is written and read back', () => {
  for (const [name, write] of Object.entries(writers)) {
    it(`has the same turns in ${name}`, () => {
      fc.assert(
        fc.property(spokenTurns(plainText), (spoken) => {
          assert.deepEqual(foundTurns(read(write(spoken))), expectedTurns(spoken));
        }),
        { numRuns: 150 },
      );
    });
  }

  for (const [name, write] of Object.entries({
    ...jsonWriters,
    voices: writers['WebVTT with voices'] ?? assert.fail(),
  })) {
    it(`has the same turns in ${name}, whatever is said`, () => {
      fc.assert(
        fc.property(spokenTurns(anyText), (spoken) => {
          assert.deepEqual(foundTurns(read(write(spoken))), expectedTurns(spoken));
        }),
        { numRuns: 150 },
      );
    });
  }

  it('has the same words in plain text without times', () => {
    fc.assert(
      fc.property(spokenTurns(plainText), (spoken) => {
        const file = spoken
          .map(({ speaker, cues }) => `${speaker}: ${cues.map(({ text }) => text).join('\n')}.`)
          .join('\n');
        const found = read(file).turns.map(({ speaker, text }) => ({ speaker, text }));
        assert.deepEqual(
          found,
          spoken.map(({ speaker, cues }) => ({ speaker, text: `${cues.map(({ text }) => text).join(' ')}.` })),
        );
      }),
      { numRuns: 150 },
    );
  });
});

describe('whatever the bytes', () => {
  const directory = path.join(import.meta.dirname, '../../../../examples/calls');
  const samples = [
    '01-discovery-bluff-creek-2026-09-02.vtt',
    '02-pricing-larkspur-hill.json',
    '04-demo-hollow-oak.json',
    '05-security-review-stillwater-2026-07-14.json',
    '07-cold-call-tamarack.txt',
    '08-renewal-meadowlark-homes-2026-11-12.srt',
    '09-lost-copper-fern.txt',
  ].map((file) => readFileSync(path.join(directory, file)).subarray(0, 6000));

  function survives(bytes: Uint8Array, format?: TranscriptFormat): void {
    try {
      const { transcripts } = readTranscript({ bytes, name: 'call', options: { ...plainOptions, format } });
      for (const transcript of transcripts) checkTranscript(transcript);
    } catch (error) {
      assert.ok(error instanceof SophiaError, String(error));
      assert.match(error.message, /^call[:,]/);
    }
  }

  const format = fc.option(fc.constantFrom(...TranscriptFormat.options), { nil: undefined });

  it('reads them or refuses them in words', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), format, survives), { numRuns: 400 });
  });

  it('reads or refuses what begins like a transcript', () => {
    const start = fc.constantFrom(
      'WEBVTT\n\n',
      '1\n00:00:01,000 --> ',
      '{"turns":',
      '{"words":[',
      'Ana: ',
      '[00:01] ',
      '<v ',
    );
    const piece = fc.constantFrom(
      '00:01.000 --> 00:02.000\n',
      '<v Ana>',
      '</v>',
      'Ana: ',
      '\n',
      '\n\n',
      '-->',
      '(Ana)\n',
      '&amp;',
      'NOTE\n',
      '0:12',
      ' ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      ':',
      '1',
      'word',
      '♪',
      '\uFEFF',
      'Date: 2026-99-99',
    );
    const text = fc.tuple(start, fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }));
    fc.assert(
      fc.property(text, format, ([head, pieces], wanted) =>
        survives(new TextEncoder().encode(head + pieces.join('')), wanted),
      ),
      { numRuns: 600 },
    );
  });

  it('reads or refuses a transcript that was damaged', () => {
    const damage = fc.record({
      sample: fc.constantFrom(...samples),
      cut: fc.nat(6000),
      flips: fc.array(fc.tuple(fc.nat(6000), fc.nat(255)), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(damage, format, ({ sample, cut, flips }, wanted) => {
        const bytes = Uint8Array.from(sample.subarray(0, cut));
        for (const [place, value] of flips) if (place < bytes.length) bytes[place] = value;
        survives(bytes, wanted);
      }),
      { numRuns: 300 },
    );
  });

  it('reads JSON of any shape or refuses it', () => {
    const key = fc.constantFrom(
      'format',
      'turns',
      'calls',
      'callTranscripts',
      'transcript',
      'sentences',
      'monologues',
      'terms',
      'words',
      'results',
      'text',
      'start',
      'end',
      'speaker',
      'parties',
      'metaData',
      'started',
      'name',
      'id',
      'alternatives',
      'items',
      '__proto__',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom('sophia.transcript/1', '2026-09-14T15:00:00Z', -1, 1e300, 0.5, null, true, 'hi'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
      ),
    }));
    fc.assert(
      fc.property(value, format, (document, wanted) =>
        survives(new TextEncoder().encode(JSON.stringify(document)), wanted),
      ),
      { numRuns: 600 },
    );
  });
});

function checkTranscript(transcript: Transcript): void {
  Transcript.parse(transcript);
  for (const [index, turn] of transcript.turns.entries()) {
    assert.equal(turn.turn, index);
    assert.notEqual(turn.text, '');
    assert.notEqual(transcript.turns[index - 1]?.speaker, turn.speaker);
    let end = -1;
    for (const cue of turn.cues) {
      assert.ok(cue.start > end && cue.end > cue.start && cue.end <= turn.text.length);
      assert.ok(cue.endMs >= cue.startMs);
      assert.equal(turn.text.slice(cue.start, cue.end).trim(), turn.text.slice(cue.start, cue.end));
      end = cue.end;
    }
  }
}
