/** One cue as the file has it: its text still carries tags and entities. */
export interface WebVttCue {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** The line of its times, counted from 1. */
  readonly line: number;
}

export interface WebVttProblem {
  readonly line: number;
  /**
   * `hours`: times that were read, but perhaps not as they were meant; `commas`: times that were read though the W3C
   * wants a full stop in them; `times`: a cue that was left out.
   */
  readonly kind: 'times' | 'hours' | 'commas';
  readonly found: string;
}

export interface WebVttFile {
  /** Whether the file starts with the line that every WebVTT file must start with. */
  readonly hasHeader: boolean;
  readonly cues: readonly WebVttCue[];
  /** The rest of the first line, the header's lines and every NOTE block, with where they stand. */
  readonly notes: readonly { readonly line: number; readonly text: string }[];
  readonly problems: readonly WebVttProblem[];
}

const arrow = '-->';
const maximumMs = 10_000 * 3_600_000;

/**
 * Returns the cues of a WebVTT file by the parsing rules of the W3C. Never throws: a cue whose times cannot be
 * read is left out and named in `problems`. Only where `isLenient`, a file without its header has cues, and so have
 * times with a comma before the milliseconds.
 */
export function parseWebVtt(input: { text: string; isLenient?: boolean }): WebVttFile {
  const text = input.text.startsWith('\uFEFF') ? input.text.slice(1) : input.text;
  const lines = text.replaceAll('\0', '\uFFFD').split(/\r\n|\n|\r/);
  const isLenient = input.isLenient === true;
  const first = lines[0] ?? '';
  const hasHeader = /^WEBVTT(?:[ \t]|$)/.test(first);
  if (!hasHeader && !isLenient) return { hasHeader, cues: [], notes: [], problems: [] };

  const state: State = { lines, isLenient, position: 0, cues: [], notes: [], problems: [] };
  if (hasHeader) skipHeader(state);
  while (state.position < lines.length) readBlock(state);
  return { hasHeader, cues: state.cues, notes: state.notes, problems: state.problems };
}

interface State {
  readonly lines: readonly string[];
  readonly isLenient: boolean;
  position: number;
  readonly cues: WebVttCue[];
  readonly notes: { line: number; text: string }[];
  readonly problems: WebVttProblem[];
}

function skipHeader(state: State): void {
  const rest = (state.lines[0] ?? '').slice('WEBVTT'.length).trim();
  if (rest !== '') state.notes.push({ line: 1, text: rest });
  state.position = 1;
  for (let line = state.lines[1]; line !== undefined && line !== '' && !line.includes(arrow); ) {
    state.notes.push({ line: state.position + 1, text: line });
    state.position += 1;
    line = state.lines[state.position];
  }
}

function readBlock(state: State): void {
  const first = state.lines[state.position] ?? '';
  if (first === '') {
    state.position += 1;
  } else if (first.includes(arrow)) {
    readCue(state, '');
  } else if (state.lines[state.position + 1]?.includes(arrow)) {
    state.position += 1;
    readCue(state, first);
  } else {
    skipTextBlock(state, first);
  }
}

/** A block without an arrow in its first two lines: a note, a style, a region, or a cue whose times are not there. */
function skipTextBlock(state: State, first: string): void {
  const start = state.position;
  const end = endOfBlock(state, start);
  if (/^NOTE(?:[ \t]|$)/.test(first)) {
    const text = state.lines.slice(start, end).join('\n').slice('NOTE'.length).trim();
    state.notes.push({ line: start + 1, text });
  } else if (!/^(?:STYLE|REGION)[ \t]*$/.test(first)) {
    const [second] = state.lines.slice(start + 1, Math.min(end, start + 2));
    const found = second !== undefined && looksLikeTimes(second) ? { text: second, line: start + 2 } : null;
    state.problems.push({ line: found?.line ?? start + 1, kind: 'times', found: found?.text ?? first });
  }
  state.position = end;
}

function readCue(state: State, id: string): void {
  const line = state.position + 1;
  const found = state.lines[state.position] ?? '';
  const strict = parseTimes(found);
  const times = strict ?? (state.isLenient ? parseTimes(withFullStops(found)) : null);
  const end = endOfBlock(state, state.position + 1);
  if (times === null) {
    state.problems.push({ line, kind: 'times', found });
    // A line that is nothing but an arrow takes the times after it with it, as browsers do.
    state.position = found.trim() === arrow ? endAtBlank(state, state.position) : end;
    return;
  }
  if (strict === null) state.problems.push({ line, kind: 'commas', found });
  if (times.hoursAssumed) state.problems.push({ line, kind: 'hours', found });
  const text = state.lines.slice(state.position + 1, end).join('\n');
  state.cues.push({ id, startMs: times.startMs, endMs: times.endMs, text, line });
  state.position = end;
}

function endOfBlock(state: State, from: number): number {
  let end = from;
  for (let line = state.lines[end]; line !== undefined && line !== '' && !line.includes(arrow); ) {
    end += 1;
    line = state.lines[end];
  }
  return end;
}

function endAtBlank(state: State, from: number): number {
  const blank = state.lines.indexOf('', from);
  return blank === -1 ? state.lines.length : blank;
}

function looksLikeTimes(line: string): boolean {
  return /\d:\d\d.*\d:\d\d/.test(line);
}

interface Times {
  readonly startMs: number;
  readonly endMs: number;
  readonly hoursAssumed: boolean;
}

const timesPattern = /^[ \t\f]*(\d+:[\d:.]*)[ \t\f]*-->[ \t\f]*(\d+:[\d:.]*)/;

/** The times with a full stop before the milliseconds, as in WebVTT, where SubRip's comma stands. */
function withFullStops(line: string): string {
  return line.replaceAll(/(:\d\d),(?=\d{3}(?!\d))/g, '$1.');
}

function parseTimes(line: string): Times | null {
  const match = timesPattern.exec(line);
  const start = parseTimestamp(match?.[1] ?? '');
  const end = parseTimestamp(match?.[2] ?? '');
  if (start === null || end === null) return null;
  return { startMs: start.ms, endMs: end.ms, hoursAssumed: start.hoursAssumed || end.hoursAssumed };
}

/** `hh:mm:ss.mmm` or `mm:ss.mmm`; with a first part beyond two digits or 59, `hh:mm.mmm`, as browsers read it. */
function parseTimestamp(text: string): { ms: number; hoursAssumed: boolean } | null {
  const match = /^(\d+):(\d\d)(?::(\d\d))?\.(\d{3})(?!\d)/.exec(text);
  if (!match) return null;
  const [, first = '', second = '', third, fraction = ''] = match;
  const hoursAssumed = third === undefined && Number(first) > 59;
  const [hours, minutes, seconds] =
    third !== undefined
      ? [Number(first), Number(second), Number(third)]
      : hoursAssumed
        ? [Number(first), Number(second), 0]
        : [0, Number(first), Number(second)];
  if (minutes > 59 || seconds > 59) return null;
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(fraction);
  return ms > maximumMs ? null : { ms, hoursAssumed };
}
