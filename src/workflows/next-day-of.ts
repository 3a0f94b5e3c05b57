import { SophiaError } from '#platform/errors';

/** So that what waited for the day does not come back all at once. */
const spreadMs = 600_000;

/** When a vendor can be asked again whose requests of the day are used up; null for any other error. */
export function nextDayOf(error: unknown): Date | null {
  if (!(error instanceof SophiaError) || error.code !== 'vendor.day-used-up') return null;
  const atMs = Date.parse(String(error.details['beginsAnewAt']));
  return Number.isNaN(atMs) ? null : new Date(atMs);
}

/** When what met that error is to be looked at again: in the next day, up to ten minutes into it by chance. */
export function afterNextDay({ error, random }: { error: unknown; random: () => number }): Date | null {
  const nextDay = nextDayOf(error);
  return nextDay === null ? null : new Date(nextDay.getTime() + Math.round(random() * spreadMs));
}
