import type { Party, ReadingWarning } from '#contracts';
import { takeLeadingTime, takeTrailingTime } from './line-time.ts';
import { hasAmbiguousDate, momentInText } from './moment-in-text.ts';
import type { Moment } from './reading.ts';
import { isNameLike, splitLabel } from './split-label.ts';

export interface PlainHeader {
  readonly title: string | null;
  readonly moment: Moment | null;
  /** Whom an “Attendees” line names. */
  readonly parties: readonly Party[];
  /** The line where speech may begin, counted from 0. */
  readonly bodyStart: number;
  readonly warnings: readonly ReadingWarning[];
}

const keyedLine =
  /^(?:(date|meeting date|call date|recorded(?: on| at)?|started(?: at)?|start(?: time)?|when)|(title|subject|meeting|call|topic|event)|(attendees|participants|speakers|present|invited|invitees)|(?:duration|length|location|organizer|organiser|host|language|recording|link|url|time|time ?zone|company|account|summary keywords|keywords|transcript|source|status))(?:\s*:\s*(.*))?$/i;

/**
 * Returns what stands above the first words of a plain-text transcript: a title, a date, who attended.
 * Lines that belong to no such header are left to the body.
 */
export function readPlainHeader(lines: readonly string[]): PlainHeader {
  const state: State = { title: null, moment: null, parties: [], warnings: [], position: 0, content: 0 };
  while (state.position < lines.length && state.content < 40) {
    const line = plainLine(lines[state.position] ?? '');
    if (line !== '' && !readKeyed(state, { lines, line }) && !readFree(state, { lines, line })) break;
    if (line !== '') state.content += 1;
    state.position += 1;
  }
  const { position, content: _content, ...header } = state;
  return { ...header, bodyStart: position };
}

interface State {
  title: string | null;
  moment: Moment | null;
  parties: Party[];
  readonly warnings: ReadingWarning[];
  position: number;
  /** How many lines of the header are not blank. */
  content: number;
}

interface Here {
  readonly lines: readonly string[];
  readonly line: string;
}

function readKeyed(state: State, { lines, line }: Here): boolean {
  const match = keyedLine.exec(line);
  if (!match) return false;
  const [, date, title, attendees] = match;
  const value = match[4]?.trim() ?? '';
  if (date !== undefined) readDate(state, value);
  if (title !== undefined && value !== '') state.title = value;
  if (attendees !== undefined) state.parties.push(...readAttendees(state, { lines, value }));
  if (/keywords$/i.test(line)) skipParagraph(state, lines);
  return true;
}

function readDate(state: State, value: string): void {
  state.moment ??= momentInText(value);
  if (state.moment === null && hasAmbiguousDate(value)) {
    const message = `“${value.slice(0, 60)}” can be read as two different days; pass the day with --date.`;
    state.warnings.push({ code: 'transcript.ambiguous-date', message, line: state.position + 1 });
  }
}

/** The names stand on the line itself, or on the lines below it up to a blank one. */
function readAttendees(state: State, { lines, value }: { lines: readonly string[]; value: string }): Party[] {
  let names = value;
  if (value === '') {
    for (let next = lines[state.position + 1]; next !== undefined && isNamesLine(next); ) {
      names += `,${plainLine(next)}`;
      state.position += 1;
      next = lines[state.position + 1];
    }
  }
  return splitNames(names).map(toParty);
}

function isNamesLine(line: string): boolean {
  const plain = plainLine(line);
  return plain !== '' && !keyedLine.test(plain) && takeLeadingTime(plain) === null && splitLabel(plain) === null;
}

function skipParagraph(state: State, lines: readonly string[]): void {
  while ((lines[state.position + 1] ?? '').trim() !== '') state.position += 1;
}

/** A first line that nobody says is the title; a line that holds little but a date is the date. */
function readFree(state: State, { lines, line }: Here): boolean {
  if (line.length > 200 || takeLeadingTime(line) !== null) return false;
  const moment = momentInText(line);
  const next = plainLine(lines[state.position + 1] ?? '');
  const isFirst = state.content === 0;
  if (moment !== null && (isFirst || line.length < 80) && !isSpoken(line, lines)) {
    state.moment ??= moment;
    const title = withoutDate(line);
    if (isFirst && /\p{L}/u.test(title)) state.title = title;
    return true;
  }
  const stands = next === '' || keyedLine.test(next) || momentInText(next) !== null;
  const named = takeTrailingTime(line) !== null || splitLabel(line) !== null;
  if (!isFirst || !stands || named || /[.?!,]$/.test(line) || lines.slice(state.position + 1).every(isBlank))
    return false;
  state.title = line;
  return true;
}

/** Whether a line is somebody's words: its first words are a name that other lines begin with, too. */
function isSpoken(line: string, lines: readonly string[]): boolean {
  const split = splitLabel(line);
  if (split === null) return false;
  const others = lines.slice(0, 400).filter((other) => splitLabel(plainLine(other))?.label === split.label);
  return others.length > 1 || (isNameLike(split.label) && lines.filter((other) => !isBlank(other)).length < 4);
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function withoutDate(line: string): string {
  return line
    .replace(/\s*[([][^()[\]]*\d{4}[^()[\]]*[)\]]/, '')
    .replace(/\s*[-–—|:,]?\s*\btranscript\s*$/i, '')
    .replace(/(?:\b(?:mon|tue|wed|thu|fri|sat|sun)\w*,?\s+)?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*$/i, '')
    .replace(/[\s\-–—|:,]+$/, '')
    .trim();
}

function splitNames(names: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const letter of names) {
    if (/[(<[]/.test(letter)) depth += 1;
    if (/[)>\]]/.test(letter)) depth = Math.max(0, depth - 1);
    if (depth === 0 && /[,;•·|\n]/.test(letter)) {
      parts.push(part);
      part = '';
    } else {
      part += letter;
    }
  }
  return [...parts, part].map((name) => name.replace(/^\s*[-*]\s+/, '').trim()).filter((name) => name !== '');
}

function toParty(text: string): Party {
  const match = /^(.*?)\s*[<(]([^\s<>()@]+@[^\s<>()]+)[>)]$/.exec(text);
  const name = match?.[1]?.trim() ?? '';
  return { name: name === '' ? text : name, side: 'unknown', email: match?.[2] ?? null, title: null };
}

function plainLine(line: string): string {
  return line
    .trim()
    .replace(/^#{1,6}\s+/, '')
    .replace(/^(?:\*\*|__)(.*?)(?:\*\*|__)$/, '$1')
    .trim();
}
