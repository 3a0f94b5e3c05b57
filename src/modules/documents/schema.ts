import { z } from 'zod';

export const DocumentReference = z.strictObject({ document: z.string().trim().min(1).max(200) });
export type DocumentReference = z.infer<typeof DocumentReference>;
