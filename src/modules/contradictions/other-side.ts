import type { Context } from '#platform/context';
import { and, eq, inArray, or, type SQL } from '#platform/sql';
import { disagree } from './judge/disagree.ts';
import { callStatements, contradictions } from './tables.ts';

type Row = typeof callStatements.$inferSelect;

/**
 * What the other of call and e-mail says of the same field in the same days, where both cannot be right. What a person
 * has said of to be wrong is no side any more.
 */
export async function otherSide({
  ctx,
  statement,
  statements,
}: {
  ctx: Context;
  /** The newest word on its field. */
  statement: Row;
  /** The oldest first. */
  statements: readonly Row[];
}): Promise<Row | null> {
  const isCall = statement.callId !== null;
  const earlier = statements.findLast(
    ({ property, callId }) => property === statement.property && (callId !== null) !== isCall,
  );
  if (earlier === undefined) return null;
  const apartMs = statement.saidAt.getTime() - earlier.saidAt.getTime();
  if (!disagree({ later: statement, earlier, apartMs })) return null;
  return (await isRejected({ ctx, statement: earlier })) ? null : earlier;
}

async function isRejected({ ctx, statement }: { ctx: Context; statement: Row }): Promise<boolean> {
  const { recordId, property } = statement;
  const rows = await ctx.db
    .select({ id: contradictions.id })
    .from(contradictions)
    .where(
      and(
        eq(contradictions.workspaceId, ctx.workspaceId),
        eq(contradictions.recordId, recordId),
        eq(contradictions.property, property),
        saidWrongly(statement),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

function saidWrongly({ callId, emailId }: Row): SQL | undefined {
  return or(
    and(eq(contradictions.callId, callId ?? ''), inArray(contradictions.state, ['crm_right', 'email_right'])),
    and(eq(contradictions.emailId, emailId ?? ''), inArray(contradictions.state, ['crm_right', 'call_right'])),
  );
}
