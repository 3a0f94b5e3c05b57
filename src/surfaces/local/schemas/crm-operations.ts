import { z } from 'zod';
import { CrmRecordType, Evidence, Side } from '#contracts';
import { Nothing } from './nothing.ts';

const Limit = z.int().min(1).max(200);
/** The id behind which the list goes on; null for its beginning. */
const After = z.string().min(1).nullable().default(null);

const Person = z.object({
  personId: z.string(),
  name: z.string(),
  identities: z.array(
    z.object({
      identityId: z.string(),
      source: z.string(),
      externalId: z.string(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      evidence: z.object({ rule: z.string(), detail: z.string() }),
      manual: z.boolean(),
    }),
  ),
});

const CallMatch = z.object({
  callId: z.string(),
  state: z.enum(['matched', 'partly', 'ambiguous', 'unmatched']),
  manual: z.boolean(),
  links: z.array(
    z.object({
      objectType: CrmRecordType,
      recordId: z.string(),
      name: z.string().nullable(),
      method: z.string(),
      confidence: z.number(),
      evidence: z.string(),
    }),
  ),
  candidates: z.array(
    z.object({ recordId: z.string(), name: z.string().nullable(), score: z.number(), because: z.array(z.string()) }),
  ),
  /** What was written because of it to records that it is not about, as somebody has said since; each can be undone. */
  misplaced: z.array(z.object({ changeId: z.string(), targetName: z.string().nullable(), what: z.string() })),
});

const CommitmentState = z.enum(['open', 'overdue', 'kept', 'broken', 'dropped']);
/** What settled a promise: words of a later call, that call itself, something done in the CRM, or a person. */
const Settlement = z.discriminatedUnion('by', [
  z.object({ by: z.literal('call'), callId: z.string(), evidence: Evidence }),
  z.object({ by: z.literal('meeting'), callId: z.string() }),
  z.object({
    by: z.literal('activity'),
    kind: z.string(),
    externalId: z.string(),
    at: z.string(),
    subject: z.string().nullable(),
  }),
  z.object({ by: z.literal('person'), name: z.string(), reason: z.string().nullable() }),
]);
const CommitmentLine = z.object({
  commitmentId: z.string(),
  callId: z.string(),
  owner: z.string(),
  side: Side,
  text: z.string(),
  evidence: Evidence,
  dueDate: z.string().nullable(),
  state: CommitmentState,
  settledBy: Settlement.nullable(),
  createdAt: z.string(),
});

const ContradictionState = z.enum(['open', 'crm_right', 'call_right', 'email_right', 'cleared']);
const ContradictionLine = z.object({
  contradictionId: z.string(),
  recordId: z.string(),
  recordName: z.string().nullable(),
  kind: z.string(),
  property: z.string(),
  crmValue: z.string().nullable(),
  crmValueKept: z.boolean(),
  saidValue: z.string(),
  /** The call that says it last; null where an e-mail does. */
  callId: z.string().nullable(),
  /** The e-mail that says it last; null where a call does. */
  emailId: z.string().nullable(),
  saidAt: z.string(),
  /** The sentence that says it. */
  quote: z.string().nullable(),
  /** What the other of call and e-mail says, where the two differ, with its sentence. */
  otherValue: z.string().nullable(),
  otherQuote: z.string().nullable(),
  /** Field and values as people call them: labels, days, sums. */
  inWords: z.object({
    field: z.string(),
    crm: z.string().nullable(),
    said: z.string(),
    other: z.string().nullable(),
  }),
  state: ContradictionState,
  /** The change whose approval settles it. */
  changeId: z.string().nullable(),
  resolvedBy: z.string().nullable(),
  resolvedBecause: z.string().nullable(),
  foundAt: z.string(),
});

const WarningKind = z.enum([
  'no_activity',
  'no_next_step',
  'close_date_passed',
  'close_date_pushed',
  'stuck_in_stage',
  'single_threaded',
  'champion_left',
  'ghosted',
]);
const WarningEvidence = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('quote'),
    callId: z.string(),
    quote: z.string(),
    speaker: z.string(),
    turn: z.int(),
    startMs: z.int().nullable(),
  }),
  z.object({
    type: z.literal('change'),
    property: z.string(),
    value: z.string().nullable(),
    at: z.string(),
    source: z.string(),
  }),
  z.object({ type: z.literal('call'), callId: z.string(), title: z.string().nullable(), at: z.string() }),
  z.object({
    type: z.literal('activity'),
    kind: z.string(),
    externalId: z.string(),
    at: z.string(),
    direction: z.string().nullable(),
  }),
]);
const WarningLine = z.object({
  warningId: z.string(),
  recordId: z.string(),
  deal: z.string().nullable(),
  kind: WarningKind,
  /** What it is called where people read it. */
  title: z.string(),
  severity: z.enum(['low', 'medium', 'high']),
  explanation: z.string(),
  evidence: z.array(WarningEvidence),
  raisedAt: z.string(),
  clearedAt: z.string().nullable(),
  clearedBecause: z.string().nullable(),
});

