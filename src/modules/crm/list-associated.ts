import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, asc, eq, inArray, or } from '#platform/sql';
import { getRecord } from './get-record.ts';
import { liveRecord } from './live-record.ts';
import { AssociatedInput, type CrmRecordRow } from './schema.ts';
import { crmAssociations, crmRecords } from './tables.ts';
import { toRecordRow } from './to-record-row.ts';

/** A record at the other end of a tie, with the tie's labels. */
export interface AssociatedRecord extends CrmRecordRow {
  readonly labels: readonly string[];
}

/**
 * The records of a type that are tied to this one, whichever end the tie was read from; the one that the CRM calls
 * primary first. What is archived or gone is left out.
 */
export async function listAssociated({ ctx, input }: Verb<AssociatedInput>): Promise<AssociatedRecord[]> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: input.recordId } });
  const { recordId, toType } = parseInput({ schema: AssociatedInput, input, what: 'a record and a type' });
  const { objectType, externalId } = await getRecord({ ctx, input: { recordId } });
  const ties = await ctx.db
    .select()
    .from(crmAssociations)
    .where(
      and(
        eq(crmAssociations.workspaceId, ctx.workspaceId),
        or(
          and(
            eq(crmAssociations.fromType, objectType),
            eq(crmAssociations.fromExternalId, externalId),
            eq(crmAssociations.toType, toType),
          ),
          and(
            eq(crmAssociations.toType, objectType),
            eq(crmAssociations.toExternalId, externalId),
            eq(crmAssociations.fromType, toType),
          ),
        ),
      ),
    );
  const labelsById = new Map<string, readonly string[]>();
  for (const tie of ties) {
    const isFrom = tie.fromType === objectType && tie.fromExternalId === externalId && tie.toType === toType;
    labelsById.set(isFrom ? tie.toExternalId : tie.fromExternalId, tie.labels);
  }
  if (labelsById.size === 0) return [];
  const rows = await ctx.db
    .select()
    .from(crmRecords)
    .where(and(liveRecord({ ctx, objectType: toType }), inArray(crmRecords.externalId, [...labelsById.keys()])))
    .orderBy(asc(crmRecords.createdAtSource), asc(crmRecords.id));
  return rows
    .map((row) => ({ ...toRecordRow(row, ctx), labels: labelsById.get(row.externalId) ?? [] }))
    .sort((first, second) => Number(isPrimary(second)) - Number(isPrimary(first)));
}

function isPrimary({ labels }: AssociatedRecord): boolean {
  return labels.some((label) => /primary/iu.test(label));
}
