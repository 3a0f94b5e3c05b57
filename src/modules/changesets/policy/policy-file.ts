import { z } from 'zod';
import { PolicyVerdict, Stakes } from '#contracts';
import { ActionType, Approver, Ownership, ValueType } from './policy.ts';

/** One or several. */
function some<Item extends z.ZodType>(item: Item) {
  return z.union([item, z.array(item).min(1)]);
}

const Hours = z.number().positive().max(8760);
const NamePattern = z.string().regex(/^[\w*]+$/, 'Write a name, with * for any letters.');

const Asking = z.strictObject({
  approvers: z.array(Approver).min(1).optional(),
  needed: z.int().min(1).max(20).optional(),
  remind_after_hours: Hours.optional(),
  expire_after_hours: Hours.optional(),
  stale_after_hours: Hours.optional(),
});
export type Asking = z.infer<typeof Asking>;

const Condition = z.strictObject({
  action: some(ActionType).optional(),
  object: some(NamePattern).optional(),
  field: some(NamePattern).optional(),
  value: some(ValueType).optional(),
  activity: some(z.enum(['note', 'task', 'call'])).optional(),
  stakes: some(Stakes).optional(),
  set_by: some(Ownership).optional(),
  tainted: z.boolean().optional(),
  confidence_at_least: z.number().min(0).max(1).optional(),
});
export type Condition = z.infer<typeof Condition>;

const Spoken = { verdict: PolicyVerdict, because: z.string().min(1).optional() };
const RuleName = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Write small letters, digits and hyphens.');

/** A policy as it is written down. */
export const PolicyFile = z.strictObject({
  version: z.literal(1),
  fields: z
    .strictObject({
      next_steps: z.string().min(1).nullable().optional(),
      risk_factors: z.string().min(1).nullable().optional(),
      competitor: z.string().min(1).nullable().optional(),
      last_call_sentiment: z.string().min(1).nullable().optional(),
      last_call_date: z.string().min(1).nullable().optional(),
      last_call_summary: z.string().min(1).nullable().optional(),
    })
    .optional(),
  asking: Asking.optional(),
  rules: z.array(z.strictObject({ name: RuleName, when: Condition, ...Spoken, asking: Asking.optional() })),
  otherwise: z.strictObject({ ...Spoken, asking: Asking.optional() }),
});
export type PolicyFile = z.infer<typeof PolicyFile>;
