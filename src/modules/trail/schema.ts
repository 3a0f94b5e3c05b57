import { z } from 'zod';

export const ListAuditInput = z.strictObject({
  /** An id or an address of whoever acted. */
  actor: z.string().min(1).max(320).nullable(),
  /** An action, or its beginning such as `key.`. */
  action: z.string().min(1).max(100).nullable(),
  /** The id of what was acted on. */
  resourceId: z.string().min(1).max(200).nullable(),
  requestId: z.string().min(1).max(100).nullable(),
  result: z.enum(['done', 'refused', 'failed']).nullable(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  limit: z.int().min(1).max(1000),
  /** The number of the last record of the page before. */
  before: z.int().min(1).nullable(),
});
export type ListAuditInput = z.infer<typeof ListAuditInput>;

export const ExportAuditInput = z.strictObject({
  /** The number of the last record that is there already. */
  after: z.int().min(0),
  /** Where the export ends, as its first page has said; null for the first page. */
  upTo: z.int().min(0).nullable().default(null),
  limit: z.int().min(1).max(1000),
});
export type ExportAuditInput = z.input<typeof ExportAuditInput>;

export const VerifyAuditInput = z.strictObject({
  /** What an earlier check printed as its end, `<number>:<hash>`: then also a chain that was written anew is found out. */
  anchor: z
    .string()
    .regex(/^\d+:[0-9a-f]{64}$/, 'Expected the end of an earlier check, such as 1204:9f2c….')
    .nullable(),
});
export type VerifyAuditInput = z.infer<typeof VerifyAuditInput>;

const Found = z.record(z.string().min(1), z.string().nullable());

export const NoteSettingsInput = z.strictObject({
  /** Several may have settings of their own. */
  machine: z.string().min(1).max(255),
  /** By the name of a setting or a file: its value or its text, null where there is none. */
  found: Found,
  /** What holds where nobody has said anything. */
  usual: Found,
});
export type NoteSettingsInput = z.infer<typeof NoteSettingsInput>;
