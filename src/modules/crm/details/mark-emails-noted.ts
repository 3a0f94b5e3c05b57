import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { crmDetails } from '../tables.ts';

/** Says that the words of these e-mails were written down. Call it in the transaction that writes them. */
export async function markEmailsNoted({ ctx, input }: Verb<{ emailIds: readonly string[] }>): Promise<void> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'crm_record', id: null } });
  if (input.emailIds.length === 0) return;
  await ctx.db
    .update(crmDetails)
    .set({ notedAt: ctx.clock.now() })
    .where(and(eq(crmDetails.workspaceId, ctx.workspaceId), inArray(crmDetails.id, [...input.emailIds])));
}
