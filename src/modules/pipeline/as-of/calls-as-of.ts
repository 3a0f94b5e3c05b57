import { z } from 'zod';
import type { DealAsOf } from '#contracts';
import { seenCall } from '#modules/access';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';

type Calls = DealAsOf['isTrue']['calls'];

const Row = z.object({
  id: z.string(),
  title: z.string().nullable(),
  date: z.string().nullable(),
  known: z.string(),
  ended: z.string().nullable(),
});

const mostCalls = 500;

/**
 * The calls about a deal that had taken place by the end of a day, by what is known by now; and of all, those that Sophia
 * had by then and knew to be about it. Of a call without a date is not known when it was: it counts as known alone.
 */
export async function callsAsOf({
  ctx,
  recordId,
  day,
  timeZone,
}: {
  ctx: Context;
  recordId: string;
  day: string;
  timeZone: string;
}): Promise<{ isTrue: Calls; wasKnown: Calls }> {
  const seen = seenCall(ctx, sql`held.id`);
  const { rows } = await ctx.db.execute(sql`
    select held.id, held.title, held.call_date::text as date,
      (greatest(held.created_at, link.created_at) at time zone ${timeZone})::date::text as known,
      (link.ended_at at time zone ${timeZone})::date::text as ended
    from call_links link join calls held on held.id = link.call_id
    where link.workspace_id = ${ctx.workspaceId} and link.record_id = ${recordId} and link.object_type = 'deal'
      ${seen === undefined ? sql`` : sql`and (${seen})`}
    order by held.call_date, held.id, link.created_at limit ${mostCalls}`);
  const links = z.array(Row).parse(rows);
  return {
    isTrue: links.filter(({ date, ended }) => ended === null && date !== null && date <= day).map(toCall),
    wasKnown: links.filter(({ known, ended }) => known <= day && (ended === null || ended > day)).map(toCall),
  };
}

function toCall({ id: callId, title, date, known: knownSince }: z.infer<typeof Row>): Calls[number] {
  return { callId, title, date, knownSince };
}
