import { boolean, doublePrecision, integer, jsonb, pgTable, text, timestamp } from '#platform/sql';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export const callLinks = pgTable('call_links', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  callId: text('call_id').notNull(),
  objectType: text('object_type').notNull(),
  recordId: text('record_id').notNull(),
  party: text('party'),
  method: text('method').notNull(),
  confidence: doublePrecision('confidence').notNull(),
  evidence: text('evidence').notNull(),
  createdAt: instant('created_at').notNull(),
  endedAt: instant('ended_at'),
});

export const callMatches = pgTable('call_matches', {
  callId: text('call_id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  state: text('state').notNull(),
  candidates: jsonb('candidates').$type<unknown>().notNull().default([]),
  manual: boolean('manual').notNull().default(false),
  attempts: integer('attempts').notNull().default(0),
  corrections: integer('corrections').notNull().default(0),
  firstTriedAt: instant('first_tried_at').notNull(),
  lastTriedAt: instant('last_tried_at').notNull(),
});
