import { z } from 'zod';
import { isAllowed } from '#modules/access';
import { type SQL, sql } from '#platform/sql';
import { allOf, money, percent } from './draft.ts';
import type { Asked, Draft } from './question-kind.ts';

const Pair = z.object({
  kept: z.string(),
  other: z.string(),
  confidence: z.number(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
});
const mostPairs = 3;

/** A sum in which deals stand that are held for one deal says so, with the pair and what it may count twice. */
export async function withCountedTwice({
  draft,
  asked,
  from,
  where,
}: {
  draft: Draft;
  asked: Asked;
  from: SQL;
  where: readonly SQL[];
}): Promise<Draft> {
  const { ctx, currency } = asked;
  if (draft.outcome !== 'answered' || !isAllowed({ ctx, action: 'duplicate.read' })) return draft;
  const { rows } =
    await ctx.db.execute(sql`with listed as (select id, name, amount::float8 as amount, currency from ${from} where ${allOf(where)})
    select kept.name as kept, other.name as other, pair.confidence, least(kept.amount, other.amount) as amount, other.currency
    from crm_duplicates pair join listed kept on kept.id = pair.kept_record_id join listed other on other.id = pair.other_record_id
    where pair.workspace_id = ${ctx.workspaceId} and pair.object_type = 'deal' and pair.state in ('found', 'proposed')
    order by amount desc nulls last, kept, other`);
  const pairs = z.array(Pair).parse(rows);
  const told = pairs.slice(0, mostPairs).map(({ kept, other, confidence, amount, currency: own }) => {
    const twice = amount === null ? '' : `, so ${money(amount, own ?? currency)} may be counted twice`;
    return `“${kept}” and “${other}” are held for one deal (${percent(confidence)} sure)${twice}: sophia duplicates list.`;
  });
  const more = pairs.length > mostPairs ? [`${pairs.length - mostPairs} more pairs of deals are held for one.`] : [];
  return { ...draft, unknown: [...draft.unknown, ...told, ...more] };
}
