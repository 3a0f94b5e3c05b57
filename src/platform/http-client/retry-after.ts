/**
 * Returns how long a server asks us to wait, in milliseconds, or null where it does not say. Reads `retry-after-ms`
 * (OpenAI, Anthropic) and `retry-after` in seconds or as a date.
 */
export function retryAfterMs(headers: Headers, now: Date): number | null {
  const milliseconds = headers.get('retry-after-ms');
  if (milliseconds !== null && Number.isFinite(Number(milliseconds))) return Math.max(0, Number(milliseconds));
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return null;
  if (Number.isFinite(Number(value))) return Math.max(0, Number(value) * 1000);
  const instantMs = Date.parse(value);
  return Number.isNaN(instantMs) ? null : Math.max(0, instantMs - now.getTime());
}
