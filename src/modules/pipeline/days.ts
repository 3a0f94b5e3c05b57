const dayMs = 86_400_000;

/** How far back history is looked at. */
export const mostDays = 800;

/** Tells the calendar day of an instant in a zone. */
export function createDayReader(timeZone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return (instant) => format.format(instant);
}

export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Whole days from one to the other; below zero where the other comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / dayMs);
}

/** A day as a CRM keeps it: a date, an instant, or milliseconds. Null where it is none. */
export function dayOfText(text: string | null): string | null {
  if (text === null) return null;
  const day = /^\d{10,}$/u.test(text) ? dayOfMilliseconds(Number(text)) : text.slice(0, 10);
  return isDay(day) ? day : null;
}

export function isDay(text: string): boolean {
  const instant = new Date(`${text}T12:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
  );
}

function dayOfMilliseconds(milliseconds: number): string {
  const instant = new Date(milliseconds);
  return Number.isNaN(instant.getTime()) ? '' : instant.toISOString().slice(0, 10);
}
