import { z } from 'zod';
import type { Battlecard } from '#contracts';
import { type SQL, sql } from '#platform/sql';
import { claimsSource } from '../query/sources.ts';
import { isNamed, mentionList } from './mention-list.ts';
import { QuoteRow, quoteColumns, toQuote } from './quote-row.ts';
import type { RivalQuestion } from './rival-question.ts';

const list = 'findings.objections';
const mostObjections = 8;
/** An objection is about a competitor that is named so near to it. */
const turnsAround = 2;

const Outcome = z.enum(['answered', 'partly', 'unanswered']);
const Row = z.object({
  field: z.string(),
  analysis_id: z.string(),
  kind: z.string().nullable(),
  outcome: Outcome.nullable(),
  ...QuoteRow.shape,
});
type Row = z.infer<typeof Row>;

/** What was objected to beside a mention of the competitor, and what our people answered. */
export async function readRivalObjections(question: RivalQuestion): Promise<Battlecard['objections']> {
  const { workspaceId } = question.scope;
  const raised = await rowsOf({
    question,
    list: sql`claim.list = ${list} and claim.side <> 'internal' and exists (
      select 1 from claims named where named.analysis_id = claim.analysis_id and named.body ->> 'list' = ${mentionList}
        and ${isNamed(question.rival, sql`named.name`)} and abs(named.turn - claim.turn) <= ${turnsAround})`,
    limit: mostObjections,
  });
  const answers = raised.length === 0 ? [] : await readAnswers({ question, raised });
  return raised.map((row) => {
    const field = answerField(row.field);
    const answer = answers.find((each) => each.analysis_id === row.analysis_id && each.field === field);
    return {
      kind: row.kind ?? 'other',
      outcome: row.outcome ?? 'unanswered',
      objection: toQuote({ row, workspaceId }),
      answer: answer === undefined ? null : toQuote({ row: answer, workspaceId }),
    };
  });
}

function readAnswers({ question, raised }: { question: RivalQuestion; raised: readonly Row[] }): Promise<Row[]> {
  const pairs = raised.map(
    ({ analysis_id: id, field }) => sql`(claim.analysis_id = ${id} and claim.field = ${answerField(field)})`,
  );
  return rowsOf({ question, list: sql`(${sql.join(pairs, sql` or `)})`, limit: raised.length });
}

/** Where the proof of an answer stands beside its objection. */
function answerField(field: string): string {
  return `${field}.answerEvidence`;
}

async function rowsOf({
  question: { ctx, scope },
  list: condition,
  limit,
}: {
  question: RivalQuestion;
  list: SQL;
  limit: number;
}): Promise<Row[]> {
  const { rows } = await ctx.db.execute(sql`select claim.field, claim.analysis_id, claim.kind, claim.outcome,
      ${quoteColumns('claim')}
    from ${claimsSource(scope)} where ${condition}
    order by claim.call_date desc nulls last, claim.call_id desc, claim.turn limit ${limit}`);
  return z.array(Row).parse(rows);
}