const DealLine = z.object({
  recordId: z.string(),
  externalId: z.string(),
  name: z.string().nullable(),
  stage: z.string().nullable(),
  amount: z.string().nullable(),
  closeDate: z.string().nullable(),
  owner: z.string().nullable(),
});

const Deal = DealLine.extend({
  company: z.string().nullable(),
  contacts: z.array(z.object({ name: z.string().nullable(), email: z.string().nullable() })),
  calls: z.array(z.object({ callId: z.string(), title: z.string().nullable(), date: z.string().nullable() })),
  commitments: z.array(CommitmentLine),
  contradictions: z.array(ContradictionLine),
  warnings: z.array(WarningLine),
  /** What is sold in it; sums as the CRM writes them, a currency of null is the deal's. */
  lineItems: z.array(
    z.object({
      externalId: z.string(),
      name: z.string().nullable(),
      quantity: z.string().nullable(),
      price: z.string().nullable(),
      amount: z.string().nullable(),
      currency: z.string().nullable(),
    }),
  ),
  /** Null for whoever may not read what is proposed for the CRM. */
  openChangeSets: z.array(z.object({ changeSetId: z.string(), title: z.string(), waiting: z.int() })).nullable(),
});

/** What can be asked about people, deals, promises and what calls are about. */
export const crmOperations = {
  'people.list': { input: Nothing, output: z.object({ people: z.array(Person) }) },
  'people.move': {
    input: z.strictObject({ identityId: z.string().min(1), personId: z.string().nullable() }),
    output: z.object({ personId: z.string() }),
  },
  'matches.get': { input: z.strictObject({ callId: z.string().min(1) }), output: CallMatch.nullable() },
  'matches.correct': {
    input: z.strictObject({
      callId: z.string().min(1),
      objectType: CrmRecordType,
      /** A name or an id; null says that the call is about none. */
      record: z.string().min(1).nullable(),
      takesOff: z.boolean().optional(),
    }),
    output: CallMatch,
  },
  'commitments.list': {
    input: z.strictObject({
      state: CommitmentState.nullable(),
      dueBy: z.iso.date().nullable(),
      limit: Limit,
      after: After,
    }),
    output: z.object({ commitments: z.array(CommitmentLine) }),
  },
  'commitments.settle': {
    input: z.strictObject({
      commitmentId: z.string().min(1),
      state: z.enum(['kept', 'dropped']),
      reason: z.string().nullable(),
    }),
    output: z.null(),
  },
  'contradictions.list': {
    input: z.strictObject({ state: ContradictionState.nullable(), limit: Limit, after: After }),
    output: z.object({ contradictions: z.array(ContradictionLine) }),
  },
  'contradictions.resolve': {
    input: z.strictObject({
      contradictionId: z.string().min(1),
      state: z.enum(['crm_right', 'call_right', 'email_right']),
    }),
    output: z.null(),
  },
  'warnings.list': {
    input: z.strictObject({
      /** The name, a part of it or the id of a deal; null for all of them. */
      deal: z.string().min(1).nullable(),
      kind: WarningKind.nullable(),
      standing: z.boolean(),
      limit: Limit,
      after: After,
    }),
    output: z.object({ warnings: z.array(WarningLine) }),
  },
  'warnings.get': { input: z.strictObject({ warningId: z.string().min(1) }), output: WarningLine },
  'deals.list': {
    input: z.strictObject({
      stage: z.string().nullable(),
      owner: z.string().nullable(),
      name: z.string().nullable().default(null),
      account: z.string().nullable().default(null),
      closesFrom: z.iso.date().nullable().default(null),
      closesTo: z.iso.date().nullable().default(null),
      limit: Limit,
      after: After,
    }),
    output: z.object({ deals: z.array(DealLine), more: z.boolean() }),
  },
  'deals.get': { input: z.strictObject({ name: z.string().min(1) }), output: Deal },
} as const;
