import { z } from 'zod';
import {
  ApprovalDecision,
  Change,
  ChangeAction,
  ChangeSet,
  ChangeState,
  CrmRecordType,
  CrmReference,
  CrmSyncLogEntry,
  PolicyVerdict,
} from '#contracts';
import { Nothing } from './nothing.ts';

const Decision = ApprovalDecision.extend({ decidedBy: z.string(), at: z.string() });
const ChangeWords = z.object({
  changeId: z.string(),
  field: z.string(),
  oldValue: z.string().nullable(),
  newValue: z.string().nullable(),
});
const Limit = z.int().min(1).max(500);

const DecidedChange = z.object({
  changeId: z.string(),
  state: ChangeState,
  outcome: z.enum(['decided', 'counted', 'already', 'refused']),
  missing: z.int(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
});

const UndoneChanges = z.object({
  undone: z.int(),
  refused: z.int(),
  /** Of which something was sent and the answer was lost: they are gone on with by themselves. */
  underWay: z.int(),
  changes: z.array(z.object({ changeId: z.string(), state: ChangeState, reason: z.string().nullable() })).readonly(),
});

const FieldExplanation = z.object({
  record: z.object({ recordId: z.string(), objectType: CrmRecordType, name: z.string().nullable() }),
  property: z.string(),
  value: z.string().nullable(),
  setBy: z.object({ source: z.string(), at: z.string() }).nullable(),
  isOurs: z.boolean(),
  written: Change.nullable(),
  /** Whether Sophia has written into it from a call that is gone since. */
  wroteFromRemovedCall: z.boolean().default(false),
  decidedBy: z.array(z.object({ decidedBy: z.string(), decision: z.string(), at: z.string() })).readonly(),
  moves: z
    .array(z.object({ from: z.string().nullable(), to: z.string(), reason: z.string().nullable(), at: z.string() }))
    .readonly(),
  open: z.array(Change).readonly(),
});

const PolicyLine = z.object({
  name: z.string(),
  line: z.int(),
  verdict: PolicyVerdict,
  because: z.string().nullable(),
  terms: z.object({ approvers: z.array(z.string()), needed: z.int() }),
});

const PolicyTrial = z.object({
  judged: z.int(),
  same: z.int(),
  verdicts: z.record(PolicyVerdict, z.int()).readonly(),
  differences: z
    .array(
      z.object({
        changeId: z.string(),
        targetName: z.string().nullable(),
        field: z.string().nullable(),
        value: z.string().nullable(),
        before: PolicyVerdict,
        after: PolicyVerdict,
        policyRule: z.string(),
        reason: z.string(),
      }),
    )
    .readonly(),
});

const ShownPolicy = z.object({
  name: z.string(),
  hash: z.string(),
  rules: z.array(PolicyLine).readonly(),
  otherwise: PolicyLine,
  text: z.string().describe('What is written down, letter by letter.'),
  version: z.string().describe('Of the text; it is the `etag` as well.'),
  fault: z.string().nullable().describe('Why what is written down is not what is in force; null where it is.'),
});

/** What can be asked about changes of the CRM, and about the policy that they are held against. */
export const changeOperations = {
  'changes.list': {
    input: z.strictObject({ state: ChangeState.nullable(), limit: Limit, beforeId: z.string().nullable() }),
    output: z.object({ changeSets: z.array(ChangeSet), more: z.boolean() }),
  },
  'changes.get': {
    input: z.strictObject({ reference: z.string().min(1) }),
    output: z.object({
      changeSet: ChangeSet,
      changeId: z.string().nullable(),
      decisions: z.array(Decision),
      /** Each change as people read it: the field by its label, stages and owners by name, days and sums written out. */
      words: z.array(ChangeWords).default([]),
    }),
  },
  'changes.decide': {
    input: z.strictObject({
      reference: z.string().min(1),
      decision: z.enum(['approve', 'reject']),
      value: z.string().nullable(),
      reason: z.string().nullable(),
    }),
    output: z.object({ decided: z.array(DecidedChange) }),
  },
  'changes.propose': {
    input: z.strictObject({
      /** A name, a part of it, or an id. */
      deal: z.string().min(1).nullable(),
      since: z.iso.date().nullable(),
      /** Only says what would be proposed. */
      dryRun: z.boolean(),
      limit: Limit,
    }),
    output: z.object({
      looked: z.int(),
      /** How many calls there are of what was asked for. */
      total: z.int(),
      calls: z.array(
        z.object({
          callId: z.string(),
          title: z.string().nullable(),
          changeSetId: z.string().nullable(),
          changes: z.array(
            z.object({
              target: CrmReference.nullable(),
              targetName: z.string().nullable(),
              action: ChangeAction,
              oldValue: z.string().nullable(),
              oldValueKept: z.boolean(),
              state: ChangeState,
              reason: z.string(),
            }),
          ),
        }),
      ),
    }),
  },
  'changes.undo': {
    input: z.union([
      z.strictObject({ reference: z.string().min(1) }),
      z.strictObject({ day: z.iso.date() }),
      z.strictObject({ rule: z.string().min(1) }),
    ]),
    output: UndoneChanges,
  },
  'changes.explain': {
    input: z.strictObject({ objectType: CrmRecordType, record: z.string().min(1), property: z.string().min(1) }),
    output: FieldExplanation,
  },
  'changes.log': {
    input: z.strictObject({ status: z.string().nullable(), limit: Limit, beforeId: z.string().nullable() }),
    output: z.object({
      entries: z.array(CrmSyncLogEntry.extend({ entryId: z.string(), changeId: z.string().nullable() }).loose()),
      more: z.boolean(),
    }),
  },
  'policy.get': {
    input: Nothing,
    output: ShownPolicy,
  },
  'policy.set': {
    input: z.strictObject({ text: z.string(), replaces: z.array(z.string()).nullable() }),
    output: ShownPolicy,
  },
  'policy.try': {
    input: z.strictObject({ text: z.string(), name: z.string().min(1), days: z.int().min(1).max(3650) }),
    output: PolicyTrial,
  },
  'setup.propose': {
    input: Nothing,
    output: z.object({ changeSetId: z.string(), created: z.boolean(), changes: z.array(Change) }).nullable(),
  },
} as const;
