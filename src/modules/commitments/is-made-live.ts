import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, sql } from '#platform/sql';
import { madeLive } from './made-live.ts';
import { commitments } from './tables.ts';

/** Whether a promise was made in a call that came in as it took place, be it there for the first time or once more. */
export async function isMadeLive({ ctx, input }: Verb<{ commitmentId: string }>): Promise<boolean> {
  authorise({ ctx, action: 'commitment.read', resource: { type: 'commitment', id: input.commitmentId } });
  const first = sql`(select coalesce(asked.repeats, asked.id) from commitments asked
    where asked.workspace_id = ${ctx.workspaceId} and asked.id = ${input.commitmentId})`;
  const rows = await ctx.db
    .select({ id: commitments.id })
    .from(commitments)
    .where(and(eq(commitments.workspaceId, ctx.workspaceId), sql`${commitments.id} = ${first}`, madeLive));
  return rows.length > 0;
}
