import { doublePrecision, jsonb, pgTable, text, timestamp } from '#platform/sql';
import type { Sense, StatementKind } from './statements/statement.ts';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export const callStatements = pgTable('call_statements', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  /** Null where an e-mail says it. */
  callId: text('call_id'),
  emailId: text('email_id'),
  recordId: text('record_id').notNull(),
  kind: text('kind').$type<StatementKind>().notNull(),
  property: text('property').notNull(),
  sense: text('sense').$type<Sense>().notNull(),
  value: text('value').notNull(),
  evidence: jsonb('evidence').$type<unknown>().notNull(),
  confidence: doublePrecision('confidence').notNull(),
  saidAt: instant('said_at').notNull(),
});

export const contradictions = pgTable('contradictions', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  recordId: text('record_id').notNull(),
  kind: text('kind').$type<StatementKind>().notNull(),
  property: text('property').notNull(),
  crmValue: text('crm_value'),
  saidValue: text('said_value').notNull(),
  callId: text('call_id'),
  emailId: text('email_id'),
  /** What the other of call and e-mail says, where the two differ. */
  otherValue: text('other_value'),
  saidAt: instant('said_at').notNull(),
  evidence: jsonb('evidence').$type<unknown>().notNull(),
  ownerId: text('owner_id'),
  state: text('state').notNull(),
  changeId: text('change_id'),
  resolvedBy: jsonb('resolved_by').$type<unknown>(),
  resolvedAt: instant('resolved_at'),
  resolvedBecause: text('resolved_because'),
  foundAt: instant('found_at').notNull(),
});
