import { z } from 'zod';
import { type BattlecardDeals, fewestClosedDeals } from '#contracts';
import { sql } from '#platform/sql';
import { claimsSource, dealsSource } from '../query/sources.ts';
import { isNamed, mentionList } from './mention-list.ts';
import type { RivalQuestion } from './rival-question.ts';

const mostDeals = 20;

const Row = z.object({
  id: z.string(),
  name: z.string(),
  stage: z.string().nullable(),
  is_closed: z.boolean(),
  is_won: z.boolean(),
  mentions: z.number(),
  is_named: z.boolean(),
});
type Row = z.infer<typeof Row>;

/** The deals in whose calls it was mentioned, or whose field in the CRM names it, and how those that closed ended. */
export async function readRivalDeals({ ctx, scope, rival }: RivalQuestion): Promise<BattlecardDeals> {
  const { rows } = await ctx.db.execute(sql`select deal.id, deal.name, deal.stage, deal.is_closed, deal.is_won,
      coalesce(heard.mentions, 0) as mentions, coalesce(${isNamed(rival, sql`deal.competitor`)}, false) as is_named
    from ${dealsSource(scope)}
    left join (
      select claim.deal_id, count(*)::int as mentions from ${claimsSource(scope)}
      where claim.list = ${mentionList} and ${isNamed(rival, sql`claim.name`)} and claim.deal_id is not null
      group by claim.deal_id
    ) heard on heard.deal_id = deal.id
    where heard.deal_id is not null or ${isNamed(rival, sql`deal.competitor`)}
    order by deal.is_closed, mentions desc, deal.name, deal.id`);
  const deals = z.array(Row).parse(rows);
  const states = deals.map(stateOf);
  const [open, won, lost] = (['open', 'won', 'lost'] as const).map(
    (state) => states.filter((each) => each === state).length,
  );
  const closed = (won ?? 0) + (lost ?? 0);
  return {
    open: open ?? 0,
    won: won ?? 0,
    lost: lost ?? 0,
    winRate: closed < fewestClosedDeals ? null : (won ?? 0) / closed,
    listed: deals.slice(0, mostDeals).map((row) => ({
      recordId: row.id,
      name: row.name,
      stage: row.stage,
      state: stateOf(row),
      mentions: row.mentions,
      isNamedInCrm: row.is_named,
    })),
  };
}

function stateOf({ is_closed: isClosed, is_won: isWon }: Row): BattlecardDeals['listed'][number]['state'] {
  if (!isClosed) return 'open';
  return isWon ? 'won' : 'lost';
}
