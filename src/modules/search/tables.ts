import type { SearchCollection, SearchKind, VectorStoreKind } from '#contracts';
import {
  bigint,
  boolean,
  customType,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
} from '#platform/sql';

/** Of the server's counter of transactions, which never begins anew; it exceeds what a number holds. */
const transactionId = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });
const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** What is read and indexed as one: a call with what came of it, or one of the others. */
export type SubjectKind = 'call' | 'record' | 'note' | 'document';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export const searchDocuments = pgTable('search_documents', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  collection: text('collection').$type<SearchCollection>().notNull(),
  kind: text('kind').$type<SearchKind>().notNull(),
  subjectId: text('subject_id').notNull(),
  callId: text('call_id'),
  recordId: text('record_id'),
  noteId: text('note_id'),
  workspaceDocumentId: text('workspace_document_id'),
  title: text('title').notNull(),
  day: date('day', { mode: 'string' }),
  metadata: jsonb('metadata').$type<unknown>().notNull(),
  sourceVersion: text('source_version').notNull(),
  indexedAt: instant('indexed_at').notNull(),
});

export const searchChunks = pgTable('search_chunks', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  workspaceId: text('workspace_id').notNull(),
  documentId: text('document_id').notNull(),
  position: integer('position').notNull(),
  fromTurn: integer('from_turn'),
  toTurn: integer('to_turn'),
  speakers: jsonb('speakers').$type<readonly string[]>().notNull(),
  sides: smallint('sides').notNull(),
  topics: jsonb('topics').$type<readonly string[]>().notNull(),
  text: text('text').notNull(),
  /** Properties of a contact whose values stand in it and are kept from some. */
  fields: jsonb('fields').$type<readonly string[]>().notNull().default([]),
  terms: bytes('terms').notNull(),
});

export const searchVectors = pgTable('search_vectors', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  workspaceId: text('workspace_id').notNull(),
  chunkId: bigint('chunk_id', { mode: 'number' }).notNull(),
  model: text('model').notNull(),
  vector: bytes('vector').notNull(),
});

export const searchModels = pgTable(
  'search_models',
  {
    workspaceId: text('workspace_id').notNull(),
    model: text('model').notNull(),
    dimensions: integer('dimensions').notNull(),
    /** Whether questions are answered by its vectors. */
    answers: boolean('answers').notNull(),
    problem: text('problem'),
    failedAt: instant('failed_at'),
    failures: integer('failures').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.model] })],
);

export const searchStores = pgTable(
  'search_stores',
  {
    workspaceId: text('workspace_id').notNull(),
    store: text('store').$type<VectorStoreKind>().notNull(),
    namespace: text('namespace').notNull(),
    model: text('model').notNull(),
    dimensions: integer('dimensions').notNull(),
    preparedAt: instant('prepared_at'),
    filledAt: instant('filled_at'),
    checkedAt: instant('checked_at'),
    foundMissing: integer('found_missing').notNull().default(0),
    foundForeign: integer('found_foreign').notNull().default(0),
    problem: text('problem'),
    failedAt: instant('failed_at'),
    failures: integer('failures').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.store] })],
);

export const searchStored = pgTable(
  'search_stored',
  {
    workspaceId: text('workspace_id').notNull(),
    store: text('store').$type<VectorStoreKind>().notNull(),
    collection: text('collection').$type<SearchCollection>().notNull(),
    chunkId: bigint('chunk_id', { mode: 'number' }).notNull(),
    /** Null while it is under way. */
    sentAt: instant('sent_at'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.store, table.chunkId] })],
);

/** That a transaction has put in, taken out or embedded a document; for the first two, written by triggers. */
export const searchChanges = pgTable(
  'search_changes',
  {
    workspaceId: text('workspace_id').notNull(),
    documentId: text('document_id').notNull(),
    transactionId: transactionId('transaction_id').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.transactionId, table.documentId] })],
);

export const searchPending = pgTable(
  'search_pending',
  {
    workspaceId: text('workspace_id').notNull(),
    kind: text('kind').$type<SubjectKind>().notNull(),
    subjectId: text('subject_id').notNull(),
    notedAt: instant('noted_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.kind, table.subjectId] })],
);
