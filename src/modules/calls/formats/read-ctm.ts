import { SophiaError } from '#platform/errors';
import type { Reading, SourceText, Utterance, WarningList } from './reading.ts';
import { createWarningList } from './reading.ts';

const segmentNumber = /_\d+(?:_[a-z]+)?$/i;
const wordLine = /^(\S+)[ \t]+(\S+)[ \t]+(\d+(?:\.\d+)?)[ \t]+(\d+(?:\.\d+)?)[ \t]+(\S+)(?:[ \t]+\S+){0,3}[ \t]*$/;

/** Whether a line has the columns of CTM: recording, channel, begin, duration, word and perhaps its confidence. */
export function isCtmLine(line: string): boolean {
  return wordLine.test(line);
}

/**
 * Returns the reading of a CTM file. Who speaks stands in the first column (`Ana_00001_audio`), or, where that is
 * the same throughout, in the channel. Throws `transcript.unreadable` where no line has the columns.
 */
export function readCtm({ text, name }: SourceText): Reading[] {
  const lines = text.split(/\r\n|\n|\r/);
  const warnings = createWarningList();
  const words: Word[] = [];
  let firstFault: { line: number; found: string } | null = null;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith(';;')) continue;
    const match = wordLine.exec(line);
    if (match) {
      words.push(wordOf(match, index + 1));
      continue;
    }
    firstFault ??= { line: index + 1, found: line.trim().slice(0, 60) };
    const message = `Recording, channel, begin, duration and word were expected, “${line.trim().slice(0, 60)}” was found; the line was left out.`;
    warnings.add({ code: 'transcript.broken-cue', message, line: index + 1 });
  }
  if (words.length === 0 && firstFault !== null) {
    throw new SophiaError(
      'transcript.unreadable',
      `${name}, line ${firstFault.line}: CTM lines (recording channel begin duration word) were expected, but “${firstFault.found}” was found. Name another format with --input-format.`,
    );
  }
  return [
    {
      format: 'ctm',
      utterances: nameSpeakers(orderSegments(words, warnings)),
      parties: [],
      externalId: null,
      title: null,
      moment: null,
      timeZone: null,
      warnings: warnings.all(),
    },
  ];
}

interface Word {
  readonly recording: string;
  readonly channel: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly line: number;
}

function wordOf(match: RegExpExecArray, line: number): Word {
  const [, recording = '', channel = '', begin = '', duration = '', text = ''] = match;
  const startMs = Number(begin) * 1000;
  return { recording, channel, startMs, endMs: startMs + Number(duration) * 1000, text, line };
}

const pauseMs = 500;

/**
 * CTM is sorted by recording and channel before time, so that its order is not that of the talk: segments are
 * ordered by their beginnings, words within a segment stay as they are.
 */
function orderSegments(words: readonly Word[], warnings: WarningList): Word[] {
  const segments: Word[][] = [];
  for (const word of words) {
    const previous = segments.at(-1)?.at(-1);
    const goesOn =
      previous?.recording === word.recording &&
      previous.channel === word.channel &&
      (segmentNumber.test(word.recording) || word.startMs - previous.endMs < pauseMs);
    if (goesOn) segments.at(-1)?.push(word);
    else segments.push([word]);
  }
  const ordered = segments.toSorted((one, other) => (one[0]?.startMs ?? 0) - (other[0]?.startMs ?? 0));
  if (ordered.some((segment, index) => segment !== segments[index])) {
    const message = 'The file goes through the talk once for each speaker; its segments were put in the order of time.';
    warnings.add({ code: 'transcript.ordered-by-time', message, line: null });
  }
  return ordered.flat();
}

function nameSpeakers(words: readonly Word[]): Utterance[] {
  const oneRecording = new Set(words.map(({ recording }) => speakerOf(recording))).size === 1;
  const channels = new Set(words.map(({ channel }) => channel));
  const byChannel = oneRecording && channels.size > 1;
  return words.map(({ recording, channel, startMs, endMs, text, line }) => ({
    speaker: byChannel ? `Speaker ${channel}` : speakerOf(recording),
    text,
    startMs,
    endMs,
    line,
  }));
}

/** `Ana_00001_audio` is Ana, in her first segment; `<NA>` is nobody known. */
function speakerOf(recording: string): string | null {
  const speaker = recording.replace(segmentNumber, '').replaceAll('_', ' ').trim();
  return speaker === '' || /^<?n\/?a>?$/i.test(speaker) ? null : speaker;
}
