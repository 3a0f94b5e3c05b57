import { z } from 'zod';

/** Why an identity belongs to its person. */
export const IdentityEvidence = z.strictObject({
  rule: z.enum(['first_seen', 'same_email', 'same_name', 'said_by_a_person']),
  /** In words, such as `maya@tidewater.example is also her address in HubSpot`. */
  detail: z.string(),
});
export type IdentityEvidence = z.infer<typeof IdentityEvidence>;

/** What one system calls a person. */
export const Identity = z.strictObject({
  identityId: z.string(),
  source: z.string(),
  externalId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** Further addresses that the system says are the same person's. */
  otherEmails: z.array(z.string()),
  evidence: IdentityEvidence,
  manual: z.boolean(),
});
export type Identity = z.infer<typeof Identity>;

export const Person = z.strictObject({
  personId: z.string(),
  name: z.string(),
  identities: z.array(Identity),
});
export type Person = z.infer<typeof Person>;
