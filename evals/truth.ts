import { z } from 'zod';

const Quoted = z.object({ quote: z.string().min(1) });
const Spoken = Quoted.extend({ speaker: z.string() });

/** What a careful reader marked in a call: the form of `*.truth.json`. */
export const Truth = z.object({
  title: z.string().nullish(),
  date: z.string().nullable(),
  timeZone: z.string().nullish(),
  internal: z.array(z.string()),
  external: z.array(z.string()),
  stage: z.string(),
  /** How the call and its sides feel, and the sentence at which the buyer's mood turns; only some truths say it. */
  sentiment: z
    .object({
      overall: z.string(),
      internal: z.string(),
      external: z.string(),
      turningPoint: z.string().nullable(),
    })
    .nullish(),
  /** What the call is about, in no order; shares are not marked, so only the names are judged. */
  topics: z.array(z.string()).nullish(),
  /** Not judged here: a reader's own words, while the rules quote; `evals/summary.ts` judges that on other meetings. */
  brief: z.string().nullish(),
  /** Not judged: one piece of advice or two of many, so neither another nor a missing one is wrong by it. */
  coaching: z.array(z.looseObject({ point: z.string() })).nullish(),
  objections: z.array(Spoken.extend({ kind: z.string(), answer: z.string() })),
  buyingSignals: z.array(Spoken.extend({ kind: z.string() })),
  /** The development calls leave these four out. */
  questions: z.array(Spoken.extend({ answered: z.boolean() })).optional(),
  commitments: z.array(
    Spoken.extend({ owner: z.string(), dueText: z.string().nullable(), due: z.string().nullable() }),
  ),
  competitors: z.array(Quoted.extend({ name: z.string() })),
  products: z.array(z.string()),
  people: z.array(z.string()).optional(),
  amounts: z.array(Quoted.extend({ minorUnits: z.number(), currency: z.string().nullable() })).optional(),
  dates: z.array(Quoted.extend({ resolved: z.string().nullable() })).optional(),
  risks: z.array(z.object({ kind: z.string(), speaker: z.string().nullable(), quote: z.string().nullable() })),
  qualification: z.record(z.string(), z.record(z.string(), Quoted.extend({ value: z.string() }).nullable())),
  traps: z.array(Quoted.extend({ not: z.string() })),
});
export type Truth = z.infer<typeof Truth>;
