import { SophiaError } from '#platform/errors';
import { removeSubRipTags } from './cue-text.ts';
import { nameCueSpeakers } from './name-cue-speakers.ts';
import type { Reading, SourceText, WarningList } from './reading.ts';
import { createWarningList } from './reading.ts';

const timestamp = '(?:(\\d{1,4})\\s?:\\s?)?(\\d{1,2})\\s?:\\s?(\\d{1,2})(?:\\s?[,.:]\\s?(\\d{1,3}))?';
const timesLine = new RegExp(`^\\s*${timestamp}\\s*-{1,2}>\\s*${timestamp}(?:\\s+(\\S.*))?\\s*$`);
const youTubeTimesLine = /^\s*(\d{1,4}):(\d\d):(\d\d)\.(\d{3}),(\d{1,4}):(\d\d):(\d\d)\.(\d{3})\s*$/;
const settings = /^(?:(?:[XY][12]|align|line|position|region|size|vertical):\S+\s*)+$/i;

/** Whether a line is nothing but the times of a SubRip or SBV cue; where words follow them, it is plain text. */
export function isSubRipTimes(line: string): boolean {
  return line.length < 200 && parseTimes(line)?.words === '';
}

/** Whether a line is nothing but an arrow and something like times, though they cannot be read. */
export function isBrokenTimes(line: string): boolean {
  return line.length < 200 && /^\s*\d\S*:\d\d\S*\s*-->\s*(?:\S*\d\S*\s*)?$/.test(line);
}

/** Returns the reading of a SubRip or SBV file. Throws `transcript.unreadable` where no cue has readable times. */
export function readSrt({ text, name }: SourceText): Reading[] {
  const warnings = createWarningList();
  const cues = splitCues(text.split(/\r\n|\n|\r/), warnings);
  const [firstWarning] = warnings.all();
  if (cues.length === 0 && firstWarning) {
    throw new SophiaError(
      'transcript.unreadable',
      `${name}, line ${firstWarning.line ?? 1}: no cue of the file has readable times. ${firstWarning.message} Correct the times or export the file again.`,
    );
  }
  const { utterances } = nameCueSpeakers({ cues, warnings });
  return [
    {
      format: 'srt',
      utterances,
      parties: [],
      externalId: null,
      title: null,
      moment: null,
      timeZone: null,
      warnings: warnings.all(),
    },
  ];
}

interface SubRipCue {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly line: number;
}

function splitCues(lines: readonly string[], warnings: WarningList): SubRipCue[] {
  const cues: SubRipCue[] = [];
  const starts = findStarts(lines);
  for (const [index, start] of starts.entries()) {
    const next = starts[index + 1];
    const below = lines.slice(start.line, next === undefined ? lines.length : next.from);
    if (start.times === null) {
      const found = (lines[start.line - 1] ?? '').trim().slice(0, 60);
      const message = `Times such as 00:00:01,000 --> 00:00:04,200 were expected, “${found}” was found; the cue was left out.`;
      warnings.add({ code: 'transcript.broken-cue', message, line: start.line });
    } else {
      const { startMs, endMs, words } = start.times;
      cues.push({ startMs, endMs, text: removeSubRipTags([words, ...below].join('\n')), line: start.line });
    }
  }
  return cues;
}

interface CueStart {
  /** The first line that belongs to the cue, counted from 0: its number, or its times. */
  readonly from: number;
  /** The line of its times, counted from 1. */
  readonly line: number;
  readonly times: CueTimes | null;
}

interface CueTimes {
  readonly startMs: number;
  readonly endMs: number;
  /** What stands behind the times and is no setting of a player. */
  readonly words: string;
}

/** A cue begins at its times; a number after a blank line without times behind it, or an arrow, is a broken one. */
function findStarts(lines: readonly string[]): CueStart[] {
  const starts: CueStart[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const before = lines[index - 1];
    const numbered = before !== undefined && isNumber(before) && isBlank(lines[index - 2]);
    const counted = before !== undefined && isNumber(before) && Number(before) === starts.length + 1;
    const from = numbered || counted ? index - 1 : index;
    const times = line.length < 200 ? parseTimes(line) : null;
    if (times !== null) starts.push({ from, line: index + 1, times });
    else if (looksBroken(line) || (numbered && !isBlank(line))) starts.push({ from, line: index + 1, times: null });
  }
  return starts;
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

function isNumber(line: string): boolean {
  return /^\s*\d{1,7}\s*$/.test(line);
}

function looksBroken(line: string): boolean {
  return (
    line.length < 200 &&
    (/^[\s\d.,]*:[\s\d:.,]*-{1,2}>/.test(line) ||
      /^\s*-->/.test(line) ||
      /^\s*[\d:.,]{5,}\s+[\d:.,]{5,}\s*$/.test(line))
  );
}

function parseTimes(line: string): CueTimes | null {
  const match = timesLine.exec(line) ?? youTubeTimesLine.exec(line);
  if (!match) return null;
  const startMs = milliseconds(match.slice(1, 5));
  const endMs = milliseconds(match.slice(5, 9));
  const rest = match[9] ?? '';
  return startMs === null || endMs === null ? null : { startMs, endMs, words: settings.test(rest) ? '' : rest };
}

function milliseconds(parts: readonly (string | undefined)[]): number | null {
  const [hours = '0', minutes = '', seconds = '', fraction = ''] = parts;
  if (Number(minutes) > 59 || Number(seconds) > 59) return null;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Number(fraction.padEnd(3, '0'));
}
