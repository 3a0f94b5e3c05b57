import { integer, jsonb, pgTable, primaryKey, text, timestamp } from '#platform/sql';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export const inboxEvents = pgTable('inbox_events', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  source: text('source').notNull(),
  kind: text('kind').notNull(),
  dedupeKey: text('dedupe_key').notNull(),
  subject: text('subject').notNull(),
  payload: jsonb('payload').$type<unknown>().notNull(),
  occurredAt: instant('occurred_at'),
  receivedAt: instant('received_at').notNull(),
  state: text('state').$type<'received' | 'done' | 'dead'>().notNull(),
  attempts: integer('attempts').notNull().default(0),
  problem: jsonb('problem').$type<unknown>(),
  settledAt: instant('settled_at'),
});

/** Signed deliveries that have been taken, by a hash of what was signed. */
export const takenDeliveries = pgTable(
  'taken_deliveries',
  {
    workspaceId: text('workspace_id').notNull(),
    source: text('source').notNull(),
    mark: text('mark').notNull(),
    takenAt: instant('taken_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.source, table.mark] })],
);

/** How far a stream of a source has been read. */
export const syncCursors = pgTable(
  'sync_cursors',
  {
    workspaceId: text('workspace_id').notNull(),
    source: text('source').notNull(),
    stream: text('stream').notNull(),
    position: jsonb('position').$type<unknown>().notNull(),
    lastSuccessAt: instant('last_success_at'),
    lastCount: integer('last_count').notNull().default(0),
    problem: jsonb('problem').$type<unknown>(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.source, table.stream] })],
);
