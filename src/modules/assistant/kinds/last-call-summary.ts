import { z } from 'zod';
import { sql } from '#platform/sql';
import { callsSource, claimsSource } from '../query/sources.ts';
import { callFilters, withWhom } from './call-filters.ts';
import { CallRow } from './call-row.ts';
import { emptyDraft, runQuery } from './draft.ts';
import { periodName, within } from './filters.ts';
import type { Asked, Draft } from './question-kind.ts';

const Statement = z.object({
  call_id: z.string(),
  title: z.string(),
  date: z.string().nullable(),
  quote: z.string(),
  turn: z.number(),
  speaker: z.string(),
  list: z.string(),
});

const summaryLists = ['findings.brief', 'findings.keyPoints', 'findings.outcome', 'findings.decisions'];

/** What the newest analyzed call was about, by the sentences that its summary stands on. */
export async function lastCallSummary(asked: Asked): Promise<Draft> {
  const last = await runQuery({
    asked,
    definition: `The last analyzed call${withWhom(asked)}${periodName(asked)}`,
    query: sql`select id, title, call_date::text as date, company, rep, mood as note
      from ${callsSource(asked.scope)}
      where analysis_id is not null and ${sql.join([sql`true`, ...callFilters(asked), ...(asked.slots.period === null ? [] : [within(sql`call.call_date`, asked.slots.period)])], sql` and `)}
      order by call_date desc nulls last, started_at desc, id desc
      limit 1`,
    row: CallRow,
  });
  const [call] = last.rows;
  if (call === undefined)
    return {
      ...emptyDraft,
      outcome: 'nothing',
      text: `There is no analyzed call${withWhom(asked)}${periodName(asked)}.`,
      queries: [last.ran],
    };
  const said = await runQuery({
    asked,
    definition: `What the summary of ${call.title} stands on`,
    query: sql`select distinct on (turn, quote) call_id, title, call_date::text as date, quote, turn, speaker, list
      from ${claimsSource(asked.scope)}
      where call_id = ${call.id} and list in (${sql.join(
        summaryLists.map((list) => sql`${list}`),
        sql`, `,
      )})
      order by turn, quote
      limit 10`,
    row: Statement,
  });
  return {
    ...emptyDraft,
    text: `${call.title} on ${call.date ?? 'a day that is not known'}${call.rep === null ? '' : `, led by ${call.rep}`}${call.note === null ? '' : `, ${call.note} as a whole`}:`,
    lines: said.rows.map(({ call_id: callId, title, date, quote, turn, speaker }) => ({
      text: `${speaker}: “${quote}”`,
      proofs: [{ type: 'turn', callId, title, date, turn, quote, speaker }],
    })),
    queries: [last.ran, said.ran],
    unknown: said.rows.length === 0 ? ['The analysis found no sentence that a summary could stand on.'] : [],
    actions: [{ label: 'Search in the call', command: `sophia calls search ${call.id} <question>` }],
  };
}
