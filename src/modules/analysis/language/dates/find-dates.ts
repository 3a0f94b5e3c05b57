import type { Document, Sentence } from '../document.ts';
import { numberTokens } from '../number-tokens.ts';
import { type Day, formatDay, parseDay } from './calendar.ts';
import { createDateGate } from './create-date-gate.ts';
import type { DateReader, Granularity, ReadDate } from './date-words.ts';
import { isAboutPast } from './is-about-past.ts';
import { isInUnitedStates } from './is-in-united-states.ts';
import { readDate } from './read-date.ts';
import { withoutContractions } from './without-contractions.ts';
import { withoutHesitations } from './without-hesitations.ts';

/** How a date bounds what is said: `by Friday` ends there, `before Friday` the day before, `after Friday` begins next day. */
export type DateBound = 'by' | 'before' | 'after' | 'since' | 'from' | null;

/** A date in a text: its place in UTF-16 units, [start, end), and the days it means. */
export interface DateInText {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The day, or the first of a span; null where it stays relative or cannot be told to the day. */
  readonly date: string | null;
  /** The last day of a span, null for a single day. A week is its business days, Monday to Friday. */
  readonly endDate: string | null;
  readonly granularity: Granularity;
  readonly bound: DateBound;
}

/** A date in a call; `sentence` is the index of its sentence, the place is that in the turn. */
export interface FoundDate extends DateInText {
  readonly sentence: number;
  readonly turn: number;
}

const triggers =
  /\d|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*|\b(?:today|tonight|tomorrow|tmrw|yesterday|day|days|week|weeks|weekend|fortnight|month|months|quarter|quarters|year|years|morning|afternoon|evening|night|eod|eow|eom|eoq|eoy|cob|business|easter|christmas|thanksgiving|halloween|juneteenth|labor|labour|memorial|spring|summer|fall|autumn|winter|new|the (?:\p{L}+[ -])?\p{L}+(?:st|nd|rd|th))\b/iu;

/**
 * Returns every date said in a call, in order. `date` is the day of the call in its own zone; without it, dates
 * that do not say their year stay relative. Times of day alone are no dates. Reads no clock and no zone of the machine.
 */
export function findDates(input: { document: Document; date: string | null; timeZone: string }): FoundDate[] {
  const { document } = input;
  const date = input.date ?? startDate(document.transcript.startedAt, input.timeZone);
  const gate = createDateGate();
  const isAmerican = isInUnitedStates(input.timeZone);
  const found: FoundDate[] = [];
  let previous: { day: Day; sentence: number } | null = null;
  for (const sentence of document.sentences) {
    if (!triggers.test(sentence.text)) continue;
    const recent: Day | null = previous !== null && sentence.index - previous.sentence <= 2 ? previous.day : null;
    for (const read of scan(sentence.text, { date, previous: recent, gate, isInUnitedStates: isAmerican })) {
      found.push(toFound(read, sentence));
      if (read.date !== null) previous = { day: parseDay(read.endDate ?? read.date), sentence: sentence.index };
    }
  }
  return found;
}

/** Returns the dates said in a text, in order; `date` is the day it was said, `timeZone` where, as far as known. */
export function findDatesInText(input: { text: string; date: string | null; timeZone?: string }): DateInText[] {
  if (!triggers.test(input.text)) return [];
  return scan(input.text, {
    date: input.date,
    previous: null,
    gate: createDateGate(),
    isInUnitedStates: isInUnitedStates(input.timeZone ?? ''),
  });
}

/** Returns the day by which something is due that is promised for this date; null where it sets no end. */
export function dueDateOf(date: Pick<DateInText, 'date' | 'endDate' | 'bound'>): string | null {
  return date.bound === 'after' || date.bound === 'since' ? null : (date.endDate ?? date.date);
}

