import type { CrmRecordType } from '#contracts';
import { authorise, seenRecord } from '#modules/access';
import type { Verb } from '#platform/context';
import { type Share, type SharePage, shareOut } from '#platform/db';
import { alias, and, eq, inArray, sql } from '#platform/sql';
import { liveRecord } from './live-record.ts';
import { crmAssociations, crmRecords } from './tables.ts';

/**
 * The ids of the records of a type that are tied to each record, whichever end the tie was read from, a page of each;
 * the one that the CRM calls primary first. What is archived, gone or not seen is left out.
 */
export async function shareAssociated({
  ctx,
  input,
}: Verb<SharePage & { recordIds: readonly string[]; toType: CrmRecordType }>): Promise<ReadonlyMap<string, Share>> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const { recordIds, toType, after, limit } = input;
  const parents = alias(crmRecords, 'parents');
  const ties = crmAssociations;
  const isParent = and(
    eq(parents.workspaceId, ctx.workspaceId),
    inArray(parents.id, [...recordIds]),
    seenRecord(ctx, parents),
  );
  const ends = sql`
    select ${parents.id} as parent, ${ties.source} as source, ${ties.toExternalId} as external_id, ${ties.labels} as labels
      from crm_records parents join ${ties} on (${ties.workspaceId}, ${ties.source}, ${ties.fromType}, ${ties.fromExternalId})
        = (${parents.workspaceId}, ${parents.source}, ${parents.objectType}, ${parents.externalId})
      where ${and(isParent, eq(ties.toType, toType))}
    union all
    select ${parents.id}, ${ties.source}, ${ties.fromExternalId}, ${ties.labels}
      from crm_records parents join ${ties} on (${ties.workspaceId}, ${ties.source}, ${ties.toType}, ${ties.toExternalId})
        = (${parents.workspaceId}, ${parents.source}, ${parents.objectType}, ${parents.externalId})
      where ${and(isParent, eq(ties.fromType, toType))}`;
  return shareOut({
    db: ctx.db,
    source: sql`select ends.parent, ${crmRecords.id} as id, bool_or(ends.labels::text ilike '%primary%') as main,
        ${crmRecords.createdAtSource} as created_at
      from (${ends}) ends join ${crmRecords} on ${crmRecords.externalId} = ends.external_id
        and ${crmRecords.source} = ends.source
      where ${liveRecord({ ctx, objectType: toType })} group by ends.parent, ${crmRecords.id}, ${crmRecords.createdAtSource}`,
    order: sql`main desc, created_at, id`,
    after,
    limit,
  });
}
