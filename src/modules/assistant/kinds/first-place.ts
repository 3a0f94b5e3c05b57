import type { Dimension } from '../entities/shape.ts';

export const dimensionNames: Readonly<Record<Dimension, string>> = {
  stage: 'stage',
  owner: 'representative',
  account: 'account',
  competitor: 'competitor',
  pipeline: 'pipeline',
  reason: 'reason',
  kind: 'kind',
  month: 'month',
  quarter: 'quarter',
};

/** How many groups an answer lists. */
export const mostGroups = 20;

/** Says how many groups are left out where there are more than an answer lists. */
export function groupsNotListed(rows: readonly unknown[]): string[] {
  return rows.length > mostGroups ? [`${rows.length - mostGroups} more are not listed here.`] : [];
}

/** Who has the first place among sorted rows, or all that share it; what has no name is none of those compared. */
export function firstPlace<Row extends { readonly name: string | null }>({
  rows,
  value,
}: {
  rows: readonly Row[];
  value: (row: Row) => number;
}): { first: Row; names: string[] } | null {
  const named = rows.filter((row) => row.name !== null);
  const [first] = named;
  if (first === undefined) return null;
  const names = named.filter((row) => value(row) === value(first)).map((row) => row.name ?? '');
  return { first, names };
}

/** `2 share the most ($9,000): Ben Ruiz, Maya Okafor.` */
export function sharedBy({ names, place, value }: { names: readonly string[]; place: string; value: string }): string {
  return `${names.length} share ${place} (${value}): ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}.`;
}
