import { z } from 'zod';

/** Whose person speaks: of our company, of the other, or not known. */
export const Side = z.enum(['internal', 'external', 'unknown']);
export type Side = z.infer<typeof Side>;
