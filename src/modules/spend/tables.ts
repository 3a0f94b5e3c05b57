import { bigint, boolean, integer, pgTable, text, timestamp } from '#platform/sql';

export const modelUsage = pgTable('model_usage', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  provider: text('provider').notNull(),
  model: text('model').notNull(),
  purpose: text('purpose').notNull(),
  inputTokens: integer('input_tokens').notNull(),
  cachedInputTokens: integer('cached_input_tokens').notNull(),
  outputTokens: integer('output_tokens').notNull(),
  /** Null where the price table does not know the model. */
  costMicroUsd: bigint('cost_micro_usd', { mode: 'number' }),
  estimated: boolean('estimated').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});
