import { z } from 'zod';
import { CrmObjectType, CrmRecordType, CrmReference } from './crm.ts';
import { Evidence } from './evidence.ts';

/** Proof of a change: a quote in a call, or a record, or a rule over them. */
export const ChangeEvidence = z.strictObject({
  callId: z.string().nullable(),
  claimId: z.string().nullable(),
  evidence: Evidence.nullable(),
  /** In words, where it is no quote. */
  note: z.string().nullable(),
});
export type ChangeEvidence = z.infer<typeof ChangeEvidence>;

/** What is to be done to the CRM. */
export const ChangeAction = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('set_property'), property: z.string().min(1), value: z.string() }),
  z.strictObject({
    type: z.literal('create_activity'),
    objectType: z.enum(['note', 'task', 'call']),
    properties: z.record(z.string(), z.string()),
    associatedWith: z.array(CrmReference),
  }),
  z.strictObject({ type: z.literal('associate'), to: CrmReference }),
  z.strictObject({ type: z.literal('dissociate'), from: CrmReference }),
  z.strictObject({
    type: z.literal('create_property'),
    objectType: CrmRecordType,
    name: z.string(),
    label: z.string(),
    propertyType: z.string(),
    fieldType: z.string(),
    description: z.string(),
    options: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  }),
  z.strictObject({ type: z.literal('merge'), objectType: CrmRecordType, mergedId: z.string() }),
]);
export type ChangeAction = z.infer<typeof ChangeAction>;

export const Stakes = z.enum(['low', 'medium', 'high']);
export type Stakes = z.infer<typeof Stakes>;

/** What the policy says: write it, ask first, only suggest it beside the value, or nothing. */
export const PolicyVerdict = z.enum(['automatic', 'ask', 'suggest', 'refuse']);
export type PolicyVerdict = z.infer<typeof PolicyVerdict>;

/** Where a change stands. The allowed moves are in `modules/changesets/change-moves.ts`. */
export const ChangeState = z.enum([
  'proposed',
  'waiting',
  'approved',
  'rejected',
  'expired',
  'suggested',
  'refused',
  'applying',
  'applied',
  'not_applied',
  'conflict',
  'failed',
  'undoing',
  'undone',
  'undo_refused',
]);
export type ChangeState = z.infer<typeof ChangeState>;

/** What people read in place of a value that is kept from them because of the call that it came from. */
export const wordsOfAnotherCall = 'words of another call, which are not shown here';

export const Change = z.strictObject({
  changeId: z.string(),
  changeSetId: z.string(),
  position: z.int().min(0),
  /** The record it is done to; null for what concerns the CRM as a whole. */
  target: CrmReference.nullable(),
  targetName: z.string().nullable(),
  action: ChangeAction,
  /** What stood there when it was planned, and who had set it. */
  oldValue: z.string().nullable(),
  /** Whether what stood there is words of another call that are kept from whoever reads this; then it is null. */
  oldValueKept: z.boolean(),
  oldValueSource: z.string().nullable(),
  evidence: z.array(ChangeEvidence),
  confidence: z.number().min(0).max(1),
  /** The rule that proposed it, such as `next-steps-from-commitments`. */
  rule: z.string(),
  stakes: Stakes,
  verdict: PolicyVerdict,
  /** The line of the policy that decided, and why in words. */
  policyRule: z.string(),
  reason: z.string(),
  state: ChangeState,
  /** What a person put in place of the proposed value. */
  editedValue: z.string().nullable(),
  /** What the CRM had after the write. */
  readBackValue: z.string().nullable(),
  externalId: z.string().nullable(),
  problem: z.string().nullable(),
  appliedAt: z.iso.datetime().nullable(),
  undoneAt: z.iso.datetime().nullable(),
});
export type Change = z.infer<typeof Change>;

export const ChangeSetKind = z.enum(['call', 'setup', 'merge', 'reminder', 'manual']);
export type ChangeSetKind = z.infer<typeof ChangeSetKind>;

export const ChangeSet = z.strictObject({
  changeSetId: z.string(),
  kind: ChangeSetKind,
  title: z.string(),
  callId: z.string().nullable(),
  analysisId: z.string().nullable(),
  dryRun: z.boolean(),
  /** Read from what an outside text says: it may propose and never act on its own beyond the policy. */
  tainted: z.boolean(),
  proposedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  changes: z.array(Change),
});
export type ChangeSet = z.infer<typeof ChangeSet>;

/** A person's word about a change. */
export const ApprovalDecision = z.strictObject({
  changeId: z.string(),
  decision: z.enum(['approve', 'edit', 'reject']),
  value: z.string().nullable(),
  reason: z.string().nullable(),
});
export type ApprovalDecision = z.infer<typeof ApprovalDecision>;

/** A change as a planner hands it over, before the policy has spoken. */
export const DraftChange = z.strictObject({
  target: CrmReference.nullable(),
  targetName: z.string().nullable(),
  action: ChangeAction,
  evidence: z.array(ChangeEvidence),
  confidence: z.number().min(0).max(1),
  rule: z.string(),
  /** Of a task: the words by which it is known again, where its title says more. */
  knownBy: z.string().min(1).optional(),
});
export type DraftChange = z.infer<typeof DraftChange>;

/** One line of `crm_sync_log`: an attempt to bring something from one system into another. */
export const CrmSyncLogEntry = z.strictObject({
  at: z.iso.datetime(),
  sourceSystem: z.string(),
  targetSystem: z.string(),
  entityType: z.union([CrmObjectType, z.literal('property')]),
  entityId: z.string().nullable(),
  operation: z.enum(['create', 'update', 'delete']),
  /** `left`: another worker was at the same change, and has brought it to its end. */
  status: z.enum(['started', 'succeeded', 'not_applied', 'conflict', 'failed', 'left', 'would_have_been_sent']),
  error: z.string().nullable(),
});
export type CrmSyncLogEntry = z.infer<typeof CrmSyncLogEntry>;

/** The rule that keeps a value back for want of a property in the CRM: it is planned again once a setup has made that. */
export const noProperty = 'check: no-property';

/** Whether a change waits for a property, and for nobody's word. */
export function waitsForProperty({ state, policyRule }: Pick<Change, 'state' | 'policyRule'>): boolean {
  return state === 'refused' && policyRule === noProperty;
}
