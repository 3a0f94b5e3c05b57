import { type CalendarDate, type Day, monthEnd, monthStart, partsOf, toDay, weekdayOf } from './calendar.ts';

/** Days people in the United States name, by the words they use (lower case, without apostrophes). */
const holidayNames: readonly (readonly [string, (year: number) => Day])[] = [
  ["new year's day", (year) => dayOf({ year, month: 1, day: 1 })],
  ["new year's eve", (year) => dayOf({ year, month: 12, day: 31 })],
  ["new year's", (year) => dayOf({ year, month: 1, day: 1 })],
  ['new years day', (year) => dayOf({ year, month: 1, day: 1 })],
  ['new years eve', (year) => dayOf({ year, month: 12, day: 31 })],
  ['new years', (year) => dayOf({ year, month: 1, day: 1 })],
  ['the new year', (year) => dayOf({ year, month: 1, day: 1 })],
  ['new year', (year) => dayOf({ year, month: 1, day: 1 })],
  ['martin luther king day', (year) => nthWeekday({ year, month: 1, weekday: 1, nth: 3 })],
  ['mlk day', (year) => nthWeekday({ year, month: 1, weekday: 1, nth: 3 })],
  ["valentine's day", (year) => dayOf({ year, month: 2, day: 14 })],
  ['valentines day', (year) => dayOf({ year, month: 2, day: 14 })],
  ["presidents' day", (year) => nthWeekday({ year, month: 2, weekday: 1, nth: 3 })],
  ['presidents day', (year) => nthWeekday({ year, month: 2, weekday: 1, nth: 3 })],
  ["president's day", (year) => nthWeekday({ year, month: 2, weekday: 1, nth: 3 })],
  ["st . patrick's day", (year) => dayOf({ year, month: 3, day: 17 })],
  ['tax day', (year) => dayOf({ year, month: 4, day: 15 })],
  ['good friday', (year) => easter(year) - 2],
  ['easter sunday', easter],
  ['easter monday', (year) => easter(year) + 1],
  ['easter', easter],
  ['memorial day', memorialDay],
  ['juneteenth', (year) => dayOf({ year, month: 6, day: 19 })],
  ['independence day', (year) => dayOf({ year, month: 7, day: 4 })],
  ['labor day', (year) => nthWeekday({ year, month: 9, weekday: 1, nth: 1 })],
  ['labour day', (year) => nthWeekday({ year, month: 9, weekday: 1, nth: 1 })],
  ['columbus day', (year) => nthWeekday({ year, month: 10, weekday: 1, nth: 2 })],
  ["indigenous peoples' day", (year) => nthWeekday({ year, month: 10, weekday: 1, nth: 2 })],
  ['halloween', (year) => dayOf({ year, month: 10, day: 31 })],
  ['veterans day', (year) => dayOf({ year, month: 11, day: 11 })],
  ["veteran's day", (year) => dayOf({ year, month: 11, day: 11 })],
  ['thanksgiving day', thanksgiving],
  ['thanksgiving', thanksgiving],
  ['black friday', (year) => thanksgiving(year) + 1],
  ['cyber monday', (year) => thanksgiving(year) + 4],
  ['christmas eve', (year) => dayOf({ year, month: 12, day: 24 })],
  ['christmas day', (year) => dayOf({ year, month: 12, day: 25 })],
  ['christmas', (year) => dayOf({ year, month: 12, day: 25 })],
  ['boxing day', (year) => dayOf({ year, month: 12, day: 26 })],
];

/** Holiday names with how many tokens they have, and the day of a year. Longest first. */
export function holidays(): { words: readonly string[]; dayIn: (year: number) => Day }[] {
  return holidayNames
    .map(([name, dayIn]) => ({ words: name.split(' '), dayIn }))
    .sort((one, other) => other.words.length - one.words.length);
}

/** Days ahead within which `the long weekend` is understood without naming its holiday. */
const nearDays = 10;

/** Returns the first and last free day of the long weekend that a day is in or shortly before, or null. */
export function longWeekendNear(day: Day): { from: Day; to: Day } | null {
  const { year } = partsOf(day);
  const weekends = [year, year + 1].flatMap(longWeekends).sort((one, other) => one.to - other.to);
  return weekends.find((weekend) => weekend.to >= day && weekend.from - day <= nearDays) ?? null;
}

/** Weekends that a federal holiday makes longer; one on a Saturday is kept on Friday, on a Sunday on Monday. */
function longWeekends(year: number): { from: Day; to: Day }[] {
  const days = [
    dayOf({ year, month: 1, day: 1 }),
    nthWeekday({ year, month: 1, weekday: 1, nth: 3 }),
    nthWeekday({ year, month: 2, weekday: 1, nth: 3 }),
    memorialDay(year),
    dayOf({ year, month: 6, day: 19 }),
    dayOf({ year, month: 7, day: 4 }),
    nthWeekday({ year, month: 9, weekday: 1, nth: 1 }),
    nthWeekday({ year, month: 10, weekday: 1, nth: 2 }),
    dayOf({ year, month: 11, day: 11 }),
    dayOf({ year, month: 12, day: 25 }),
  ];
  const weekends = days.flatMap((day) => {
    const weekday = weekdayOf(day);
    if (weekday === 1) return [{ from: day - 2, to: day }];
    if (weekday === 7) return [{ from: day - 1, to: day + 1 }];
    if (weekday === 5) return [{ from: day, to: day + 2 }];
    return weekday === 6 ? [{ from: day - 1, to: day + 1 }] : [];
  });
  const thursday = thanksgiving(year);
  return [...weekends, { from: thursday, to: thursday + 3 }];
}

/** The nth weekday of a month; `nth` -1 is the last one. */
export function nthWeekday(which: { year: number; month: number; weekday: number; nth: number }): Day {
  const first = monthStart(which.year, which.month);
  if (which.nth < 0) {
    const last = monthEnd(first);
    return last - ((weekdayOf(last) - which.weekday + 7) % 7);
  }
  return first + ((which.weekday - weekdayOf(first) + 7) % 7) + (which.nth - 1) * 7;
}

function dayOf({ year, month, day }: CalendarDate): Day {
  return toDay({ year, month, day }) ?? monthEnd(monthStart(year, month));
}

function memorialDay(year: number): Day {
  return nthWeekday({ year, month: 5, weekday: 1, nth: -1 });
}

function thanksgiving(year: number): Day {
  return nthWeekday({ year, month: 11, weekday: 4, nth: 4 });
}

/** The anonymous Gregorian computus. */
function easter(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25);
  const moon = (19 * golden + correction + 15) % 30;
  const adjusted = moon - Math.floor((golden + 11 * moon) / 319);
  const weekday = (2 * (century % 4) + 2 * Math.floor(inCentury / 4) - adjusted - (inCentury % 4) + 32) % 7;
  const month = Math.floor((adjusted + weekday + 90) / 25);
  return dayOf({ year, month: month, day: (adjusted + weekday + month + 19) % 32 });
}
