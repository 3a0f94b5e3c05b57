/** Calendar days, both included, and how they were named. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

export interface FoundPeriod {
  readonly period: Period;
  /** The words of the text that named it, [start, end). */
  readonly start: number;
  readonly end: number;
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;
const monthWords = months.map((month) => `${month}|${month.slice(0, 3)}`).join('|');
/** `may` is a month beside a day only where no verb follows it. */
const monthOfDay = `(?:${monthWords.replace('may|may|', '')}|sept|may(?! [a-z]))`;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const weekdayWords = weekdays.map((day) => `${day}|${day.slice(0, 3)}`).join('|');
const sinceWords = '(?:since|after|from) (?:the )?';
/** Behind it stands the last of several days. */
const notOfSeveral = '(?<!\\d(?:st|nd|rd|th)? ?(?:to|and|or|until|till|[-–/]) ?(?:the )?)';
/** A month of which a day is named is not meant as a whole. */
const noDay = '(?! \\d{1,2}(?:st|nd|rd|th)?\\b)';
const untilWords = '(?:until|till|by|before) (?:the )?';
const daysIn: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };
const numberWords: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, ten: 10 };

/** “Before 4 october” said in november is hardly the one of next year. */
const halfYear = 183;
/** The end of days that have none, such as those on which deals close. */
export const openEnd = '9999-12-31';
/** What lies on days ahead, with no end to them. */
const isOpen = /\b(?:clos(?:e|es|ing)|due|landing)\b/;
/** What is still to come, by the words of a question. */
const isToCome =
  /\b(?:clos(?:e|es|ing)|due|owe[sd]?|promis\w*|commit\w*|follow[- ]?ups?|will|won['’]?t|would|should|going to|expect\w*|renew\w*|land(?:s|ing)?|forecast|planned|scheduled|upcoming)\b/;
/** What has happened by then, where nothing of it is still to come. */
const hasHappened =
  /\b(?:won|lost|closed|calls|called|talked|spoken?|met|happened|changed|moved|slipped|pushed|said|mention(?:s|ed)?|objections?|raised|discussed|created|did|was|were|had)\b/;

interface DayOfMonth {
  readonly word: string;
  readonly day: string;
  readonly month: string;
  readonly year: string | null;
  readonly today: string;
}

type Days = { readonly from: string; readonly to: string };
type Reader = (parts: readonly string[], today: string) => Days | null;

/** What names days, the more telling forms first. */
const forms: readonly (readonly [RegExp, Reader])[] = [
  [
    /\b(?:from |between )?(\d{4}-\d{2}-\d{2}) ?(?:\.\.|to|and|until|-) ?(\d{4}-\d{2}-\d{2})\b/,
    ([from = '', to = '']) => daysBetween(from, to),
  ],
  [
    /\b(since|after|from) (\d{4}-\d{2}-\d{2})\b/,
    ([word = '', from = '']) => withoutNamed({ word, days: daysBetween(from, openEnd) }),
  ],
  [
    /\b(until|till|by|before) (\d{4}-\d{2}-\d{2})\b/,
    ([word = '', to = ''], today) => withoutNamed({ word, days: daysBetween(today, to) }),
  ],
  [/\b(?:on )?(\d{4}-\d{2}-\d{2})\b/, ([day = '']) => daysBetween(day, day)],
  [
    new RegExp(
      `\\b(${sinceWords}|${untilWords}|on (?:the )?|for )?${notOfSeveral}(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${monthOfDay})(?: (\\d{4}))?\\b`,
    ),
    ([word = '', day = '', month = '', year], today) => dayOfMonth({ word, day, month, year: year ?? null, today }),
  ],
  [
    new RegExp(
      `\\b(${sinceWords}|${untilWords}|on |for )?(${monthOfDay}|may) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?(?! ?\\d|[\\w.,]\\d)(?=$|[?!.,;]| (?:(?:to|and|or)(?! (?:the )?\\d)|by|with|for|in|of|at|led|held|that|which|against|over|under)\\b)`,
    ),
    ([word = '', month = '', day = '', year], today) => dayOfMonth({ word, day, month, year: year ?? null, today }),
  ],
  [
    new RegExp(`\\bsince (?:last |this )?(${weekdayWords})\\b`),
    ([day = ''], today) => ({ from: weekdayBefore(day, today), to: today }),
  ],
  [
    new RegExp(`\\b(?:on )?(?:last|past|previous) (${weekdayWords})\\b`),
    ([day = ''], today) => oneDay(weekdayBefore(day, today)),
  ],
  [
    new RegExp(`\\b(?:on )?(?:next|coming) (${weekdayWords})\\b`),
    ([day = ''], today) => oneDay(shiftDay(weekdayBefore(day, shiftDay(today, 1)), 7)),
  ],
  [
    new RegExp(`\\b(?:by|until|till) (?:next |this )?(${weekdayWords})\\b`),
    ([day = ''], today) => ({ from: today, to: shiftDay(weekdayBefore(day, today), 7) }),
  ],
  [
    /\bsince (last|this) (week|month|quarter|year)\b/,
    ([which = '', unit = ''], today) => ({ from: named({ which, unit, today }).from, to: today }),
  ],
  [/\bsince (yesterday)\b/, (_parts, today) => ({ from: shiftDay(today, -1), to: today })],
  [
    /\b(?:in )?q([1-4])(?: (?:of )?(\d{4}))?\b/,
    ([quarter, year], today) => quarterOf(Number(year ?? today.slice(0, 4)), Number(quarter) - 1),
  ],
  [
    /\b(?:the |over the |in the |within the )?(?:last|past|previous) (\d{1,3}|two|three|four|five|six|seven|ten) (day|week|month)s?\b/,
    ([count = '', unit = ''], today) => counted({ count, unit, today, ahead: false }),
  ],
  [
    /\b(?:the |over the |in the |within the |within |in )?(?:next|coming) (\d{1,3}|two|three|four|five|six|seven|ten) (day|week|month)s?\b/,
    ([count = '', unit = ''], today) => counted({ count, unit, today, ahead: true }),
  ],
  [
    /(?<=(?:\b(?:no|not|nobody|without|never)|n['’]?t)\b.*)(?<!\b(?:clos\w*|due|will|won['’]?t|going|renew\w*)\b.*)\b(?:in|for) (?:over |more than |at least )?(?:the )?(\d{1,3}|two|three|four|five|six|seven|ten) (day|week|month)s?\b/,
    ([count = '', unit = ''], today) => counted({ count, unit, today, ahead: false }),
  ],
  [
    /\b(?:in the |the )?(this|current|last|previous|past|next|coming) (week|month|quarter|year)\b/,
    ([which = '', unit = ''], today) => named({ which, unit, today }),
  ],
  [new RegExp(`\\bsince (${monthWords})\\b${noDay}`), ([month = ''], today) => sinceMonth({ month, today })],
  [
    new RegExp(
      `\\b(?:in|during|for|(?<!\\b(?:end|start|beginning|middle|half|rest|part|weeks?|\\d{1,2}(?:st|nd|rd|th)?) )of) (${monthWords})(?: (\\d{4}))?\\b${noDay}`,
    ),
    ([month = '', year], today) => monthOf({ month, year: year ?? null, today }),
  ],
  [
    /(?<=\b(?:make|making|hit|hitting|reach|close out|finish|end|land|how is|how['’]s|how does) )(?:the|our) (week|month|quarter|year)\b/,
    ([unit = ''], today) => named({ which: 'this', unit, today }),
  ],
  [/\b(today|yesterday|tomorrow)\b/, ([word = ''], today) => dayNamed({ word, today })],
  [/\b(recently|lately)\b/, (_parts, today) => ({ from: shiftDay(today, -29), to: today })],
  [/\b(?:in |of |during )(20\d{2})\b/, ([year = '']) => ({ from: `${year}-01-01`, to: `${year}-12-31` })],
];

/** The first span of days that a text names; null where it names none. The text is lower case. */
export function findPeriod({ text, today }: { text: string; today: string }): FoundPeriod | null {
  for (const [pattern, read] of forms) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const found = read(match.slice(1), today);
    if (found === null) continue;
    const said = match[0].replace(
      /^(?:in|during|for|of|on|over|within|between|from(?= .*\d.*\d{4}-))? ?(?:the )?(?=\S)/,
      '',
    );
    const days = ended({ days: found, said, text, today });
    if (days === null || days.from > days.to) return null;
    const name = said.replace(/^(?:our )?(?=(?:week|month|quarter|year)$)/, 'this ');
    return { period: { ...days, name }, start: match.index, end: match.index + match[0].length };
  }
  return null;
}

/** Days without an end go on where what is asked about is still to come; what has happened has no days ahead. */
function ended({ days, said, text, today }: { days: Days; said: string; text: string; today: string }): Days | null {
  if (days.to === openEnd) return isOpen.test(text) && !said.startsWith('since') ? days : { ...days, to: today };
  const isAhead = days.from === today && /^(?:until|till|by|before)\b/.test(said);
  return isAhead && hasHappened.test(text) && !isToCome.test(text) ? null : days;
}

/** The calendar day of a moment in a zone. */
export function dayIn({ moment, timeZone }: { moment: Date; timeZone: string }): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
}

export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function namedPeriod(name: 'this quarter' | 'last 30 days' | 'last 90 days', today: string): Period {
  if (name === 'this quarter') return { ...named({ which: 'this', unit: 'quarter', today }), name };
  return { from: shiftDay(today, name === 'last 30 days' ? -29 : -89), to: today, name };
}

function counted({ count, unit, today, ahead }: { count: string; unit: string; today: string; ahead: boolean }) {
  const amount = numberWords[count] ?? Number(count);
  const days = amount * (daysIn[unit] ?? 0);
  if (!Number.isInteger(days) || days < 1 || days > 1100) return null;
  return ahead ? { from: today, to: shiftDay(today, days) } : { from: shiftDay(today, 1 - days), to: today };
}

function named({ which, unit, today }: { which: string; unit: string; today: string }): { from: string; to: string } {
  const step = /^(?:last|previous|past)$/.test(which) ? -1 : /^(?:next|coming)$/.test(which) ? 1 : 0;
  const year = Number(today.slice(0, 4));
  switch (unit) {
    case 'week': {
      const monday = shiftDay(today, -((new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7) + 7 * step);
      return { from: monday, to: shiftDay(monday, 6) };
    }
    case 'month':
      return monthFrom(year, Number(today.slice(5, 7)) - 1 + step);
    case 'quarter':
      return quarterOf(year, Math.floor((Number(today.slice(5, 7)) - 1) / 3) + step);
    default:
      return { from: `${year + step}-01-01`, to: `${year + step}-12-31` };
  }
}

function quarterOf(year: number, quarter: number): { from: string; to: string } {
  return { from: monthFrom(year, quarter * 3).from, to: monthFrom(year, quarter * 3 + 2).to };
}

function monthFrom(year: number, month: number): { from: string; to: string } {
  const first = new Date(Date.UTC(year, month, 1, 12)).toISOString().slice(0, 10);
  const last = new Date(Date.UTC(year, month + 1, 0, 12)).toISOString().slice(0, 10);
  return { from: first, to: last };
}

/** The month of that name which is nearest, unless a year was said: few months ahead, or more behind. */
function monthOf({ month, year, today }: { month: string; year: string | null; today: string }) {
  const place = months.findIndex((name) => name.startsWith(month));
  const thisYear = Number(today.slice(0, 4));
  if (year !== null) return monthFrom(Number(year), place);
  const ahead = place - (Number(today.slice(5, 7)) - 1);
  const nearest = ahead > 3 ? thisYear - 1 : ahead < -8 ? thisYear + 1 : thisYear;
  return monthFrom(nearest, place);
}

function sinceMonth({ month, today }: { month: string; today: string }): { from: string; to: string } {
  const place = months.findIndex((name) => name.startsWith(month));
  const thisYear = Number(today.slice(0, 4));
  return { from: monthFrom(place + 1 > Number(today.slice(5, 7)) ? thisYear - 1 : thisYear, place).from, to: today };
}

function dayNamed({ word, today }: { word: string; today: string }): { from: string; to: string } {
  const day = shiftDay(today, word === 'yesterday' ? -1 : word === 'tomorrow' ? 1 : 0);
  return { from: day, to: day };
}

function oneDay(day: string): { from: string; to: string } {
  return { from: day, to: day };
}

/** The day of that name before a day. */
function weekdayBefore(name: string, day: string): string {
  const wanted = weekdays.findIndex((weekday) => weekday.startsWith(name));
  const found = new Date(`${day}T12:00:00Z`).getUTCDay();
  return shiftDay(day, -((found - wanted + 6) % 7) - 1);
}

/** `since 4 dec` has no end yet, `by 4 dec` begins today; null where it is open which year is meant. */
function dayOfMonth({ word, day, month, year, today }: DayOfMonth): Days | null {
  const place = months.findIndex((name) => name.startsWith(month));
  const ending = `-${String(place + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const thisYear = Number(today.slice(0, 4));
  if (/^(?:since|after|from)/.test(word)) {
    const isAhead = year === null && `${thisYear}${ending}` > today;
    if (isAhead && !word.startsWith('since')) return null;
    return withoutNamed({ word, days: daysBetween(`${year ?? thisYear - (isAhead ? 1 : 0)}${ending}`, openEnd) });
  }
  if (/^(?:until|till|by|before)/.test(word)) {
    const next = `${year ?? thisYear + (`${thisYear}${ending}` < today ? 1 : 0)}${ending}`;
    const isFar = year === null && next > shiftDay(today, halfYear);
    return isFar && !word.startsWith('by') ? null : withoutNamed({ word, days: daysBetween(today, next) });
  }
  const named = `${monthOf({ month, year, today }).from.slice(0, 4)}${ending}`;
  return isDay(named) ? oneDay(named) : null;
}

/** `after 4 december` begins on the day behind it, and `before` ends on the one in front. */
function withoutNamed({ word, days }: { word: string; days: ReturnType<typeof daysBetween> }): typeof days {
  if (days === null) return null;
  if (word.startsWith('after')) return { ...days, from: shiftDay(days.from, 1) };
  return word.startsWith('before') ? { ...days, to: shiftDay(days.to, -1) } : days;
}

function daysBetween(from: string, to: string): { from: string; to: string } | null {
  return isDay(from) && isDay(to) ? { from, to } : null;
}

function isDay(day: string): boolean {
  const moment = new Date(`${day}T12:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
}
