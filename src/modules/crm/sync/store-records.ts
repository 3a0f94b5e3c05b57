import type { CrmRecord, CrmRecordType } from '#contracts';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import type { MirroredProperties } from '../mirrored-properties.ts';
import { normalizeDomain, normalizeEmail } from '../normalize.ts';
import { crmRecords } from '../tables.ts';
import { type RecordRow, readKnownRows } from './read-known-rows.ts';

type NewRow = typeof crmRecords.$inferInsert;

interface StoreRequest {
  readonly ctx: Context;
  readonly source: string;
  readonly objectType: CrmRecordType;
  readonly mirrored: MirroredProperties;
  readonly records: readonly CrmRecord[];
}

export interface StoredRecords {
  /** Our id by the CRM's. */
  readonly recordIds: ReadonlyMap<string, string>;
  /** Those that are new or whose values, owner or being there differ from before. */
  readonly changedRecordIds: readonly string[];
  /** Of deals that were known: which of the properties that proposals depend on are not as they were. */
  readonly dealChanges: ReadonlyMap<string, readonly string[]>;
}

const decisive = ['dealstage', 'closedate', 'amount', 'hubspot_owner_id'] as const;

/** Writes records into the mirror. An older picture of a record never replaces a newer one. */
export async function storeRecords(request: StoreRequest): Promise<StoredRecords> {
  const { ctx, records } = request;
  if (records.length === 0) return { recordIds: new Map(), changedRecordIds: [], dealChanges: new Map() };
  const newest = new Map(records.map((record) => [record.externalId, record]));
  const known = await readKnownRows({ ...request, externalIds: [...newest.keys()] });
  const rows: NewRow[] = [];
  const changed: string[] = [];
  const dealChanges = new Map<string, string[]>();
  // In one order for every process, so that two which store the same new records do not deadlock.
  for (const record of [...newest.values()].sort((one, other) => (one.externalId < other.externalId ? -1 : 1))) {
    const before = known.get(record.externalId);
    if (record.archivedAt === null && isOlder({ record, before })) continue;
    const row = toRow({ request, record, before });
    rows.push(row);
    if (before === undefined || differs({ before, after: row })) changed.push(record.externalId);
    const decided = before === undefined ? [] : decisiveChanges({ before, after: row });
    if (before !== undefined && decided.length > 0) dealChanges.set(before.id, decided);
  }
  const recordIds = new Map([...known.values()].map(({ externalId, id }) => [externalId, id]));
  for (const { externalId, id } of await upsert({ ctx, rows })) recordIds.set(externalId, id);
  return { recordIds, changedRecordIds: changed.flatMap((externalId) => recordIds.get(externalId) ?? []), dealChanges };
}

function toRow({
  request,
  record,
  before,
}: {
  request: StoreRequest;
  record: CrmRecord;
  before: RecordRow | undefined;
}): NewRow {
  const { ctx, source, objectType, mirrored } = request;
  const properties = mergeProperties({ asked: mirrored.properties, before: before?.properties ?? {}, record });
  return {
    id: before?.id ?? ctx.ids.create('crmRecord'),
    workspaceId: ctx.workspaceId,
    source,
    objectType,
    externalId: record.externalId,
    properties,
    name: nameOf({ objectType, properties }),
    email: objectType === 'contact' ? normalizeEmail(properties['email']) : null,
    domain: objectType === 'company' ? normalizeDomain(properties['domain'] ?? properties['website']) : null,
    ownerId: properties['hubspot_owner_id'] ?? null,
    createdAtSource: new Date(record.createdAt),
    updatedAtSource:
      isOlder({ record, before }) && before !== undefined ? before.updatedAtSource : new Date(record.updatedAt),
    archivedAt: record.archivedAt === null ? null : new Date(record.archivedAt),
    vanishedAt: null,
    mergedInto: before?.mergedInto ?? null,
    syncedAt: ctx.clock.now(),
  };
}

/** That a record is archived is true whatever the time of its last change says. */
function isOlder({ record, before }: { record: CrmRecord; before: RecordRow | undefined }): boolean {
  return before !== undefined && before.updatedAtSource.getTime() > Date.parse(record.updatedAt);
}

/** What was asked for and did not come is no longer a property; what was not asked for stays as it was. */
function mergeProperties({
  asked,
  before,
  record,
}: {
  asked: readonly string[];
  before: Readonly<Record<string, string | null>>;
  record: CrmRecord;
}): Record<string, string | null> {
  const kept = Object.entries(before).filter(([name]) => !asked.includes(name));
  const came = Object.entries(record.properties).map(([name, value]) => [name, value === '' ? null : value] as const);
  return Object.fromEntries([...kept, ...came].sort(([first], [second]) => (first < second ? -1 : 1)));
}

function nameOf({
  objectType,
  properties,
}: {
  objectType: CrmRecordType;
  properties: Readonly<Record<string, string | null>>;
}): string | null {
  switch (objectType) {
    case 'company':
      return properties['name'] ?? properties['domain'] ?? null;
    case 'deal':
      return properties['dealname'] ?? null;
    case 'lead':
      return properties['hs_lead_name'] ?? null;
    case 'contact': {
      const name = [properties['firstname'], properties['lastname']].filter((part) => (part ?? '') !== '').join(' ');
      return name === '' ? (properties['email'] ?? null) : name;
    }
  }
}

/** The time of the last change is no change by itself: HubSpot moves it for values that nobody mirrors. */
function differs({ before, after }: { before: RecordRow; after: NewRow }): boolean {
  if (before.vanishedAt !== null || (before.archivedAt === null) !== ((after.archivedAt ?? null) === null)) return true;
  return comparable(before.properties) !== comparable(after.properties);
}

function decisiveChanges({ before, after }: { before: RecordRow; after: NewRow }): string[] {
  if (after.objectType !== 'deal' || (after.archivedAt ?? null) !== null) return [];
  return decisive.filter((name) => (before.properties[name] ?? null) !== (after.properties[name] ?? null));
}

const volatile: ReadonlySet<string> = new Set(['lastmodifieddate', 'hs_lastmodifieddate', 'notes_last_updated']);

function comparable(properties: Readonly<Record<string, string | null>>): string {
  const entries = Object.entries(properties).filter(([name, value]) => value !== null && !volatile.has(name));
  return JSON.stringify(entries.sort(([first], [second]) => (first < second ? -1 : 1)));
}

async function upsert({
  ctx,
  rows,
}: {
  ctx: Context;
  rows: readonly NewRow[];
}): Promise<{ id: string; externalId: string }[]> {
  if (rows.length === 0) return [];
  return ctx.db
    .insert(crmRecords)
    .values([...rows])
    .onConflictDoUpdate({
      target: [crmRecords.workspaceId, crmRecords.source, crmRecords.objectType, crmRecords.externalId],
      set: {
        properties: sql`excluded.properties`,
        name: sql`excluded.name`,
        email: sql`excluded.email`,
        domain: sql`excluded.domain`,
        ownerId: sql`excluded.owner_id`,
        updatedAtSource: sql`excluded.updated_at_source`,
        archivedAt: sql`excluded.archived_at`,
        vanishedAt: sql`excluded.vanished_at`,
        syncedAt: sql`excluded.synced_at`,
      },
      setWhere: sql`${crmRecords.updatedAtSource} <= excluded.updated_at_source`,
    })
    .returning({ id: crmRecords.id, externalId: crmRecords.externalId });
}
