import type { Transcript, TranscriptFormat } from '#contracts';
import { SophiaError } from '#platform/errors';
import { assembleTranscript } from './assemble-transcript.ts';
import { decodeBytes } from './decode-bytes.ts';
import { type DetectedFormat, detectFormat } from './detect-format.ts';
import { formatNames } from './format-names.ts';
import { type JsonDocument, parseJsonDocument } from './json-document.ts';
import { readCtm } from './read-ctm.ts';
import { readGong } from './read-gong.ts';
import { readPlainText } from './read-plain-text.ts';
import { readSophiaJson } from './read-sophia-json.ts';
import { readSrt } from './read-srt.ts';
import { readWebVtt } from './read-web-vtt.ts';
import { readWordJson } from './read-word-json.ts';
import type { Reading, ReadOptions } from './reading.ts';

export interface TranscriptSource {
  readonly bytes: Uint8Array;
  /** The file's name, for messages and for a date in it. */
  readonly name: string;
  readonly options: ReadOptions;
}

/**
 * Returns the calls of one file: one, or several where a Gong document holds several. Oddities that stop nothing are
 * in each transcript's warnings. Throws `transcript.empty`, `.binary`, `.no-speech` and `.unreadable`, each naming
 * what was expected, what was found, where, and what to do.
 */
export function readTranscript({ bytes, name, options }: TranscriptSource): { transcripts: Transcript[] } {
  const { text, warnings } = decodeBytes({ bytes, name });
  const readings = readAs({ text, name, wanted: options.format });
  const transcripts: Transcript[] = [];
  const silent: SophiaError[] = [];
  for (const reading of readings) {
    try {
      transcripts.push(assembleTranscript({ reading, name, options, warnings }));
    } catch (error) {
      if (!(error instanceof SophiaError) || error.code !== 'transcript.no-speech') throw error;
      silent.push(error);
    }
  }
  const [first, ...others] = transcripts;
  const [firstSilent] = silent;
  if (first === undefined) throw firstSilent ?? new SophiaError('transcript.no-speech', `${name}: no call is in it.`);
  if (firstSilent === undefined) return { transcripts };
  const message = `${silent.length} of the ${readings.length} calls in the file have no speech and were left out.`;
  const warning = { code: 'transcript.missing', message, line: null };
  return { transcripts: [{ ...first, warnings: [...first.warnings, warning] }, ...others] };
}

interface Request {
  readonly text: string;
  readonly name: string;
  readonly wanted: TranscriptFormat | undefined;
}

function readAs({ text, name, wanted }: Request): Reading[] {
  if (wanted !== undefined) return readWanted({ text, name, wanted });
  const detected = detectFormat({ text, name });
  if (detected.format === null) {
    throw new SophiaError(
      'transcript.unreadable',
      `${name}: a transcript (${Object.values(formatNames).join(', ')}) was expected, but ${detected.evidence}. Export it in one of these forms; docs/formats.md describes them.`,
    );
  }
  return readFormat({ text, name, format: detected.format, json: detected.json, forced: false });
}

/** The caller's choice wins; where it fails, the message says what the content would have suggested. */
function readWanted({ text, name, wanted }: Request & { wanted: TranscriptFormat }): Reading[] {
  try {
    const readings = readFormat({ text, name, format: wanted, json: undefined, forced: true });
    if (readings.some(({ utterances }) => utterances.length > 0)) return readings;
    throw new SophiaError('transcript.unreadable', `${name}: nothing in the file reads as ${formatNames[wanted]}.`);
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code !== 'transcript.unreadable') throw error;
    throw new SophiaError('transcript.unreadable', `${error.message} ${suggest({ text, name, wanted })}`, {
      cause: error,
    });
  }
}

function suggest({ text, name, wanted }: Request & { wanted: TranscriptFormat }): string {
  const detected = detectQuietly({ text, name });
  if (detected === null) return `It was read as ${formatNames[wanted]} because that was asked for.`;
  const guess = detected.format === null ? 'none of the formats' : formatNames[detected.format];
  const advice =
    detected.format === null || detected.format === wanted
      ? ''
      : ` Leave out --input-format, or pass ${detected.format}.`;
  return `It was read as ${formatNames[wanted]} because that was asked for; by its content it is ${guess}: ${detected.evidence}.${advice}`;
}

function detectQuietly(source: { text: string; name: string }): DetectedFormat | null {
  try {
    return detectFormat(source);
  } catch (error) {
    if (error instanceof SophiaError) return null;
    throw error;
  }
}

function readFormat(input: {
  text: string;
  name: string;
  format: TranscriptFormat;
  json: unknown;
  forced: boolean;
}): Reading[] {
  const { text, name, format, forced } = input;
  switch (format) {
    case 'webvtt':
      return readWebVtt({ text, name });
    case 'srt':
      return readSrt({ text, name });
    case 'plain-text':
      return readPlainText({ text, name, forced });
    case 'ctm':
      return readCtm({ text, name });
    case 'gong':
      return readGong(documentOf(input));
    case 'sophia':
      return readSophiaJson(documentOf(input));
    case 'word-json':
      return readWordJson(documentOf(input));
  }
}

/** The document that detection has parsed is not parsed again. */
function documentOf({ text, name, json }: { text: string; name: string; json: unknown }): JsonDocument {
  return json === undefined ? parseJsonDocument({ text, name }) : { value: json, name };
}
