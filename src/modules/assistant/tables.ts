import type { Answer, AnswerOutcome } from '#contracts';
import { doublePrecision, integer, jsonb, pgTable, primaryKey, text, timestamp } from '#platform/sql';

export const assistantInteractions = pgTable('assistant_interactions', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  askedBy: text('asked_by').notNull(),
  channel: text('channel').notNull(),
  conversation: text('conversation'),
  question: text('question').notNull(),
  intent: text('intent'),
  confidence: doublePrecision('confidence').notNull(),
  entities: jsonb('entities').$type<unknown>().notNull(),
  outcome: text('outcome').$type<AnswerOutcome>().notNull(),
  answer: jsonb('answer').$type<unknown>().notNull(),
  mode: text('mode').$type<Answer['mode']>().notNull(),
  durationMs: integer('duration_ms').notNull(),
  rating: integer('rating'),
  ratingReason: text('rating_reason'),
  ratedBy: text('rated_by'),
  ratedAt: instant('rated_at'),
  askedAt: instant('asked_at').notNull(),
  model: text('model'),
  subjects: jsonb('subjects').$type<unknown>().notNull().default([]),
  sharedAt: instant('shared_at'),
});

export const assistantStops = pgTable(
  'assistant_stops',
  {
    workspaceId: text('workspace_id').notNull(),
    askedBy: text('asked_by').notNull(),
    conversation: text('conversation').notNull(),
    askedUntil: doublePrecision('asked_until').notNull(),
    stoppedAt: instant('stopped_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.askedBy, table.conversation] })],
);

export const assistantUnderWay = pgTable(
  'assistant_under_way',
  {
    workspaceId: text('workspace_id').notNull(),
    askedBy: text('asked_by').notNull(),
    conversation: text('conversation').notNull(),
    askedAt: doublePrecision('asked_at').notNull(),
    stoppedIn: jsonb('stopped_in').$type<unknown>().notNull(),
    beganAt: instant('began_at').notNull(),
    stoppedUntil: doublePrecision('stopped_until'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.askedBy, table.conversation, table.askedAt] })],
);

function instant(name: string) {
  return timestamp(name, { withTimezone: true });
}
