import { date, integer, jsonb, pgTable, primaryKey, text, timestamp } from '#platform/sql';

export const calls = pgTable('calls', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  title: text('title'),
  startedAt: instant('started_at'),
  callDate: date('call_date', { mode: 'string' }),
  timeZone: text('time_zone').notNull(),
  currentVersion: integer('current_version').notNull(),
  /** How often its words have returned to an earlier version. */
  returns: integer('returns').notNull().default(0),
  createdAt: instant('created_at').notNull(),
});

export const callVersions = pgTable('call_versions', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  callId: text('call_id').notNull(),
  version: integer('version').notNull(),
  contentHash: text('content_hash').notNull(),
  format: text('format').notNull(),
  sourceName: text('source_name').notNull(),
  title: text('title'),
  startedAt: instant('started_at'),
  callDate: date('call_date', { mode: 'string' }),
  timeZone: text('time_zone').notNull(),
  durationMs: integer('duration_ms'),
  wordCount: integer('word_count').notNull(),
  parties: jsonb('parties').$type<unknown>().notNull(),
  warnings: jsonb('warnings').$type<unknown>().notNull(),
  createdAt: instant('created_at').notNull(),
});

export const turns = pgTable(
  'turns',
  {
    workspaceId: text('workspace_id').notNull(),
    callVersionId: text('call_version_id').notNull(),
    turn: integer('turn').notNull(),
    speaker: text('speaker').notNull(),
    side: text('side').notNull(),
    text: text('text').notNull(),
    startMs: integer('start_ms'),
    endMs: integer('end_ms'),
    cues: jsonb('cues').$type<unknown>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.callVersionId, table.turn] })],
);

export const importBatches = pgTable('import_batches', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  options: jsonb('options').$type<unknown>().notNull(),
  state: text('state').notNull(),
  createdAt: instant('created_at').notNull(),
  finishedAt: instant('finished_at'),
});

export const importItems = pgTable('import_items', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  batchId: text('batch_id').notNull(),
  position: integer('position').notNull(),
  sourceName: text('source_name').notNull(),
  path: text('path'),
  artifactHash: text('artifact_hash'),
  state: text('state').notNull(),
  callId: text('call_id'),
  callVersion: integer('call_version'),
  analysisId: text('analysis_id'),
  problem: jsonb('problem').$type<unknown>(),
  updatedAt: instant('updated_at').notNull(),
});

function instant(name: string) {
  return timestamp(name, { withTimezone: true });
}

/** Where a call came from, and what the vendor itself says of it. */
export const callSources = pgTable('call_sources', {
  callId: text('call_id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  url: text('url'),
  primaryUserId: text('primary_user_id'),
  scheduledAt: instant('scheduled_at'),
  durationSeconds: integer('duration_seconds'),
  parties: jsonb('parties').$type<unknown>().notNull(),
  insights: jsonb('insights').$type<unknown>(),
  updatedAt: instant('updated_at').notNull(),
});

/** Words of calls that are gone and stand in the CRM still, by hash. */
export const leftWords = pgTable('left_words', {
  workspaceId: text('workspace_id').notNull(),
  objectType: text('object_type').notNull(),
  externalId: text('external_id').notNull(),
  property: text('property').notNull(),
  valueHash: text('value_hash').notNull(),
});
