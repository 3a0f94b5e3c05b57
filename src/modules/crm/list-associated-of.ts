import type { CrmRecordType } from '#contracts';
import { authorise, seenRecord } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { alias, and, asc, eq, inArray, or, type SQL, sql } from '#platform/sql';
import { liveRecord } from './live-record.ts';
import type { CrmRecordRow } from './schema.ts';
import { crmAssociations, crmRecords } from './tables.ts';
import { toRecordRow } from './to-record-row.ts';

/** A record at the other end of a tie, with the tie's labels. */
export interface AssociatedRecord extends CrmRecordRow {
  readonly labels: readonly string[];
}

interface AssociatedOfInput {
  readonly recordIds: readonly string[];
  readonly toTypes: readonly CrmRecordType[];
}

/**
 * The records of some types that are tied to each of these, in one statement, whichever end the ties were read from; the
 * one that the CRM calls primary first. What is archived, gone or not seen is left out; those without a tie are absent.
 */
export async function listAssociatedOf({
  ctx,
  input,
}: Verb<AssociatedOfInput>): Promise<ReadonlyMap<string, readonly AssociatedRecord[]>> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { recordIds, toTypes } = input;
  if (recordIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ record: crmRecords, parent: sql<string>`ends.parent`, labels: sql<readonly string[]>`ends.labels` })
    .from(crmRecords)
    .innerJoin(
      sql`(${endsOf({ ctx, recordIds, toTypes })}) ends`,
      sql`(${crmRecords.source}, ${crmRecords.objectType}, ${crmRecords.externalId})
        = (ends.source, ends.object_type, ends.external_id)`,
    )
    .where(or(...toTypes.map((objectType) => liveRecord({ ctx, objectType }))))
    .orderBy(asc(crmRecords.createdAtSource), asc(crmRecords.id));
  const byParent = new Map<string, Map<string, AssociatedRecord>>();
  for (const { record, parent, labels } of rows) {
    const ofParent = byParent.get(parent) ?? new Map<string, AssociatedRecord>();
    const known = ofParent.get(record.id)?.labels ?? [];
    ofParent.set(record.id, { ...toRecordRow(record, ctx), labels: [...new Set([...known, ...labels])] });
    byParent.set(parent, ofParent);
  }
  return new Map([...byParent].map(([parent, tied]) => [parent, primaryFirst([...tied.values()])]));
}

/** What stands at the other end of each tie; a tie that was read from both ends comes twice. */
function endsOf({ ctx, recordIds, toTypes }: AssociatedOfInput & { ctx: Context }): SQL {
  const parents = alias(crmRecords, 'parents');
  const ties = crmAssociations;
  const isParent = and(
    eq(parents.workspaceId, ctx.workspaceId),
    inArray(parents.id, [...recordIds]),
    seenRecord(ctx, parents),
  );
  return sql`
    select ${parents.id} as parent, ${ties.source} as source, ${ties.toType} as object_type,
        ${ties.toExternalId} as external_id, ${ties.labels} as labels
      from crm_records parents join ${ties} on (${ties.workspaceId}, ${ties.source}, ${ties.fromType}, ${ties.fromExternalId})
        = (${parents.workspaceId}, ${parents.source}, ${parents.objectType}, ${parents.externalId})
      where ${and(isParent, inArray(ties.toType, [...toTypes]))}
    union all
    select ${parents.id}, ${ties.source}, ${ties.fromType}, ${ties.fromExternalId}, ${ties.labels}
      from crm_records parents join ${ties} on (${ties.workspaceId}, ${ties.source}, ${ties.toType}, ${ties.toExternalId})
        = (${parents.workspaceId}, ${parents.source}, ${parents.objectType}, ${parents.externalId})
      where ${and(isParent, inArray(ties.fromType, [...toTypes]))}`;
}

function primaryFirst(records: readonly AssociatedRecord[]): readonly AssociatedRecord[] {
  return records.toSorted((first, second) => Number(isPrimary(second)) - Number(isPrimary(first)));
}

function isPrimary({ labels }: AssociatedRecord): boolean {
  return labels.some((label) => /primary/iu.test(label));
}
