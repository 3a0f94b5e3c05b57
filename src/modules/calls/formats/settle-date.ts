import { momentInName, momentInText } from './moment-in-text.ts';
import type { Moment, Reading, ReadOptions, WarningList } from './reading.ts';

export interface SettledDate {
  readonly startedAt: string | null;
  readonly date: string | null;
  readonly timeZone: string;
}

/** Returns when the call took place: as asked for, else as the source says, else as the file is named, else unknown. */
export function settleDate(input: {
  reading: Reading;
  name: string;
  options: ReadOptions;
  warnings: WarningList;
}): SettledDate {
  const { reading, options } = input;
  const timeZone = settleZone(input);
  const moment = reading.moment ?? momentInName(input.name);
  const found = moment === null ? null : dayOf(moment, { timeZone, zoneWins: options.timeZoneGiven });
  const startedAt = moment?.instant?.toISOString() ?? null;
  if (options.date === undefined) return { startedAt, date: found, timeZone };
  if (found !== null && found !== options.date) {
    const message = `The file says ${found}; ${options.date} was asked for and used.`;
    input.warnings.add({ code: 'transcript.date-overridden', message, line: null });
    return { startedAt: null, date: options.date, timeZone };
  }
  return { startedAt, date: options.date, timeZone };
}

/** Returns the moment of an ISO 8601 text; its day is known only where an offset, and not just Z, tells the zone. */
export function momentFromInstant(text: string): Moment | null {
  const match = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.exec(text.trim());
  const instant = match === null ? Number.NaN : Date.parse(text.trim());
  if (match === null || Number.isNaN(instant)) return momentInText(text);
  return { instant: new Date(instant), day: match[2] === 'Z' ? null : (match[1] ?? null) };
}

/** Whether `name` is an IANA name of a time zone that this machine knows. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function settleZone({ reading, options, warnings }: Parameters<typeof settleDate>[0]): string {
  if (options.timeZoneGiven || reading.timeZone === null) return options.timeZone;
  if (isTimeZone(reading.timeZone)) return reading.timeZone;
  const message = `The time zone “${reading.timeZone}” is no IANA name such as America/Chicago; ${options.timeZone} was used.`;
  warnings.add({ code: 'transcript.time-zone', message, line: null });
  return options.timeZone;
}

function dayOf(moment: Moment, { timeZone, zoneWins }: { timeZone: string; zoneWins: boolean }): string | null {
  if (moment.instant === null || (moment.day !== null && !zoneWins)) return moment.day;
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(moment.instant);
  const [year = '', month, day] = ['year', 'month', 'day'].map(
    (type) => parts.find((candidate) => candidate.type === type)?.value ?? '',
  );
  return `${year.padStart(4, '0')}-${month}-${day}`;
}
