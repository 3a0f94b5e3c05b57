import type { GapBehind, ledgerItems } from './tables.ts';

type ItemRow = typeof ledgerItems.$inferSelect;
type GapColumns = Pick<
  ItemRow,
  'gapMissing' | 'gapCause' | 'gapDetail' | 'gapSince' | 'gapAttempts' | 'gapNextAttemptAt' | 'gapsBehind'
>;

/** All that keeps a call from its stations, the one that stands last. */
export function gapsOf(row: GapColumns): GapBehind[] {
  const { gapMissing, gapCause, gapSince, gapNextAttemptAt } = row;
  if (gapMissing === null || gapCause === null || gapSince === null) return [...row.gapsBehind];
  const standing = {
    missing: gapMissing,
    cause: gapCause,
    detail: row.gapDetail ?? '',
    since: gapSince.toISOString(),
    attempts: row.gapAttempts,
    nextAttemptAt: gapNextAttemptAt?.toISOString() ?? null,
  };
  return [...row.gapsBehind, standing];
}

/** The columns of an item with these gaps: the last stands, the others behind it. */
export function columnsOf(gaps: readonly GapBehind[]): GapColumns {
  const standing = gaps.at(-1);
  return {
    gapMissing: standing?.missing ?? null,
    gapCause: standing?.cause ?? null,
    gapDetail: standing?.detail ?? null,
    gapSince: standing === undefined ? null : new Date(standing.since),
    gapAttempts: standing?.attempts ?? 0,
    gapNextAttemptAt: standing?.nextAttemptAt ? new Date(standing.nextAttemptAt) : null,
    gapsBehind: gaps.slice(0, -1),
  };
}
