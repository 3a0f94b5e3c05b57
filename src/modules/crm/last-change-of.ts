import type { CrmPropertyChange } from '#contracts';
import { authorise, seenRecordId } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, getTableColumns, sql } from '#platform/sql';
import { ofSeenProperty, wordsInHistory } from './not-withheld.ts';
import { PropertyInput } from './schema.ts';
import { crmPropertyChanges } from './tables.ts';

/** Who set a value last, and when, as the CRM's history says; null where it says nothing of it. */
export async function lastChangeOf({ ctx, input }: Verb<PropertyInput>): Promise<CrmPropertyChange | null> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: input.recordId } });
  const { recordId, property } = parseInput({ schema: PropertyInput, input, what: 'a record and a property' });
  // An entry before the one that is kept is none of what stands there now.
  const isKept = sql<boolean>`${wordsInHistory(ctx) ?? sql`false`}`;
  const [row] = await ctx.db
    .select({ ...getTableColumns(crmPropertyChanges), isKept })
    .from(crmPropertyChanges)
    .where(
      and(
        eq(crmPropertyChanges.workspaceId, ctx.workspaceId),
        seenRecordId(ctx, crmPropertyChanges.recordId),
        ofSeenProperty(ctx),
        eq(crmPropertyChanges.recordId, recordId),
        eq(crmPropertyChanges.property, property),
      ),
    )
    .orderBy(desc(crmPropertyChanges.at), desc(crmPropertyChanges.position))
    .limit(1);
  if (row === undefined || row.isKept) return null;
  const { value, at, source, sourceType, sourceId, userId } = row;
  return { property, value, at: at.toISOString(), source, sourceType, sourceId, userId };
}
