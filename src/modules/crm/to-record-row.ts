import { keptFields, withheldFrom, withoutWithheld } from '#modules/access';
import type { Context } from '#platform/context';
import type { CrmRecordRow } from './schema.ts';
import type { crmRecords } from './tables.ts';

type Row = typeof crmRecords.$inferSelect;

/** The same for one. */
export async function toRecordRow(row: Row, ctx: Context): Promise<CrmRecordRow> {
  const kept = await keptFields(ctx, [row]);
  return shown({ row, ctx, kept: kept.get(row.id) });
}

/** The one place where rows of the mirror become what verbs return, without what is kept from whoever asks. */
export async function toRecordRows(rows: readonly Row[], ctx: Context): Promise<CrmRecordRow[]> {
  const kept = await keptFields(ctx, rows);
  return rows.map((row) => shown({ row, ctx, kept: kept.get(row.id) }));
}

function shown({ row, ctx, kept }: { row: Row; ctx: Context; kept: ReadonlySet<string> | undefined }): CrmRecordRow {
  const hidesAddress = withheldFrom(ctx.actor).includes('email');
  // The mirror calls a contact without a name by the address, and so may whoever made a lead of it.
  const isPerson = row.objectType === 'contact' || row.objectType === 'lead';
  const hidesName = hidesAddress && isPerson && row.name?.includes('@') === true;
  const properties = { ...withoutWithheld(ctx, row.properties) };
  for (const field of kept ?? []) properties[field] = null;
  return {
    recordId: row.id,
    objectType: row.objectType,
    externalId: row.externalId,
    properties: hidesName && row.objectType === 'lead' ? { ...properties, hs_lead_name: null } : properties,
    name: hidesName ? null : row.name,
    email: hidesAddress ? null : row.email,
    domain: row.domain,
    ownerId: row.ownerId,
    createdAt: row.createdAtSource.toISOString(),
    updatedAt: row.updatedAtSource.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    vanishedAt: row.vanishedAt?.toISOString() ?? null,
    mergedInto: row.mergedInto,
    syncedAt: row.syncedAt.toISOString(),
  };
}
