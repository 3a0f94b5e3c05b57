import { integer, pgTable, primaryKey, text, timestamp } from '#platform/sql';

export const requestKeys = pgTable(
  'request_keys',
  {
    workspaceId: text('workspace_id').notNull(),
    client: text('client').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    state: text('state').$type<'running' | 'done'>().notNull(),
    status: integer('status'),
    answer: text('answer'),
    startedAt: timestamp('started_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.client, table.key] })],
);
