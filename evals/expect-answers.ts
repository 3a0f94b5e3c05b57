import type { AnswerOutcome } from '#contracts';
import type { TrueDeal } from './assistant-truth.ts';

/** What a right answer holds: its number, its sum, words of it; or that it gives none. */
export interface Expected {
  readonly count?: number;
  readonly sum?: number;
  readonly says?: readonly string[];
  /** Words of the sentence itself, not of its lines. */
  readonly textSays?: readonly string[];
  /** Words of the first line: what a list puts first. */
  readonly firstLine?: string;
  /** `answered` where it is left out; `nothing` where zero is the truth. */
  readonly outcome?: AnswerOutcome;
}

export interface HandWrittenQuestion {
  readonly question: string;
  readonly expected: Expected;
}

export const q4 = ['2026-10-01', '2026-12-31'] as const;
export const q3 = ['2026-07-01', '2026-09-30'] as const;
export const q1 = ['2027-01-01', '2027-03-31'] as const;
export const october = ['2026-10-01', '2026-10-31'] as const;
export const november = ['2026-11-01', '2026-11-30'] as const;
export const lastWeek = ['2026-11-09', '2026-11-15'] as const;
export const thisWeek = ['2026-11-16', '2026-11-22'] as const;
export const today = '2026-11-16';

export type Days = readonly [string, string];

export function within(day: string | null, [from, to]: Days): boolean {
  return day !== null && day >= from && day <= to;
}

/** The number of deals, the sum of their amounts, and those of the names that an answer lists in full. */
export function dealsAre(deals: readonly TrueDeal[], sums = true): Expected {
  if (deals.length === 0) return { count: 0, outcome: 'nothing' };
  const sum = deals.reduce((total, { amount }) => total + (amount ?? 0), 0);
  return {
    count: deals.length,
    ...(sums ? { sum } : {}),
    says: deals.length <= 12 ? deals.map(({ name }) => name) : [],
  };
}

export function countIs(count: number, says: readonly string[] = []): Expected {
  return count === 0 ? { count, outcome: 'nothing' } : { count, says };
}

export function money(amount: number): string {
  return `$${amount.toLocaleString('en-US')}`;
}

export const refused: Expected = { outcome: 'out_of_scope' };
export function isRenewal({ pipeline }: TrueDeal) {
  return pipeline === 'Renewals';
}

export function dealsTotal(deals: readonly TrueDeal[]): Expected {
  if (deals.length === 0) return { count: 0, outcome: 'nothing' };
  return { count: deals.length, sum: deals.reduce((total, { amount }) => total + (amount ?? 0), 0) };
}

export function amountsOf(deals: readonly TrueDeal[]): number {
  return deals.reduce((total, { amount }) => total + (amount ?? 0), 0);
}

/** The value, or that there is none. */
export function says(value: string | null | undefined): Expected {
  return value === undefined || value === null ? { outcome: 'nothing' } : { says: [value] };
}
