import { boolean, date, integer, jsonb, pgTable, primaryKey, text, timestamp } from '#platform/sql';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

/** A gap that another one stands before. */
export interface GapBehind {
  readonly missing: string;
  readonly cause: string;
  readonly detail: string;
  readonly since: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
}

export const ledgerItems = pgTable(
  'ledger_items',
  {
    workspaceId: text('workspace_id').notNull(),
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    title: text('title'),
    /** Where its source shows it. */
    url: text('url'),
    callId: text('call_id'),
    startedAt: instant('started_at'),
    expectedAt: instant('expected_at'),
    receivedAt: instant('received_at'),
    storedAt: instant('stored_at'),
    analyzedAt: instant('analyzed_at'),
    proposedAt: instant('proposed_at'),
    writtenAt: instant('written_at'),
    announcedAt: instant('announced_at'),
    /** Of history: matched and followed, which proposes, writes and tells nothing. */
    followedAt: instant('followed_at'),
    excluded: text('excluded'),
    backfill: boolean('backfill').notNull().default(false),
    gapMissing: text('gap_missing'),
    gapCause: text('gap_cause'),
    gapDetail: text('gap_detail'),
    gapSince: instant('gap_since'),
    gapAttempts: integer('gap_attempts').notNull().default(0),
    gapNextAttemptAt: instant('gap_next_attempt_at'),
    /** Gaps before other stations, the newest last: one of them stands when this one is closed. */
    gapsBehind: jsonb('gaps_behind').$type<readonly GapBehind[]>().notNull().default([]),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.source, table.externalId] })],
);

export const drifts = pgTable('drifts', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  source: text('source').notNull(),
  what: text('what').notNull(),
  key: text('key').notNull(),
  lines: jsonb('lines').$type<unknown>().notNull(),
  foundAt: timestamp('found_at', { withTimezone: true, mode: 'date' }).notNull(),
});
