import type { QuietHours, Severity } from './schema.ts';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
const ranks: Readonly<Record<Severity, number>> = { low: 0, medium: 1, high: 2 };

/** When a message may be told: null where it may be now, otherwise the end of the quiet time. */
export function quietUntil({
  now,
  quietHours,
  severity,
}: {
  now: Date;
  quietHours: QuietHours | null;
  severity: Severity;
}): Date | null {
  if (quietHours === null) return null;
  const { exceptSeverity } = quietHours;
  if (exceptSeverity !== null && ranks[severity] >= ranks[exceptSeverity]) return null;
  let at = now;
  // A night may lead into a quiet weekend, and that into a night.
  for (let steps = 0; steps < 6 && isQuiet({ at, quietHours }); steps += 1) at = nextEnd({ at, quietHours });
  return at === now ? null : at;
}

/** The next instant after `now` at which the clock of a zone shows a time of day. */
export function nextLocalTime({ now, time, timeZone }: { now: Date; time: string; timeZone: string }): Date {
  const wanted = minutesOf(time);
  const aheadMinutes = (wanted - localTime({ at: now, timeZone }).minutes + dayMinutes) % dayMinutes || dayMinutes;
  const guess = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs + aheadMinutes * minuteMs);
  // Where the clock was changed in between, the guess is off by what it was changed.
  const off = wanted - localTime({ at: guess, timeZone }).minutes;
  const corrected = off > dayMinutes / 2 ? off - dayMinutes : off < -dayMinutes / 2 ? off + dayMinutes : off;
  const moved = new Date(guess.getTime() + corrected * minuteMs);
  return moved > now ? moved : guess;
}

export function isAtLeast(severity: Severity, minimum: Severity): boolean {
  return ranks[severity] >= ranks[minimum];
}

function isQuiet({ at, quietHours }: { at: Date; quietHours: QuietHours }): boolean {
  const { minutes, isWeekend } = localTime({ at, timeZone: quietHours.timeZone });
  if (quietHours.weekends && isWeekend) return true;
  const from = minutesOf(quietHours.from);
  const to = minutesOf(quietHours.to);
  if (from === to) return false;
  return from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

function nextEnd({ at, quietHours }: { at: Date; quietHours: QuietHours }): Date {
  return nextLocalTime({ now: at, time: quietHours.to, timeZone: quietHours.timeZone });
}

function localTime({ at, timeZone }: { at: Date; timeZone: string }): { minutes: number; isWeekend: boolean } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
    hourCycle: 'h23',
  }).formatToParts(at);
  function read(type: Intl.DateTimeFormatPartTypes): string {
    return parts.find((part) => part.type === type)?.value ?? '';
  }
  return {
    minutes: Number(read('hour')) * 60 + Number(read('minute')),
    isWeekend: ['Sat', 'Sun'].includes(read('weekday')),
  };
}

function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
