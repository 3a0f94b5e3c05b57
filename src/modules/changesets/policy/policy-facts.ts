import { z } from 'zod';
import { Stakes } from '#contracts';
import { ActionType, Ownership, ValueType } from './policy.ts';

/** What a policy is asked about: everything that it may look at and nothing else. */
export const PolicyFacts = z.strictObject({
  action: ActionType,
  /** The kind of record it is done to; null for the CRM as a whole. */
  object: z.string().nullable(),
  field: z.string().nullable(),
  value: ValueType.nullable(),
  activity: z.string().nullable(),
  stakes: Stakes,
  ownership: Ownership,
  tainted: z.boolean(),
  confidence: z.number(),
});
export type PolicyFacts = z.infer<typeof PolicyFacts>;
