import { z } from 'zod';

export const NoteInput = z.strictObject({
  kind: z.enum(['call', 'record', 'commitment', 'note', 'document']),
  ids: z.array(z.string().min(1)).max(2000),
});
export type NoteInput = z.infer<typeof NoteInput>;

export const IndexInput = z.strictObject({
  /** How many calls, records, notes or documents at most. */
  limit: z.int().min(1).max(200),
});
export type IndexInput = z.infer<typeof IndexInput>;

export const RepairInput = z.strictObject({
  /** `drift` notes what is not as it should be, `all` everything. */
  what: z.enum(['drift', 'all']),
});
export type RepairInput = z.infer<typeof RepairInput>;

export const SyncInput = z.strictObject({
  /** How many entries at most, of those to send and of those to remove. */
  limit: z.int().min(1).max(1000),
});
export type SyncInput = z.infer<typeof SyncInput>;
