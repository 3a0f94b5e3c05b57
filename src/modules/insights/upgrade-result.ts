import { z } from 'zod';
import { analysisSchemaVersion } from '#contracts';
import { firstMethods } from './first-methods.ts';

const Version = z.object({ schemaVersion: z.literal('1.0') });
const Earlier = z.looseObject({
  schemaVersion: z.literal('1.0'),
  findings: z.looseObject({
    sentiment: z.looseObject({ sides: z.array(z.looseObject({})) }),
  }),
});

/** Returns a stored result in today's form: one of schema 1.0 named no methods and had no course of a side. */
export function upgradeResult(stored: unknown): unknown {
  if (!Version.safeParse(stored).success) return stored;
  const earlier = Earlier.safeParse(stored);
  if (!earlier.success) return stored;
  const { findings, ...rest } = earlier.data;
  const { sentiment } = findings;
  return {
    ...rest,
    schemaVersion: analysisSchemaVersion,
    findings: {
      ...findings,
      qualificationMethods: firstMethods,
      sentiment: { ...sentiment, sides: sentiment.sides.map((side) => ({ ...side, course: [], trend: null })) },
    },
  };
}
