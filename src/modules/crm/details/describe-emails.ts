import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { crmDetails } from '../tables.ts';
import { toEmail } from './list-emails-to-note.ts';

/** What names an e-mail, without what it says. */
export interface EmailLine {
  readonly externalId: string;
  readonly subject: string | null;
  readonly sentAt: string;
}

/** What names these e-mails, by our ids; one that is gone, or was taken back, is absent. */
export async function describeEmails({
  ctx,
  input,
}: Verb<{ emailIds: readonly string[] }>): Promise<ReadonlyMap<string, EmailLine>> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  if (input.emailIds.length === 0) return new Map();
  const rows = await ctx.db
    .select()
    .from(crmDetails)
    .where(and(eq(crmDetails.workspaceId, ctx.workspaceId), inArray(crmDetails.id, [...input.emailIds])));
  return new Map(
    rows.map((row) => {
      const { externalId, subject, sentAt } = toEmail(row);
      return [row.id, { externalId, subject, sentAt }];
    }),
  );
}
