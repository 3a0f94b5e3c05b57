import {
  addDays,
  daysBetween,
  endOfMonth,
  monthName,
  nextWeekday,
  ordinal,
  spokenDate,
  weekdayName,
  weekdayOf,
} from '../base/calendar.ts';
import type { Random } from '../base/random.ts';
import { day, type SlotValue } from './slots.ts';

/** When a promise is due, as people say it, with the day it means on the day of the call. */
export function pickDue({ random, date }: { random: Random; date: string }): SlotValue {
  const weekday = weekdayOf(date);
  const friday = nextWeekday(date, 5);
  const soon = random.pick([1, 2, 3, 4, 5].filter((other) => other !== weekday));
  const soonDate = nextWeekday(date, soon);
  const options = [
    day(`by ${weekdayName(soonDate)}`, soonDate),
    day(`by end of day ${weekdayName(soonDate)}`, soonDate),
    day(`on ${weekdayName(soonDate)}`, soonDate),
    day(`by the end of next week`, addDays(weekday === 5 ? date : friday, 7)),
    day('this afternoon', date),
    day('today', date),
    day(`by the ${ordinal(Number(addDays(date, 8).slice(8)))}`, addDays(date, 8)),
  ];
  if (weekday >= 1 && weekday <= 4) {
    options.push(day('tomorrow', addDays(date, 1)), day('by tomorrow noon', addDays(date, 1)));
    options.push(day('by the end of the week', friday));
  }
  if (weekday >= 3) {
    const tuesday = nextWeekday(date, 2);
    options.push(day('by next Tuesday', tuesday), day('first thing Monday', nextWeekday(date, 1)));
  }
  return random.pick(options);
}

/** "Tuesday at ten", "Tuesday of next week at ten", "Tuesday the 14th at two", by how far it lies ahead. */
export function sayMeeting({ from, date, minute }: { from: string; date: string; minute: number }): SlotValue {
  const days = daysBetween(from, date);
  const time = sayTime(minute);
  const isSameWeek = days < 7 && weekdayOf(date) > weekdayOf(from);
  if (isSameWeek || days < 4) {
    return day(days === 1 ? `tomorrow at ${time}` : `${weekdayName(date)} at ${time}`, date);
  }
  if (days < 8) {
    return day(`${weekdayName(date)} of next week at ${time}`, date);
  }
  return days < 21
    ? day(`${weekdayName(date)} the ${ordinal(Number(date.slice(8)))} at ${time}`, date)
    : day(`${spokenDate(date)} at ${time}`, date);
}

/** "the end of October" where it is the last day of a month, else "October 20th". */
export function sayFarDay(date: string): SlotValue {
  return endOfMonth(date) === date ? day(`the end of ${monthName(date)}`, date) : day(spokenDate(date), date);
}

function sayTime(minute: number): string {
  const hours = ['twelve', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'];
  const hour = hours[Math.floor(minute / 60) % 12] ?? '';
  return minute % 60 === 30 ? `${hour} thirty` : hour;
}
