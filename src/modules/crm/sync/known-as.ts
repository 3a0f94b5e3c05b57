import type { CrmRecordType } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, inArray, type SQL } from '#platform/sql';
import { crmRecords } from '../tables.ts';

/** Records by what the CRM calls them. */
export interface KnownAs {
  readonly ctx: Context;
  readonly source: string;
  readonly objectType: CrmRecordType;
  readonly externalIds: readonly string[];
}

/** Holds for the rows of the mirror that these ids of the CRM name. */
export function knownAs({ ctx, source, objectType, externalIds }: KnownAs): SQL | undefined {
  return and(
    eq(crmRecords.workspaceId, ctx.workspaceId),
    eq(crmRecords.source, source),
    eq(crmRecords.objectType, objectType),
    inArray(crmRecords.externalId, [...externalIds]),
  );
}
