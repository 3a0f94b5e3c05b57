import { z } from 'zod';
import type { BattlecardQuote } from '#contracts';
import { sql } from '#platform/sql';
import { claimsSource } from '../query/sources.ts';
import { isNamed, mentionList } from './mention-list.ts';
import { QuoteRow, quoteColumns, toQuote } from './quote-row.ts';
import type { RivalQuestion } from './rival-question.ts';

const mostQuotes = 12;
const Counted = z.array(z.object({ mentions: z.number(), calls: z.number() }));

/** How often the competitor was mentioned in the calls that whoever asks sees, and in how many of them. */
export async function countMentions({
  ctx,
  scope,
  rival,
}: RivalQuestion): Promise<{ mentions: number; calls: number }> {
  const { rows } =
    await ctx.db.execute(sql`select count(*)::int as mentions, count(distinct claim.call_id)::int as calls
    from ${claimsSource(scope)} where claim.list = ${mentionList} and ${isNamed(rival, sql`claim.name`)}`);
  return Counted.parse(rows)[0] ?? { mentions: 0, calls: 0 };
}

/** What was said where it was mentioned, each turn once: what buyers said first, the newest of each side first. */
export async function readSaid({ ctx, scope, rival }: RivalQuestion): Promise<BattlecardQuote[]> {
  const { rows } = await ctx.db.execute(sql`select * from (
      select distinct on (claim.call_id, claim.turn) ${quoteColumns('claim')}
      from ${claimsSource(scope)} where claim.list = ${mentionList} and ${isNamed(rival, sql`claim.name`)}
      order by claim.call_id, claim.turn, claim.start_offset
    ) said
    order by case said.side when 'external' then 0 when 'internal' then 1 else 2 end, said.date desc nulls last,
      said.call_id desc, said.turn
    limit ${mostQuotes}`);
  return z
    .array(QuoteRow)
    .parse(rows)
    .map((row) => toQuote({ row, workspaceId: scope.workspaceId }));
}
