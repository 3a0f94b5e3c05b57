const dayMs = 86_400_000;

/** A day as `YYYY-MM-DD`; HubSpot takes that form and epoch milliseconds at midnight UTC, and nothing else. */
export function normalizeDate(text: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(text)) {
    const atMs = Date.parse(text);
    return Number.isNaN(atMs) || new Date(atMs).toISOString().slice(0, 10) !== text ? null : text;
  }
  const atMs = instantOf(text);
  return atMs === null || atMs % dayMs !== 0 ? null : new Date(atMs).toISOString().slice(0, 10);
}

/** An instant as ISO text in UTC with milliseconds, from that form, a day, or epoch milliseconds. */
export function normalizeDateTime(text: string): string | null {
  const day = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? normalizeDate(text) : null;
  const atMs = day === null ? instantOf(text) : Date.parse(day);
  return atMs === null ? null : new Date(atMs).toISOString();
}

function instantOf(text: string): number | null {
  const isEpoch = /^-?\d{1,15}$/u.test(text);
  if (!isEpoch && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/u.test(text))
    return null;
  const atMs = isEpoch ? Number(text) : Date.parse(text);
  return Number.isNaN(atMs) ? null : atMs;
}
