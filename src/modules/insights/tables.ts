import { bigint, doublePrecision, integer, jsonb, pgTable, text, timestamp } from '#platform/sql';

export const analyses = pgTable('analyses', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  callId: text('call_id').notNull(),
  callVersion: integer('call_version').notNull(),
  analysisVersion: integer('analysis_version').notNull(),
  engine: text('engine').notNull(),
  engineVersion: text('engine_version').notNull(),
  promptVersion: text('prompt_version'),
  provider: text('provider'),
  model: text('model'),
  settingsHash: text('settings_hash').notNull(),
  schemaVersion: text('schema_version').notNull(),
  resultHash: text('result_hash').notNull(),
  /** Of the claims and the turns as they were when this was stored; see proof-hash.ts. */
  proofHash: text('proof_hash').notNull(),
  /** What models answered, as an artifact; null where none did. */
  answersHash: text('answers_hash'),
  summary: jsonb('summary').$type<unknown>().notNull(),
  durationMs: integer('duration_ms'),
  costMicroUsd: bigint('cost_micro_usd', { mode: 'number' }).notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});

export const claims = pgTable('claims', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  analysisId: text('analysis_id').notNull(),
  callId: text('call_id').notNull(),
  field: text('field').notNull(),
  claimId: text('claim_id'),
  quote: text('quote').notNull(),
  turn: integer('turn').notNull(),
  startOffset: integer('start_offset').notNull(),
  endOffset: integer('end_offset').notNull(),
  speaker: text('speaker').notNull(),
  side: text('side').notNull(),
  confidence: doublePrecision('confidence'),
  rule: text('rule'),
  body: jsonb('body').$type<unknown>().notNull(),
  /** What it says in words that can be counted; see facts-of-claim.ts. */
  kind: text('kind'),
  name: text('name'),
  outcome: text('outcome'),
});

export const refusedClaims = pgTable('refused_claims', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  analysisId: text('analysis_id').notNull(),
  field: text('field').notNull(),
  reason: text('reason').notNull(),
  quote: text('quote').notNull(),
  turn: integer('turn'),
  detail: text('detail').notNull(),
});
