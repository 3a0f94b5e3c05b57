import type { CrmRecordType } from '#contracts';
import { authorise, seenRecord } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, inArray, isNull, sql } from '#platform/sql';
import { crmAssociations, crmNotes, crmRecords } from '../tables.ts';

/** A record that a note hangs on. */
export interface NoteTie {
  readonly noteId: string;
  readonly noteExternalId: string;
  readonly recordId: string;
  readonly objectType: CrmRecordType;
  readonly name: string | null;
}

/**
 * The records that these notes hang on and the actor sees, in one statement: deals first, then leads, companies and
 * contacts. What is merged into another record is left out.
 */
export async function listNoteTies({ ctx, input }: Verb<{ noteIds: readonly string[] }>): Promise<NoteTie[]> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  if (input.noteIds.length === 0) return [];
  const rank = sql`array_position(array['deal', 'lead', 'company', 'contact'], ${crmRecords.objectType})`;
  return ctx.db
    .select({
      noteId: crmNotes.id,
      noteExternalId: crmNotes.externalId,
      recordId: crmRecords.id,
      objectType: crmRecords.objectType,
      name: crmRecords.name,
    })
    .from(crmNotes)
    .innerJoin(
      crmAssociations,
      and(
        eq(crmAssociations.workspaceId, crmNotes.workspaceId),
        eq(crmAssociations.source, crmNotes.source),
        eq(crmAssociations.fromType, 'note'),
        eq(crmAssociations.fromExternalId, crmNotes.externalId),
      ),
    )
    .innerJoin(
      crmRecords,
      and(
        eq(crmRecords.workspaceId, crmNotes.workspaceId),
        eq(crmRecords.source, crmNotes.source),
        eq(crmRecords.objectType, sql`${crmAssociations.toType}`),
        eq(crmRecords.externalId, crmAssociations.toExternalId),
        isNull(crmRecords.mergedInto),
        seenRecord(ctx, crmRecords),
      ),
    )
    .where(and(eq(crmNotes.workspaceId, ctx.workspaceId), inArray(crmNotes.id, [...input.noteIds])))
    .orderBy(rank, crmRecords.id);
}
