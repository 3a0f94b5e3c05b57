import { z } from 'zod';
import { type BattlecardQuote, Side } from '#contracts';
import { type SQL, sql } from '#platform/sql';
import { stretchOf } from '../query/stretch-of.ts';

/** A quote of a call as a query gives it. */
export const QuoteRow = z.object({
  quote: z.string(),
  speaker: z.string(),
  side: Side,
  call_id: z.string(),
  title: z.string(),
  date: z.string().nullable(),
  company: z.string().nullable(),
  company_id: z.string().nullable(),
  turn: z.number(),
});
export type QuoteRow = z.infer<typeof QuoteRow>;

/** A quote that is hardly more than a name is shown with the words around it. */
const shortQuote = 30;

/** The columns of a claim that make a quote. */
export function quoteColumns(claim: string): SQL {
  const from = sql.identifier(claim);
  const around = stretchOf({
    text: sql`spoken.text`,
    from: sql`greatest(1, ${from}.start_offset - 100)`,
    length: 280,
  });
  return sql`${from}.speaker, ${from}.side, ${from}.call_id, ${from}.title, ${from}.call_date::text as date, ${from}.company, ${from}.company_id, ${from}.turn,
    case when length(${from}.quote) >= ${shortQuote} then ${from}.quote else coalesce((
      select ${around} from turns spoken
      where spoken.call_version_id = ${from}.version_id and spoken.turn = ${from}.turn), ${from}.quote) end as quote`;
}

export function toQuote({ row, workspaceId }: { row: QuoteRow; workspaceId: string }): BattlecardQuote {
  const { quote, speaker, side, call_id: callId, title, date, company: account, company_id: accountId, turn } = row;
  const path = `/calls/${encodeURIComponent(workspaceId)}/${encodeURIComponent(callId)}#turn-${turn}`;
  return { quote, speaker, side, callId, title, date, account, accountId, turn, path };
}
