import type { CrmRecord, CrmRecordType } from '#contracts';
import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import { and, isNull } from '#platform/sql';
import { storeLineItems } from '../details/store-line-items.ts';
import type { MirroredProperties } from '../mirrored-properties.ts';
import { splitValues } from '../normalize.ts';
import { crmRecords } from '../tables.ts';
import { adoptMerged } from './adopt-merged.ts';
import type { FetchedPage } from './fetch-page.ts';
import { knownAs } from './known-as.ts';
import { lockRows } from './lock-rows.ts';
import { storeAssociations } from './store-associations.ts';
import { storeHistory } from './store-history.ts';
import { storeRecords } from './store-records.ts';

export interface StoredPage {
  readonly changedRecordIds: readonly string[];
  readonly vanishedRecordIds: readonly string[];
  /** All that the page had, changed or not. */
  readonly recordIds: readonly string[];
}

interface Storing {
  readonly ctx: Context;
  readonly source: string;
  readonly objectType: CrmRecordType;
  readonly mirrored: MirroredProperties;
}

/** Brings what was read into the mirror, in ctx's transaction. */
export async function storePage({ page, ...storing }: Storing & { page: FetchedPage }): Promise<StoredPage> {
  const { records, archived, missing, tiedIds, ties } = page;
  const read = [...records, ...archived];
  await lockRows({ ...storing, externalIds: [...read.flatMap(namesOf), ...missing] });
  await adoptMerged({ ...storing, records });
  const stored = await storeRecords({ ...storing, records: read });
  for (const [recordId, properties] of stored.dealChanges) {
    await publish({ ctx: storing.ctx, event: { type: 'deal.changed', recordId, properties: [...properties] } });
  }
  await storeHistory({ ...storing, records, recordIds: stored.recordIds });
  const retied = await storeAssociations({ ...storing, tiedIds, ties });
  const lineItems = page.lineItems ?? null;
  if (lineItems !== null) await storeLineItems({ ...storing, dealIds: tiedIds, read: lineItems });
  await markMerged({ ...storing, records: read, recordIds: stored.recordIds });
  const changed = new Set([...stored.changedRecordIds, ...retied.flatMap((id) => stored.recordIds.get(id) ?? [])]);
  const vanishedRecordIds = await markVanished({ ...storing, missing });
  return {
    changedRecordIds: [...changed],
    vanishedRecordIds,
    recordIds: [...new Set([...stored.recordIds.values(), ...vanishedRecordIds])],
  };
}

/** Its id, and those of the records that it has taken in. */
function namesOf({ externalId, properties }: CrmRecord): readonly string[] {
  return [externalId, ...splitValues(properties['hs_merged_object_ids'])];
}

/** A record says which others it has taken in; what belonged to them follows the event. */
async function markMerged({
  ctx,
  source,
  objectType,
  records,
  recordIds,
}: Storing & { records: readonly CrmRecord[]; recordIds: ReadonlyMap<string, string> }): Promise<void> {
  for (const { externalId, properties } of records) {
    const mergedIds = splitValues(properties['hs_merged_object_ids']).filter((id) => id !== externalId);
    const mergedInto = recordIds.get(externalId);
    if (mergedIds.length === 0 || mergedInto === undefined) continue;
    const rows = await ctx.db
      .update(crmRecords)
      .set({ mergedInto, vanishedAt: null, syncedAt: ctx.clock.now() })
      .where(and(knownAs({ ctx, source, objectType, externalIds: mergedIds }), isNull(crmRecords.mergedInto)))
      .returning({ id: crmRecords.id });
    for (const { id } of rows) {
      await publish({ ctx, event: { type: 'record.merged', fromRecordId: id, intoRecordId: mergedInto } });
    }
  }
}

async function markVanished({
  ctx,
  source,
  objectType,
  missing,
}: Storing & { missing: readonly string[] }): Promise<readonly string[]> {
  if (missing.length === 0) return [];
  const now = ctx.clock.now();
  const rows = await ctx.db
    .update(crmRecords)
    .set({ vanishedAt: now, syncedAt: now })
    .where(
      and(
        knownAs({ ctx, source, objectType, externalIds: missing }),
        isNull(crmRecords.archivedAt),
        isNull(crmRecords.vanishedAt),
        isNull(crmRecords.mergedInto),
      ),
    )
    .returning({ id: crmRecords.id });
  return rows.map(({ id }) => id);
}
