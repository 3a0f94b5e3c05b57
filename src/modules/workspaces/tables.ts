import { integer, jsonb, pgTable, primaryKey, text, timestamp } from '#platform/sql';
import type { SettingsPart } from './settings-parts.ts';

/** What was said of a part of the settings, in its order; the newest of a part is in force. */
export const publishedSettings = pgTable(
  'published_settings',
  {
    workspaceId: text('workspace_id').notNull(),
    part: text('part').$type<SettingsPart>().notNull(),
    number: integer('number').notNull(),
    source: text('source').$type<'file' | 'person'>().notNull(),
    settings: jsonb('settings').$type<unknown>().notNull(),
    actor: jsonb('actor').$type<unknown>().notNull(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.part, table.number] })],
);
