import { z } from 'zod';
import { PolicyVerdict, Stakes } from '#contracts';

/** What kind of value a property takes, as a policy speaks of it. */
export const ValueType = z.enum(['text', 'number', 'money', 'date', 'enumeration', 'boolean', 'owner', 'stage']);
export type ValueType = z.infer<typeof ValueType>;

export const ActionType = z.enum([
  'set_property',
  'create_activity',
  'associate',
  'dissociate',
  'create_property',
  'merge',
]);
export type ActionType = z.infer<typeof ActionType>;

/** Who set the value that stands there: `none` where there is no value. */
export const Ownership = z.enum(['person', 'machine', 'none']);
export type Ownership = z.infer<typeof Ownership>;

/** An e-mail address, or whoever owns the deal. */
export const Approver = z.union([z.literal('deal_owner'), z.email()]);
export type Approver = z.infer<typeof Approver>;

/** Who decides, how many must agree, and within which time. */
export const ApprovalTerms = z.strictObject({
  approvers: z.array(Approver).min(1),
  needed: z.int().min(1),
  remindAfterHours: z.number().positive(),
  expireAfterHours: z.number().positive(),
  /** A change that has waited longer than this to be written is asked about again. */
  staleAfterHours: z.number().positive(),
});
export type ApprovalTerms = z.infer<typeof ApprovalTerms>;

/** What a rule looks at; each that is given must hold. A pattern takes `*` for any letters. */
export interface PolicyCondition {
  readonly actions: readonly ActionType[] | null;
  readonly objects: readonly string[] | null;
  readonly fields: readonly string[] | null;
  readonly values: readonly ValueType[] | null;
  readonly activities: readonly string[] | null;
  readonly stakes: readonly Stakes[] | null;
  readonly ownership: readonly Ownership[] | null;
  readonly tainted: boolean | null;
  readonly confidenceAtLeast: number | null;
}

export interface PolicyRule {
  readonly name: string;
  readonly line: number;
  readonly when: PolicyCondition;
  readonly verdict: PolicyVerdict;
  readonly because: string | null;
  readonly terms: ApprovalTerms;
}

/** What the portal calls the fields that Sophia fills; null leaves one out. */
export const FieldNames = z.strictObject({
  nextSteps: z.string().min(1).nullable(),
  riskFactors: z.string().min(1).nullable(),
  competitor: z.string().min(1).nullable(),
  lastCallSentiment: z.string().min(1).nullable(),
  lastCallDate: z.string().min(1).nullable(),
  lastCallSummary: z.string().min(1).nullable(),
});
export type FieldNames = z.infer<typeof FieldNames>;

export interface Policy {
  readonly name: string;
  /** Of the text it was read from: a change set says which policy it was judged by. */
  readonly hash: string;
  readonly rules: readonly PolicyRule[];
  readonly otherwise: Omit<PolicyRule, 'when'>;
  readonly fields: FieldNames;
}
