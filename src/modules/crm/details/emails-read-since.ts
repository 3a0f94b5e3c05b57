import { authorise } from '#modules/access';
import type { Context } from '#platform/context';
import { firstReadAt } from '../sync/sync-pass.ts';

/** When e-mails of a CRM were looked at for the first time; null where nobody noted it. */
export async function emailsReadSince({
  ctx,
  input,
}: {
  ctx: Context;
  input: { source: string };
}): Promise<string | null> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  return firstReadAt({ ctx, source: input.source, objectType: 'email', mode: 'incremental' });
}
