import { describeEmails } from '#modules/crm';
import type { Context } from '#platform/context';
import { and, eq, isNotNull, sql } from '#platform/sql';
import { callStatements, contradictions } from '../tables.ts';

/** E-mails that something is noted of, or quoted from, and that the CRM does not have any more. */
export async function goneEmails(ctx: Context): Promise<string[]> {
  const said = await ctx.db
    .selectDistinct({ emailId: callStatements.emailId })
    .from(callStatements)
    .where(and(eq(callStatements.workspaceId, ctx.workspaceId), isNotNull(callStatements.emailId)));
  const { rows: quoted } = await ctx.db.execute<{ id: string }>(sql`
    select distinct coalesce(proof ->> 'emailId', email_id) as id
    from ${contradictions}, jsonb_array_elements(evidence) as proof
    where ${eq(contradictions.workspaceId, ctx.workspaceId)} and proof ->> 'callId' is null
      and coalesce(proof ->> 'emailId', email_id) is not null`);
  const ids = [...new Set([...said.flatMap(({ emailId }) => emailId ?? []), ...quoted.map(({ id }) => id)])];
  const known = await describeEmails({ ctx, input: { emailIds: ids } });
  return ids.filter((id) => !known.has(id));
}
