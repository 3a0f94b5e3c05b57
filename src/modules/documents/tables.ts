import type { DocumentAudience, DocumentFormat, PersonRole } from '#contracts';
import { doublePrecision, integer, jsonb, pgTable, text, timestamp } from '#platform/sql';

export const workspaceDocuments = pgTable('workspace_documents', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  name: text('name').notNull(),
  title: text('title').notNull(),
  format: text('format').$type<DocumentFormat>().notNull(),
  audience: text('audience').$type<DocumentAudience>().notNull(),
  roles: jsonb('roles').$type<readonly PersonRole[]>().notNull(),
  importance: doublePrecision('importance').notNull(),
  version: integer('version').notNull(),
  contentHash: text('content_hash').notNull(),
  text: text('text').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
});
