import { z } from 'zod';
import { sql } from '#platform/sql';
import type { Asked } from './question-kind.ts';

const Known = z.object({ known: z.boolean() });

/** Why no warning is no sign that all is well, where none was ever raised; null where deals have been looked at. */
export async function notLookedAt({ ctx }: Pick<Asked, 'ctx'>): Promise<string | null> {
  const { rows } = await ctx.db.execute(
    sql`select exists (select 1 from deal_warnings raised where raised.workspace_id = ${ctx.workspaceId}) as known`,
  );
  const [{ known } = { known: false }] = Known.array().parse(rows);
  return known
    ? null
    : 'No warning was ever raised here, so the open deals may not have been looked at yet: that is done by the hour, once the CRM and the history of calls are read.';
}
