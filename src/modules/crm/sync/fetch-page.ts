import type { Crm, CrmAssociation, CrmRecord, CrmRecordType, CrmRecordWithHistory } from '#contracts';
import type { Context } from '#platform/context';
import { and, asc, eq, gt, inArray, isNull } from '#platform/sql';
import { readLineItems, type TiedLineItems } from '../details/read-line-items.ts';
import type { MirroredProperties } from '../mirrored-properties.ts';
import { crmRecords } from '../tables.ts';
import type { SyncPass } from './sync-pass.ts';

/** What a page brought from the CRM, read before anything is stored. */
export interface FetchedPage {
  readonly read: number;
  /** Fresh, with history. */
  readonly records: readonly CrmRecordWithHistory[];
  readonly archived: readonly CrmRecord[];
  /** Ids that the CRM was asked for and does not know. */
  readonly missing: readonly string[];
  /** Whose ties were read completely, and those ties. */
  readonly tiedIds: readonly string[];
  readonly ties: readonly CrmAssociation[];
  /** Of deals; absent where line items are not read. */
  readonly lineItems?: TiedLineItems | null;
  readonly nextCursor: string | null;
}

interface Fetching {
  readonly ctx: Context;
  readonly crm: Crm;
  readonly objectType: CrmRecordType;
  readonly mirrored: MirroredProperties;
}

/** Each tie is kept once, from the deal or lead to its company and contacts and from the contact to its company. */
export const tiedTypes: Readonly<Record<CrmRecordType, readonly CrmRecordType[]>> = {
  deal: ['company', 'contact'],
  lead: ['company', 'contact'],
  contact: ['company'],
  company: [],
};

const sweepSize = 100;

export async function fetchPage({ pass, ...fetching }: Fetching & { pass: SyncPass }): Promise<FetchedPage> {
  switch (pass.phase) {
    case 'live':
      return fetchLive({ ...fetching, pass });
    case 'archived':
      return fetchArchived({ ...fetching, pass });
    case 'rows':
      return fetchRows({ ...fetching, pass });
  }
}

/** Reads records past every index, with their history and ties. */
export async function fetchFresh({
  ids,
  ...fetching
}: Fetching & { ids: readonly string[] }): Promise<Omit<FetchedPage, 'archived' | 'nextCursor' | 'read'>> {
  const { crm, objectType, mirrored } = fetching;
  if (ids.length === 0) return { records: [], missing: [], tiedIds: [], ties: [] };
  const records = await crm.getRecords({ objectType, externalIds: ids, ...mirrored });
  const found = new Set(records.map(({ externalId }) => externalId));
  const tiedIds = [...found];
  const ties: CrmAssociation[] = [];
  for (const toType of tiedIds.length === 0 ? [] : tiedTypes[objectType]) {
    ties.push(...(await crm.getAssociations({ fromType: objectType, externalIds: tiedIds, toType })));
  }
  const lineItems = objectType === 'deal' ? await readLineItems({ ...fetching, dealIds: tiedIds }) : null;
  return { records, missing: ids.filter((id) => !found.has(id)), tiedIds, ties, lineItems };
}

/**
 * The listing says only which have changed: a search may show old values under a new time. A full pass reads all
 * again, so that a property that is mirrored from now on comes with its history.
 */
async function fetchLive({ pass, ...fetching }: Fetching & { pass: SyncPass }): Promise<FetchedPage> {
  const { crm, objectType, mirrored } = fetching;
  const { items, cursor } = await crm.listRecords({
    objectType,
    since: pass.since === null ? null : new Date(pass.since),
    archived: false,
    properties: mirrored.properties.slice(0, 1),
    cursor: pass.cursor,
  });
  const listed = items.map(({ externalId }) => externalId);
  const known = pass.mode === 'full' ? new Map() : await knownUpdates({ ...fetching, ids: listed });
  const changed = items.filter(({ externalId, updatedAt }) => known.get(externalId) !== updatedAt);
  const fresh = await fetchFresh({ ...fetching, ids: changed.map(({ externalId }) => externalId) });
  return { ...fresh, archived: [], read: items.length, nextCursor: cursor };
}

async function fetchArchived({ pass, ...fetching }: Fetching & { pass: SyncPass }): Promise<FetchedPage> {
  const { crm, objectType, mirrored } = fetching;
  const { items, cursor } = await crm.listRecords({
    objectType,
    since: pass.since === null ? null : new Date(pass.since),
    archived: true,
    properties: mirrored.properties,
    cursor: pass.cursor,
  });
  const nothing = { records: [], missing: [], tiedIds: [], ties: [] };
  return { ...nothing, archived: items, read: items.length, nextCursor: cursor };
}

async function fetchRows({ pass, ...fetching }: Fetching & { pass: SyncPass }): Promise<FetchedPage> {
  const { ctx, objectType } = fetching;
  const rows = await ctx.db
    .select({ id: crmRecords.id, externalId: crmRecords.externalId })
    .from(crmRecords)
    .where(
      and(
        eq(crmRecords.workspaceId, ctx.workspaceId),
        eq(crmRecords.objectType, objectType),
        isNull(crmRecords.archivedAt),
        isNull(crmRecords.vanishedAt),
        isNull(crmRecords.mergedInto),
        pass.cursor === null ? undefined : gt(crmRecords.id, pass.cursor),
      ),
    )
    .orderBy(asc(crmRecords.id))
    .limit(sweepSize);
  const fresh = await fetchFresh({ ...fetching, ids: rows.map(({ externalId }) => externalId) });
  const nextCursor = rows.length < sweepSize ? null : (rows.at(-1)?.id ?? null);
  return { ...fresh, archived: [], read: rows.length, nextCursor };
}

/** When the records that are there were last changed, as the mirror has it. */
async function knownUpdates({
  ctx,
  objectType,
  ids,
}: Fetching & { ids: readonly string[] }): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ externalId: crmRecords.externalId, updatedAt: crmRecords.updatedAtSource })
    .from(crmRecords)
    .where(
      and(
        eq(crmRecords.workspaceId, ctx.workspaceId),
        eq(crmRecords.objectType, objectType),
        isNull(crmRecords.archivedAt),
        isNull(crmRecords.vanishedAt),
        inArray(crmRecords.externalId, [...ids]),
      ),
    );
  return new Map(rows.map(({ externalId, updatedAt }) => [externalId, updatedAt.toISOString()]));
}
