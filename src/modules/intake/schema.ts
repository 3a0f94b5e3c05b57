import { z } from 'zod';

export const ReceiveEventInput = z.strictObject({
  source: z.enum(['gong', 'hubspot', 'slack', 'events']),
  /** What happened, in the words of the source's integration, such as `call` or `deal.propertyChange`. */
  kind: z.string().min(1),
  /** The same for everything that tells of the same thing; the second to come is recognized. */
  dedupeKey: z.string().min(1),
  /** The source's id of what it is about. */
  subject: z.string().min(1),
  payload: z.unknown(),
  occurredAt: z.iso.datetime().nullable(),
});
export type ReceiveEventInput = z.infer<typeof ReceiveEventInput>;

/** Why an event could not be processed, in plain words. */
export const InboxProblem = z.strictObject({
  code: z.string(),
  message: z.string(),
  action: z.string(),
});
export type InboxProblem = z.infer<typeof InboxProblem>;

export const InboxEvent = z.strictObject({
  inboxId: z.string(),
  source: z.string(),
  kind: z.string(),
  subject: z.string(),
  payload: z.unknown(),
  occurredAt: z.iso.datetime().nullable(),
  receivedAt: z.iso.datetime(),
  state: z.enum(['received', 'done', 'dead']),
  attempts: z.int(),
  problem: InboxProblem.nullable(),
  settledAt: z.iso.datetime().nullable(),
});
export type InboxEvent = z.infer<typeof InboxEvent>;

/** Which dead letters: of all sources or one, and those that were given up since an instant. */
export const DeadLettersQuestion = z.strictObject({
  source: z.string().nullable(),
  since: z.iso.datetime().nullable(),
  limit: z.int().min(1).max(1000),
});
export type DeadLettersQuestion = z.infer<typeof DeadLettersQuestion>;

/** From one instant up to another, which is not in it. */
export const CallRange = z
  .strictObject({ from: z.iso.datetime(), to: z.iso.datetime() })
  .refine(({ from, to }) => from < to, 'Expected the first day before the last.');
export type CallRange = z.infer<typeof CallRange>;
