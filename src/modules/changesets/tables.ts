import type {
  ApprovalDecision,
  ChangeAction,
  ChangeEvidence,
  ChangeSetKind,
  ChangeState,
  PolicyVerdict,
  Stakes,
} from '#contracts';
import { boolean, doublePrecision, integer, jsonb, pgTable, text, timestamp } from '#platform/sql';
import type { ApprovalTerms } from './policy/policy.ts';
import type { PolicyFacts } from './policy/policy-facts.ts';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export const changeSets = pgTable('change_sets', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  kind: text('kind').$type<ChangeSetKind>().notNull(),
  key: text('key').notNull(),
  title: text('title').notNull(),
  callId: text('call_id'),
  analysisId: text('analysis_id'),
  dryRun: boolean('dry_run').notNull(),
  tainted: boolean('tainted').notNull(),
  policyHash: text('policy_hash').notNull(),
  proposedAt: instant('proposed_at').notNull(),
  expiresAt: instant('expires_at'),
  remindedAt: instant('reminded_at'),
  traceparent: text('traceparent'),
});

export const changes = pgTable('changes', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  changeSetId: text('change_set_id').notNull(),
  position: integer('position').notNull(),
  targetType: text('target_type'),
  targetId: text('target_id'),
  targetName: text('target_name'),
  action: jsonb('action').$type<ChangeAction>().notNull(),
  identity: text('identity').notNull(),
  property: text('property'),
  oldValue: text('old_value'),
  oldValueSource: text('old_value_source'),
  oldValueAt: instant('old_value_at'),
  evidence: jsonb('evidence').$type<ChangeEvidence[]>().notNull(),
  confidence: doublePrecision('confidence').notNull(),
  rule: text('rule').notNull(),
  stakes: text('stakes').$type<Stakes>().notNull(),
  verdict: text('verdict').$type<PolicyVerdict>().notNull(),
  policyRule: text('policy_rule').notNull(),
  reason: text('reason').notNull(),
  facts: jsonb('facts').$type<PolicyFacts>().notNull(),
  terms: jsonb('terms').$type<ApprovalTerms>().notNull(),
  state: text('state').$type<ChangeState>().notNull(),
  editedValue: text('edited_value'),
  readBackValue: text('read_back_value'),
  externalId: text('external_id'),
  problem: text('problem'),
  appliedAt: instant('applied_at'),
  undoneAt: instant('undone_at'),
  updatedAt: instant('updated_at').notNull(),
});

export const changeMoveRecords = pgTable('change_moves', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  changeId: text('change_id').notNull(),
  fromState: text('from_state').$type<ChangeState>(),
  toState: text('to_state').$type<ChangeState>().notNull(),
  actor: jsonb('actor').$type<unknown>().notNull(),
  reason: text('reason'),
  at: instant('at').notNull(),
});

export const approvalDecisions = pgTable('approval_decisions', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  changeId: text('change_id').notNull(),
  decidedBy: text('decided_by').notNull(),
  decision: text('decision').$type<ApprovalDecision['decision']>().notNull(),
  value: text('value'),
  reason: text('reason'),
  at: instant('at').notNull(),
});

export const crmSyncLog = pgTable('crm_sync_log', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  at: instant('at').notNull(),
  sourceSystem: text('source_system').notNull(),
  targetSystem: text('target_system').notNull(),
  entityType: text('entity_type').notNull(),
  entityId: text('entity_id'),
  operation: text('operation').$type<'create' | 'update' | 'delete'>().notNull(),
  data: jsonb('data').$type<unknown>().notNull(),
  status: text('status').notNull(),
  error: text('error'),
  changeId: text('change_id'),
  startedAt: instant('started_at').notNull(),
  endedAt: instant('ended_at'),
});
