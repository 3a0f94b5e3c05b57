import type { ComparedFigure, ComparedFigureName, ComparedTracker } from '#contracts';
import { formatLength, formatNumber } from '#platform/wording';

/** What the figures that a vendor gives of a call are called. */
export const figureLabels = {
  talkRatio: 'Talk ratio of the host',
  longestMonologue: 'Longest monologue of the host',
  longestCustomerStory: 'Longest customer story',
  interactivity: 'Interactivity',
  patience: 'Patience',
  questionsOfCompany: 'Questions by us',
  questionsOfOthers: 'Questions by them',
} as const satisfies Record<ComparedFigureName, string>;

/** What stands where one of the two has no figure. */
const absent = '–';

/** The name of the vendor as it writes itself. */
export function vendorName(source: string): string {
  return source.charAt(0).toUpperCase() + source.slice(1);
}

/** A figure of one of the two: `42.5%`, `1 min 5 s`, `3.5`. */
export function describeValue({ unit }: Pick<ComparedFigure, 'unit'>, value: number | null): string {
  if (value === null) return absent;
  if (unit === 'share') return `${formatNumber(value * 100)}%`;
  return unit === 'seconds' ? formatLength(value * 1000) : formatNumber(value);
}

/** Sophia's figure less the vendor's: `+2.5 points`, `−3 s`, `0`. */
export function describeFigureDifference(figure: ComparedFigure): string {
  const { unit, difference } = figure;
  if (difference === null) return absent;
  const size = Math.abs(difference);
  const amount = unit === 'share' ? formatNumber(size * 100) : describeValue(figure, size);
  const value = unit === 'share' ? `${amount} points` : amount;
  return /^0(?:\.0)?(?: |$)/.test(value) ? '0' : `${difference > 0 ? '+' : '−'}${value}`;
}

/** What became of a tracker of the vendor in Sophia. */
export function describeTrackerState({ state, sophiaCount }: ComparedTracker): string {
  switch (state) {
    case 'both':
    case 'sophia_only':
      return `found ×${sophiaCount ?? 0}`;
    case 'vendor_only':
    case 'neither':
      return 'not found';
    case 'no_tracker_of_that_name':
      return 'no tracker of that name';
  }
}
