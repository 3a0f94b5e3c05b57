const dayMs = 86_400_000;

export function daysBetween(from: string, to: Date): number {
  return (to.getTime() - Date.parse(from)) / dayMs;
}

/** As in 2026-11-16. */
export function dayOf(instant: string | Date): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** A moment as a CRM keeps it: a date, an instant, or milliseconds. Null where it is none. */
export function instantOf(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text === '') return null;
  const instant = /^\d{10,}$/u.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(instant) ? null : new Date(instant).toISOString();
}
