import { jsonb, pgTable, text, timestamp } from '#platform/sql';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export const dealWarnings = pgTable('deal_warnings', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  recordId: text('record_id').notNull(),
  kind: text('kind').notNull(),
  severity: text('severity').notNull(),
  explanation: text('explanation').notNull(),
  evidence: jsonb('evidence').$type<unknown>().notNull(),
  raisedAt: instant('raised_at').notNull(),
  clearedAt: instant('cleared_at'),
  clearedBecause: text('cleared_because'),
});
