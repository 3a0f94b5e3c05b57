import { z } from 'zod';

/** Fields that several operations take. */
export const Reference = z.string().min(1).max(200);

export const Cursor = z
  .string()
  .min(1)
  .max(400)
  .optional()
  .describe('`nextCursor` of the page before, as it is; without it the list begins.');

/** A day that every database knows. */
export const Day = z.iso
  .date()
  .refine((day) => day >= '1900-01-01', 'Expected a day from 1900 on.')
  .describe('A day, as YYYY-MM-DD.');

export const NextCursor = z.string().nullable().describe('For the next page; null where this is the last one.');

/** How many a page holds at most. */
export function limitUpTo(most: number) {
  return z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(Math.min(50, most))
    .describe('How many a page holds at most.');
}

/** `true` or `false`, as it stands in an address. */
export function flag(standard: 'true' | 'false') {
  return z
    .enum(['true', 'false'])
    .default(standard)
    .transform((value) => value === 'true');
}
