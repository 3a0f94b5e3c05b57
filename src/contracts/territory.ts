import { z } from 'zod';

/** A property of the deal, or of a company of the deal, has one of the values; large and small letters are one. */
export const TerritoryRule = z.strictObject({
  of: z.enum(['deal', 'company']),
  property: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{0,199}$/, 'Expected the internal name of a property, such as state or hs_region.'),
  values: z.array(z.string().trim().min(1).max(200)).min(1).max(500).readonly(),
});
export type TerritoryRule = z.infer<typeof TerritoryRule>;
