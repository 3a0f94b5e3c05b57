import { z } from 'zod';
import { Evidence, Side } from '#contracts';

/**
 * What has become of a promise. One that is open and whose day is over is `overdue`, by the clock alone: nothing is
 * written when that day ends, and it is no longer so once the promise is settled or its day is another. Those that are
 * asked for as `open` are all that nothing has become of, the overdue ones with them.
 */
export const CommitmentState = z.enum(['open', 'overdue', 'kept', 'broken', 'dropped']);
export type CommitmentState = z.infer<typeof CommitmentState>;

/**
 * What settled a promise: the sentence of a later call, that call itself where it is what was agreed, something that was
 * done in the CRM, or a person.
 */
export const Settlement = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('call'), callId: z.string(), evidence: Evidence }),
  z.strictObject({ by: z.literal('meeting'), callId: z.string() }),
  z.strictObject({
    by: z.literal('activity'),
    kind: z.string(),
    externalId: z.string(),
    at: z.iso.datetime(),
    subject: z.string().nullable(),
  }),
  z.strictObject({ by: z.literal('person'), name: z.string(), reason: z.string().nullable() }),
]);
export type Settlement = z.infer<typeof Settlement>;

/** A promise of one side, across calls. */
export const TrackedCommitment = z.strictObject({
  commitmentId: z.string(),
  callId: z.string(),
  dealRecordId: z.string().nullable(),
  companyRecordId: z.string().nullable(),
  owner: z.string(),
  side: Side,
  text: z.string(),
  evidence: Evidence,
  dueDate: z.iso.date().nullable(),
  /** The id of the same promise where it was made before. */
  repeats: z.string().nullable(),
  state: CommitmentState,
  settledBy: Settlement.nullable(),
  settledAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type TrackedCommitment = z.infer<typeof TrackedCommitment>;
