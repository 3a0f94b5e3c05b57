import { z } from 'zod';

/** One record: who did what to which resource, when, for which request, from where, and how it ended. */
export const AuditRecord = z.object({
  sequence: z.int().nullable(),
  auditId: z.string(),
  at: z.string(),
  actor: z.unknown(),
  action: z.string(),
  resource: z.unknown(),
  result: z.string(),
  requestId: z.string(),
  ipAddress: z.string().nullable(),
  details: z.unknown(),
  hash: z.string().nullable(),
});
export type AuditRecord = z.infer<typeof AuditRecord>;

/** What a check of the chain has found. */
export const AuditVerdict = z.object({
  intact: z.boolean(),
  /** How many records were checked. */
  checked: z.int(),
  /** Records from before there was a chain, of which nothing can be said. */
  unchained: z.int(),
  /** `<number>:<hash>` of the last record; to be kept elsewhere and given to the next check. */
  end: z.string().nullable(),
  /** The first place that is not as it was written; null where all are. */
  fault: z
    .object({
      kind: z.enum(['altered', 'missing', 'added', 'anchor']),
      sequence: z.int().nullable(),
      auditId: z.string().nullable(),
      sentence: z.string(),
    })
    .nullable(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;
