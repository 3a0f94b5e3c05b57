import { z } from 'zod';
import { DocumentAudience } from '#contracts';

/** Documents whose text has one of these words in it, of one audience or (null) of all. */
export const DocumentsNaming = z.strictObject({
  words: z.array(z.string().min(1)).min(1),
  audience: DocumentAudience.nullable(),
});
export type DocumentsNaming = z.infer<typeof DocumentsNaming>;
