import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import { and, eq, sql } from '#platform/sql';
import { contradictions } from '../tables.ts';

/**
 * What was found stays found, and without the words of e-mails that are no longer ours to show, whichever side they were
 * on and however it was settled; what shows it is told. Call it in the transaction that takes back what they said.
 */
export async function withdrawQuotes({ ctx, goneIds }: { ctx: Context; goneIds: readonly string[] }): Promise<void> {
  if (goneIds.length === 0) return;
  const ids = sql`${sql.param([...goneIds])}::text[]`;
  // Before proofs named their e-mail, it was the one of the row.
  const isGone = sql`(proof ->> 'emailId' = any(${ids}) or proof ->> 'emailId' is null
    and proof ->> 'callId' is null and ${contradictions.emailId} = any(${ids}))`;
  const isLeft = sql`exists (select from jsonb_array_elements(${contradictions.evidence}) as proof
    where proof ->> 'callId' is null and not coalesce(${isGone}, false))`;
  const changed = await ctx.db
    .update(contradictions)
    .set({
      evidence: sql`(select coalesce(jsonb_agg(proof order by place), '[]'::jsonb)
        from jsonb_array_elements(${contradictions.evidence}) with ordinality as said(proof, place)
        where not coalesce(${isGone}, false))`,
      // Of a call that says another thing than an e-mail, the other side is that e-mail, unless another says the same.
      otherValue: sql`case when ${contradictions.callId} is null or ${isLeft} then ${contradictions.otherValue} end`,
    })
    .where(
      and(
        eq(contradictions.workspaceId, ctx.workspaceId),
        sql`exists (select from jsonb_array_elements(${contradictions.evidence}) as proof where ${isGone})`,
      ),
    )
    .returning({ id: contradictions.id });
  for (const { id } of changed) await publish({ ctx, event: { type: 'contradiction.changed', contradictionId: id } });
}
