import type { CrmPropertyChange } from '#contracts';
import { authorise, seenRecordId } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, inArray } from '#platform/sql';
import { notWithheld } from './not-withheld.ts';
import { PropertyChangesInput } from './schema.ts';
import { crmPropertyChanges } from './tables.ts';
import { toPropertyChange } from './to-property-change.ts';

/** What the CRM's history says of a record, the newest first. */
export async function listPropertyChanges({
  ctx,
  input,
}: Verb<PropertyChangesInput>): Promise<{ changes: CrmPropertyChange[] }> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: input.recordId } });
  const { recordId, properties, limit } = parseInput({ schema: PropertyChangesInput, input, what: 'a history' });
  const rows = await ctx.db
    .select()
    .from(crmPropertyChanges)
    .where(
      and(
        eq(crmPropertyChanges.workspaceId, ctx.workspaceId),
        seenRecordId(ctx, crmPropertyChanges.recordId),
        notWithheld(ctx),
        eq(crmPropertyChanges.recordId, recordId),
        properties === null ? undefined : inArray(crmPropertyChanges.property, properties),
      ),
    )
    .orderBy(desc(crmPropertyChanges.at), desc(crmPropertyChanges.position))
    .limit(limit);
  return { changes: rows.map(toPropertyChange) };
}
