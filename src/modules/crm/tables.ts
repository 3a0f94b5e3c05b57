import type { CrmChangeSource, CrmDealActivity, CrmDetailType, CrmReadType, CrmRecordType } from '#contracts';
import { boolean, doublePrecision, integer, jsonb, pgTable, primaryKey, text, timestamp } from '#platform/sql';

export const crmRecords = pgTable('crm_records', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  source: text('source').notNull(),
  objectType: text('object_type').$type<CrmRecordType>().notNull(),
  externalId: text('external_id').notNull(),
  properties: jsonb('properties').$type<Readonly<Record<string, string | null>>>().notNull(),
  name: text('name'),
  email: text('email'),
  domain: text('domain'),
  ownerId: text('owner_id'),
  createdAtSource: instant('created_at_source').notNull(),
  updatedAtSource: instant('updated_at_source').notNull(),
  archivedAt: instant('archived_at'),
  vanishedAt: instant('vanished_at'),
  mergedInto: text('merged_into'),
  syncedAt: instant('synced_at').notNull(),
  /** Of a deal. */
  activitiesSyncedAt: instant('activities_synced_at'),
});

export const crmActivities = pgTable(
  'crm_activities',
  {
    workspaceId: text('workspace_id').notNull(),
    recordId: text('record_id').notNull(),
    kind: text('kind').$type<CrmDealActivity['kind']>().notNull(),
    externalId: text('external_id').notNull(),
    at: instant('at').notNull(),
    direction: text('direction').$type<NonNullable<CrmDealActivity['direction']>>(),
    done: boolean('done'),
    ownerId: text('owner_id'),
    subject: text('subject'),
  },
  (table) => [primaryKey({ columns: [table.recordId, table.kind, table.externalId] })],
);

export const crmPropertyChanges = pgTable(
  'crm_property_changes',
  {
    workspaceId: text('workspace_id').notNull(),
    recordId: text('record_id').notNull(),
    property: text('property').notNull(),
    at: instant('at').notNull(),
    /** Counts the changes of one property in one instant. */
    position: integer('position').notNull().default(0),
    value: text('value'),
    source: text('source').$type<CrmChangeSource>().notNull(),
    sourceType: text('source_type').notNull(),
    sourceId: text('source_id'),
    userId: text('user_id'),
  },
  (table) => [primaryKey({ columns: [table.recordId, table.property, table.at, table.position] })],
);

export const crmAssociations = pgTable(
  'crm_associations',
  {
    workspaceId: text('workspace_id').notNull(),
    source: text('source').notNull(),
    fromType: text('from_type').$type<CrmReadType>().notNull(),
    fromExternalId: text('from_external_id').notNull(),
    toType: text('to_type').$type<CrmReadType>().notNull(),
    toExternalId: text('to_external_id').notNull(),
    labels: jsonb('labels').$type<readonly string[]>().notNull().default([]),
    syncedAt: instant('synced_at').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.workspaceId,
        table.source,
        table.fromType,
        table.fromExternalId,
        table.toType,
        table.toExternalId,
      ],
    }),
  ],
);

export const crmDetails = pgTable('crm_details', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  source: text('source').notNull(),
  objectType: text('object_type').$type<CrmDetailType>().notNull(),
  externalId: text('external_id').notNull(),
  properties: jsonb('properties').$type<Readonly<Record<string, string | null>>>().notNull(),
  createdAtSource: instant('created_at_source').notNull(),
  updatedAtSource: instant('updated_at_source').notNull(),
  syncedAt: instant('synced_at').notNull(),
  /** Of an e-mail: when what it says was written down. */
  notedAt: instant('noted_at'),
});

/** Written by people, as text. */
export const crmNotes = pgTable('crm_notes', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  text: text('text').notNull(),
  at: instant('at').notNull(),
  ownerId: text('owner_id'),
  createdAtSource: instant('created_at_source').notNull(),
  updatedAtSource: instant('updated_at_source').notNull(),
  syncedAt: instant('synced_at').notNull(),
});

export const crmDefinitions = pgTable(
  'crm_definitions',
  {
    workspaceId: text('workspace_id').notNull(),
    source: text('source').notNull(),
    kind: text('kind').$type<'owner' | 'pipeline' | 'property'>().notNull(),
    /** The type of record it belongs to; `account` for owners. */
    scope: text('scope').notNull(),
    externalId: text('external_id').notNull(),
    body: jsonb('body').$type<unknown>().notNull(),
    goneAt: instant('gone_at'),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.source, table.kind, table.scope, table.externalId] })],
);

export const crmDuplicates = pgTable('crm_duplicates', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  objectType: text('object_type').$type<CrmRecordType>().notNull(),
  keptRecordId: text('kept_record_id').notNull(),
  otherRecordId: text('other_record_id').notNull(),
  evidence: jsonb('evidence').$type<unknown>().notNull(),
  confidence: doublePrecision('confidence').notNull(),
  state: text('state').$type<'found' | 'proposed' | 'merged' | 'rejected' | 'cleared'>().notNull(),
  changeSetId: text('change_set_id'),
  foundAt: instant('found_at').notNull(),
  settledAt: instant('settled_at'),
});

function instant(name: string) {
  return timestamp(name, { withTimezone: true });
}
