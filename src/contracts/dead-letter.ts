import { z } from 'zod';

/** An event that failed in every try: from where it came, what it is about, why it failed and since when. */
export const DeadLetter = z.strictObject({
  inboxId: z.string(),
  source: z.string(),
  kind: z.string(),
  /** The source's id of what it is about. */
  subject: z.string(),
  /** Where the source shows that; null where it has no such place. */
  address: z.string().nullable(),
  problem: z.strictObject({ code: z.string(), message: z.string(), action: z.string() }).nullable(),
  receivedAt: z.iso.datetime(),
  /** When it was tried last. */
  settledAt: z.iso.datetime().nullable(),
  attempts: z.int(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;
