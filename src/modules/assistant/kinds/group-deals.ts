import { type SQL, sql } from '#platform/sql';
import type { Grouping } from '../entities/shape.ts';
import { dealsSource } from '../query/sources.ts';
import { groupRows } from './group-rows.ts';
import { dealGroups, withNotCompared } from './list-deals.ts';
import type { Asked, Draft } from './question-kind.ts';

/** Deals counted by what the question names, or by what its kind is about: number and sum of each. */
export async function groupDeals({
  asked,
  by,
  order,
  ...rest
}: {
  asked: Asked;
  definition: string;
  /** Where the question does not say by what. */
  by: Grouping;
  where: readonly SQL[];
  order: SQL;
  text: (total: { count: number; sum: number }) => string;
  nothing: string;
}): Promise<Draft> {
  const { group } = asked.slots;
  const named = group === null ? undefined : dealGroups[group.by];
  const grouping = group === null || named === undefined ? by : group;
  const draft = await groupRows({
    asked,
    from: dealsSource(asked.scope),
    by: named ?? dealGroups[by.by] ?? sql`deal.stage`,
    grouping,
    ...(grouping.by === by.by ? { order } : {}),
    noun: 'deal',
    unit: 'deals',
    sum: sql`amount`,
    actions: [{ label: 'List deals', command: 'sophia deals list' }],
    ...rest,
  });
  return withNotCompared({ draft, asked });
}