function toFound(read: DateInText, sentence: Sentence): FoundDate {
  return {
    ...read,
    sentence: sentence.index,
    turn: sentence.turn,
    start: read.start + sentence.start,
    end: read.end + sentence.start,
  };
}

/** The day an instant falls on in a zone. */
function startDate(startedAt: string | null, timeZone: string): string | null {
  if (startedAt === null) return null;
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(new Date(startedAt));
}

function scan(
  text: string,
  said: {
    date: string | null;
    previous: Day | null;
    gate: ReturnType<typeof createDateGate>;
    isInUnitedStates: boolean;
  },
): DateInText[] {
  const tokens = withoutHesitations(withoutContractions(numberTokens(text)));
  const isPast = isAboutPast(tokens);
  const anchor = said.date === null ? 0 : parseDay(said.date);
  const found: DateInText[] = [];
  let previous = said.previous;
  let index = 0;
  while (index < tokens.length) {
    const bound = boundAt(tokens, index);
    const reader: DateReader = {
      tokens,
      anchor,
      isPast: bound?.bound === 'since' || (isPast && bound?.bound !== 'by'),
      previous,
      isInUnitedStates: said.isInUnitedStates,
    };
    const at = bound === null ? index : index + bound.length;
    const start = tokens[at];
    const read = start === undefined || !said.gate(start) ? null : readDate(reader, at);
    const first = tokens[index];
    const last = read === null ? undefined : tokens[read.next - 1];
    if (read === null || first === undefined || last === undefined) {
      index += 1;
      continue;
    }
    const dates = toDates(read, { bound: bound?.bound ?? null, isKnown: said.date !== null || read.absolute });
    found.push({ start: first.start, end: last.end, text: text.slice(first.start, last.end), ...dates });
    previous = read.to ?? previous;
    index = read.next;
  }
  return found;
}

const bounds = new Map<string, DateBound>([
  ['by', 'by'],
  ['until', 'by'],
  ['till', 'by'],
  ['before', 'before'],
  ['after', 'after'],
  ['since', 'since'],
  ['starting', 'from'],
]);

function boundAt(tokens: DateReader['tokens'], index: number): { bound: DateBound; length: number } | null {
  const word = tokens[index]?.lower ?? '';
  const following = tokens[index + 1]?.lower ?? '';
  if (word === 'no' && following === 'later' && tokens[index + 2]?.lower === 'than') return { bound: 'by', length: 3 };
  if (word === 'prior' && following === 'to') return { bound: 'before', length: 2 };
  if (word === 'starting' && following === 'on') return { bound: 'from', length: 2 };
  if (word === 'before' && isAboutEnd(tokens, index + 1)) return { bound: 'by', length: 1 };
  const bound = bounds.get(word);
  return bound === undefined ? null : { bound, length: 1 };
}

/** `the end`, `the week is out`: what is done before that is done by that day. */
function isAboutEnd(tokens: DateReader['tokens'], index: number): boolean {
  const words = tokens.slice(index, index + 4).map(({ lower }) => lower);
  return /^(?:the )?end\b|^the (?:day|week|month|quarter|year) is (?:out|over)$/u.test(words.join(' '));
}

function toDates(
  read: ReadDate,
  input: { bound: DateBound; isKnown: boolean },
): Pick<DateInText, 'date' | 'endDate' | 'granularity' | 'bound'> {
  const { granularity } = read;
  const { bound } = input;
  if (read.from === null || read.to === null || !input.isKnown)
    return { date: null, endDate: null, granularity, bound };
  if (bound === 'before') return { date: formatDay(read.from - 1), endDate: null, granularity, bound };
  if (bound === 'after') return { date: formatDay(read.to + 1), endDate: null, granularity, bound };
  if (bound === 'since' || bound === 'from') return { date: formatDay(read.from), endDate: null, granularity, bound };
  const endDate = read.to === read.from ? null : formatDay(read.to);
  return { date: formatDay(read.from), endDate, granularity, bound };
}
