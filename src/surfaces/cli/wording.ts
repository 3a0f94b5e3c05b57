import { oneLine } from '#platform/wording';

/** An instant as a table shows it; a dash for none. */
export function minuteOf(instant: string | null): string {
  return instant === null ? '-' : `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}

/** How long something is ago, in the largest unit that fits. */
export function lengthOf(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** A snake_case word of ours as a person reads it. */
export function words(name: string): string {
  return name.replaceAll('_', ' ');
}

/** Text from outside on one line; what cannot be seen in it is written out. */
export function plain(text: string | null): string {
  return text === null ? '-' : oneLine(text);
}

/** A sum of the CRM with its thousands apart; as it stands where it is no number, a dash for none. */
export function sumOf(text: string | null): string {
  const sum = Number(text ?? '');
  if (text === null || text.trim() === '' || !Number.isFinite(sum)) return plain(text);
  return sum.toLocaleString('en-US', { minimumFractionDigits: Number.isInteger(sum) ? 0 : 2 });
}

/** A number and what it counts. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** Words from outside behind a space, on one line; nothing where there are none. */
export function spaced(text: string): string {
  return text === '' ? '' : ` ${oneLine(text)}`;
}
