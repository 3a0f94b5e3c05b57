import type { DateMention, Due } from '#contracts';
import { formatShortDay } from '#platform/wording';

/** `Thu, Oct 8 (“by Thursday”)`, the words alone where the day is not known, or null where nothing was said. */
export function describeDue(due: Due | null, callDay: string | null): string | null {
  if (due === null) return null;
  return due.date === null ? `“${due.text}”` : `${formatShortDay(due.date, callDay)} (“${due.text}”)`;
}

/** `Thu, Oct 8`, `Thu, Oct 8 to Fri, Oct 9`, or `No day known` where the days are not known. */
export function describeDays({ date, endDate }: DateMention, callDay: string | null): string {
  if (date === null) return 'No day known';
  const first = formatShortDay(date, callDay);
  return endDate === null || endDate === date ? first : `${first} to ${formatShortDay(endDate, callDay)}`;
}
