import type { CrmRecordType } from '#contracts';
import { seenRecord } from '#modules/access';
import type { Context } from '#platform/context';
import { and, eq, isNull, type SQL } from '#platform/sql';
import { crmRecords } from './tables.ts';

/** Of a workspace and a type, what is there and seen: not archived, not vanished, not merged into another. */
export function liveRecord({ ctx, objectType }: { ctx: Context; objectType: CrmRecordType }): SQL | undefined {
  return and(
    eq(crmRecords.workspaceId, ctx.workspaceId),
    eq(crmRecords.objectType, objectType),
    isNull(crmRecords.archivedAt),
    isNull(crmRecords.vanishedAt),
    isNull(crmRecords.mergedInto),
    seenRecord(ctx, crmRecords),
  );
}
