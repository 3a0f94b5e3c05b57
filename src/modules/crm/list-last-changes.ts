import type { CrmPropertyChange } from '#contracts';
import { authorise, seenRecordId } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, getTableColumns, inArray, sql } from '#platform/sql';
import { ofSeenProperty, wordsInHistory } from './not-withheld.ts';
import { PropertiesInput } from './schema.ts';
import { crmPropertyChanges } from './tables.ts';

/** A property of a record with its newest change. */
export interface LastChange {
  readonly recordId: string;
  readonly change: CrmPropertyChange;
}

/** The newest change of each of the properties on each of the records; those that the history says nothing of are left out. */
export async function listLastChanges({ ctx, input }: Verb<PropertiesInput>): Promise<LastChange[]> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { recordIds, properties } = parseInput({ schema: PropertiesInput, input, what: 'records and properties' });
  if (recordIds.length === 0 || properties.length === 0) return [];
  const rows = await ctx.db
    .selectDistinctOn([crmPropertyChanges.recordId, crmPropertyChanges.property], {
      ...getTableColumns(crmPropertyChanges),
      isKept: sql<boolean>`${wordsInHistory(ctx) ?? sql`false`}`,
    })
    .from(crmPropertyChanges)
    .where(
      and(
        eq(crmPropertyChanges.workspaceId, ctx.workspaceId),
        seenRecordId(ctx, crmPropertyChanges.recordId),
        ofSeenProperty(ctx),
        inArray(crmPropertyChanges.recordId, recordIds),
        inArray(crmPropertyChanges.property, properties),
      ),
    )
    .orderBy(
      crmPropertyChanges.recordId,
      crmPropertyChanges.property,
      desc(crmPropertyChanges.at),
      desc(crmPropertyChanges.position),
    );
  // An entry before the one that is kept is none of what stands there now.
  const seen = rows.filter(({ isKept }) => !isKept);
  return seen.map(({ recordId, property, value, at, source, sourceType, sourceId, userId }) => ({
    recordId,
    change: { property, value, at: at.toISOString(), source, sourceType, sourceId, userId },
  }));
}
