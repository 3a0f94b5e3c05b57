import type { DigitGroup } from './find-digit-runs.ts';
import type { FoundData, MaskedKind } from './masked-kinds.ts';

/** One place for each line on which the groups stand. */
export function spansOfGroups({ kind, groups }: { kind: MaskedKind; groups: readonly DigitGroup[] }): FoundData[] {
  const value = groups.map(({ digits }) => digits).join('');
  const lines = Map.groupBy(groups, ({ line }) => line);
  return [...lines.values()].map((own) => ({
    kind,
    start: Math.min(...own.map(({ start }) => start)),
    end: Math.max(...own.map(({ end }) => end)),
    value,
  }));
}
