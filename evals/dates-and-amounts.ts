import { findDatesInText } from '#modules/analysis/language';
import type { EvaluationRow } from './evaluation-row.ts';
import { findDatesByChrono } from './find-dates-by-chrono.ts';
import { type CaseVerdict, judgeAmounts } from './judge-amounts.ts';
import { judgeDates } from './judge-dates.ts';

/**
 * Judges the dates and sums of money of the recognizers' cases. Counted are the cases that no port of the reference
 * library fails and whose values the product supports by its contract (see `judge-dates.ts`, `judge-amounts.ts`).
 */
export function evaluate(input: { dataDirectory: string }): { rows: EvaluationRow[] } {
  const amounts = judgeAmounts(input.dataDirectory);
  const dates = judgeDates({ ...input, findDates: findDatesInText });
  const byChrono = judgeDates({ ...input, findDates: findDatesByChrono });
  return {
    rows: [
      rowOf(amounts.verdicts, {
        measure: 'Amounts: currency cases right (Recognizers)',
        note: 'place, value, code; all sums and no other',
      }),
      rowOf(amounts.portFailures, {
        measure: 'Amounts: the cases that ports of the reference fail',
        note: 'not part of the aim',
      }),
      rowOf(dates.verdicts, {
        floor: byChrono.verdicts,
        measure: 'Dates: date and span cases right (Recognizers)',
        note: 'all days and spans in order, and no other',
      }),
      rowOf(dates.portFailures, {
        floor: byChrono.portFailures,
        measure: 'Dates: the cases that ports of the reference fail',
        note: 'not part of the aim',
      }),
      rowOf(dates.negatives, {
        floor: byChrono.negatives,
        measure: 'Dates: cases without a date stay without one',
        note: 'times, durations, numbers, words',
      }),
    ],
  };
}

function rowOf(
  verdicts: readonly CaseVerdict[],
  about: { measure: string; note: string; floor?: readonly CaseVerdict[] },
): EvaluationRow {
  const supported = verdicts.filter((verdict) => verdict.supported);
  return {
    measure: about.measure,
    sample: `${supported.length} supported cases of ${verdicts.length}`,
    floor: about.floor === undefined ? null : shareRight(about.floor),
    published: null,
    reached: shareRight(verdicts),
    unit: 'share right',
    note: `${about.note}${about.floor === undefined ? '' : '; the floor is chrono-node by itself'}`,
  };
}

function shareRight(verdicts: readonly CaseVerdict[]): number {
  const supported = verdicts.filter((verdict) => verdict.supported);
  const passed = supported.filter((verdict) => verdict.passed).length;
  return Math.round((passed / Math.max(1, supported.length)) * 1000) / 1000;
}
