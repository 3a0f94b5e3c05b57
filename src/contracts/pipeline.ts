import { z } from 'zod';

export const PipelineDay = z.iso.date().refine((day) => day >= '1900-01-01', 'Expected a day from 1900 on.');

const Name = z.string().trim().min(1).max(200).nullable();

/** What narrows the pipeline, each by its name or the beginning of it. */
export const PipelineFilterInput = z.strictObject({ owner: Name, team: Name, pipeline: Name });
export type PipelineFilterInput = z.infer<typeof PipelineFilterInput>;

/** `known`: as it stood by what was known then, the frozen night. `true`: by all that is known of that day by now. */
export const PipelineClock = z.enum(['known', 'true']);
export type PipelineClock = z.infer<typeof PipelineClock>;

export const GetPipelineInput = PipelineFilterInput.extend({
  /** As it stood at the end of that day; null for the present. */
  asOf: PipelineDay.nullable(),
  /** Of a past day; `known` where it is left out. */
  clock: PipelineClock.optional(),
});
export type GetPipelineInput = z.infer<typeof GetPipelineInput>;

const Sums = {
  count: z.int(),
  amountMinor: z.int(),
  /** Each amount times the probability that the CRM gives its stage. */
  weightedMinor: z.int(),
  withoutAmount: z.int(),
};

/**
 * `now` from the mirror, `nightly` frozen in that night, `history` rebuilt later from the history of the CRM, `true` from
 * all that is known of that day by now.
 */
const Origin = z.enum(['now', 'nightly', 'history', 'true']);

/** Open deals by stage; money in minor units, each currency by itself. */
export const PipelineView = z.strictObject({
  /** The day at whose end it stood so. */
  day: z.string(),
  origin: Origin,
  /** How it is narrowed, in words. */
  narrowed: z.string(),
  totals: z.array(z.strictObject({ currency: z.string(), ...Sums })),
  stages: z.array(z.strictObject({ pipeline: z.string(), stage: z.string(), currency: z.string(), ...Sums })),
});
export type PipelineView = z.infer<typeof PipelineView>;

/** What a deal was at the end of a day. */
export const DealPosition = z.strictObject({
  state: z.enum(['open', 'won', 'lost']),
  stage: z.string().nullable(),
  stageSince: z.string(),
  owner: z.string().nullable(),
  amountMinor: z.int().nullable(),
  currency: z.string(),
  closeDay: z.string().nullable(),
});
export type DealPosition = z.infer<typeof DealPosition>;

const CallOfDeal = z.strictObject({
  callId: z.string(),
  title: z.string().nullable(),
  date: z.string().nullable(),
  /** The day on which Sophia had it and knew that it is about the deal. */
  knownSince: z.string(),
});

export const GetDealAsOfInput = z.strictObject({
  /** The id of the deal in the mirror. */
  recordId: z.string().trim().min(1).max(300),
  asOf: PipelineDay,
});
export type GetDealAsOfInput = z.infer<typeof GetDealAsOfInput>;

/**
 * A deal at the end of a day by two clocks: what was true by all that is known by now, and what was known then. What
 * came later changes the first and never the second.
 */
export const DealAsOf = z.strictObject({
  recordId: z.string(),
  name: z.string().nullable(),
  day: z.string(),
  isTrue: z.strictObject({
    /** Null where it was not there, or where it has no history of stages: `unknown` says which. */
    position: DealPosition.nullable(),
    calls: z.array(CallOfDeal),
  }),
  wasKnown: z.strictObject({
    /** Of the frozen night: `history` where it was rebuilt later, so that what was known then is not known; null for none. */
    origin: z.enum(['nightly', 'history']).nullable(),
    position: DealPosition.nullable(),
    calls: z.array(CallOfDeal),
    /** Those that stood at the end of the day, each with the day on which it was raised; their words of then are not kept. */
    warnings: z.array(z.strictObject({ kind: z.string(), since: z.iso.date() })),
  }),
  /** Where the two differ, and what is not known, each in a sentence. */
  differences: z.array(z.string()),
  unknown: z.array(z.string()),
});
export type DealAsOf = z.infer<typeof DealAsOf>;

export const PipelineSpan = z.strictObject({ from: PipelineDay, to: PipelineDay });
export type PipelineSpan = z.infer<typeof PipelineSpan>;

export const GetWaterfallInput = PipelineFilterInput.extend({
  /** What the pipeline was at the end of this day is the opening. */
  since: PipelineDay,
  /** What it was at the end of this day is the closing; null for the last frozen night. */
  until: PipelineDay.nullable(),
  /** Only deals that are to close in that period; null for all. */
  closing: z.string().trim().min(1).max(100).nullable(),
  /** Of both days; `known` where it is left out. */
  clock: PipelineClock.optional(),
});
export type GetWaterfallInput = z.infer<typeof GetWaterfallInput>;

/** In the order in which a waterfall is read. */
export const waterfallParts = [
  'new',
  'reopened',
  'pulled_in',
  'increased',
  'decreased',
  'pushed_out',
  'won',
  'lost',
  'other',
] as const;
export const WaterfallPart = z.enum(waterfallParts);
export type WaterfallPart = z.infer<typeof WaterfallPart>;

const Part = z.strictObject({ part: WaterfallPart, count: z.int(), amountMinor: z.int() });

export const Waterfall = z.strictObject({
  from: z.strictObject({ day: z.string(), origin: Origin }),
  to: z.strictObject({ day: z.string(), origin: Origin }),
  closing: z.strictObject({ from: z.string(), to: z.string(), name: z.string() }).nullable(),
  narrowed: z.string(),
  /** Of each currency: opening and all parts add up to closing. */
  currencies: z.array(
    z.strictObject({
      currency: z.string(),
      opening: z.strictObject({ count: z.int(), amountMinor: z.int() }),
      parts: z.array(Part),
      closing: z.strictObject({ count: z.int(), amountMinor: z.int() }),
    }),
  ),
  /** What makes up the parts, the largest first. */
  deals: z.array(
    z.strictObject({
      recordId: z.string(),
      deal: z.string(),
      part: WaterfallPart,
      currency: z.string(),
      amountMinor: z.int(),
      because: z.string(),
    }),
  ),
  /** How many more there are than `deals` has. */
  more: z.int(),
});
export type Waterfall = z.infer<typeof Waterfall>;

export const GetForecastInput = PipelineFilterInput.extend({
  /** `this quarter`, `next month`, `2026-Q4`, `2026-11`, `2026-11-01..2026-11-30`. */
  period: z.string().trim().min(1).max(100),
  /** As it would have been made at the end of that day; null for the last frozen night. */
  asOf: PipelineDay.nullable(),
  /** Of that day, and of those before it; `known` where it is left out. */
  clock: PipelineClock.optional(),
});
export type GetForecastInput = z.infer<typeof GetForecastInput>;

export const ForecastRange = z.strictObject({
  lowMinor: z.int(),
  expectedMinor: z.int(),
  highMinor: z.int(),
});
export type ForecastRange = z.infer<typeof ForecastRange>;

/** What a past forecast said, and what then happened; without what was won before. */
export const ScoredNight = ForecastRange.extend({
  day: z.string(),
  until: z.string(),
  actualMinor: z.int(),
  inside: z.boolean(),
});
export type ScoredNight = z.infer<typeof ScoredNight>;

export const TrackRecord = z.strictObject({
  nights: z.int(),
  inside: z.int(),
  /** Nights that were too early in the history for a range. */
  tooFew: z.int(),
  /** The mean of how far what was expected lay from what happened; null without nights. */
  meanErrorMinor: z.int().nullable(),
  /** The mean of expected less actual: above zero where too much was expected. */
  meanBiasMinor: z.int().nullable(),
  /** The mean squared difference between the chance of each deal and what became of it, 0 (right) to 1. */
  brier: z.number().nullable(),
  scores: z.array(ScoredNight),
});
export type TrackRecord = z.infer<typeof TrackRecord>;

export const ForecastBucket = z.enum(['commit', 'best_case', 'pipeline']);
export type ForecastBucket = z.infer<typeof ForecastBucket>;

export const CurrencyForecast = z.strictObject({
  currency: z.string(),
  won: z.strictObject({ count: z.int(), amountMinor: z.int() }),
  open: z.strictObject({ count: z.int(), amountMinor: z.int() }),
  /** Open deals that are to close in the period, by what the CRM gives their stage: 80 %, 50 % and less. */
  buckets: z.array(z.strictObject({ bucket: ForecastBucket, count: z.int(), amountMinor: z.int() })),
  /** Won so far and what the open deals bring by the end; null where it is refused, and where the period is over. */
  range: ForecastRange.nullable(),
  /** Why there is no range. */
  refused: z.string().nullable(),
  /** What the range stands on: deals that closed, and for how many open deals which part of the history was used. */
  basis: z.strictObject({
    closed: z.int(),
    won: z.int(),
    byStageAndAge: z.int(),
    byStage: z.int(),
    byAll: z.int(),
  }),
  track: TrackRecord,
});
export type CurrencyForecast = z.infer<typeof CurrencyForecast>;

/** What is to be won in a period by an owner, a team, or (where neither is named) the whole company. */
export const SetQuotaInput = z.strictObject({
  owner: Name,
  team: Name,
  /** As for a forecast: `2026-Q4`, `2026-11`, `this quarter`. */
  period: z.string().trim().min(1).max(100),
  /** In whole units with a point: `250000` or `250000.50`. */
  amount: z.string().regex(/^\d{1,13}(?:\.\d{1,4})?$/u, 'Expected an amount such as 250000 or 250000.50.'),
  /** Null for the currency of the workspace. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/u, 'Expected a currency such as USD.')
    .nullable(),
});
export type SetQuotaInput = z.infer<typeof SetQuotaInput>;

export const Quota = z.strictObject({
  quotaId: z.string(),
  kind: z.enum(['company', 'team', 'owner']),
  /** The name of the owner or team; null for the company. */
  name: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  amountMinor: z.int().min(0),
  setAt: z.iso.datetime(),
});
export type Quota = z.infer<typeof Quota>;

/** A quota, and what lacks to it: the quota less what is won and what is commit. Below zero it is surpassed. */
export const QuotaGap = z.strictObject({
  currency: z.string(),
  quotaMinor: z.int(),
  closedMinor: z.int(),
  commitMinor: z.int(),
  gapMinor: z.int(),
  /** `owners`: the sum of so many owners' quotas, for none is set for the whole; won and commit are of theirs alone. */
  basis: z.enum(['set', 'owners']),
  owners: z.int(),
});
export type QuotaGap = z.infer<typeof QuotaGap>;

/** A team or an owner in the period of a forecast. */
export const ForecastStanding = z.strictObject({
  kind: z.enum(['team', 'owner']),
  name: z.string(),
  currency: z.string(),
  closedMinor: z.int(),
  commitMinor: z.int(),
  bestCaseMinor: z.int(),
  pipelineMinor: z.int(),
  /** What is to be won, and what lacks to it as above; null where none is set that whoever asks may see. */
  quotaMinor: z.int().nullable(),
  gapMinor: z.int().nullable(),
  /** `owners`: the sum of so many owners' quotas, and the sums are of their deals alone. */
  basis: z.enum(['set', 'owners']).nullable(),
  owners: z.int(),
});
export type ForecastStanding = z.infer<typeof ForecastStanding>;

export const PipelineForecast = z.strictObject({
  day: z.string(),
  origin: Origin,
  period: z.strictObject({ from: z.string(), to: z.string(), name: z.string() }),
  narrowed: z.string(),
  currencies: z.array(CurrencyForecast),
  /** Of each currency in which a quota is set. */
  quotas: z.array(QuotaGap),
  /** Why there is no gap to tell; null where there is one. */
  quotaMissing: z.string().nullable(),
  /** Each team and owner that whoever asks sees whole, the teams first. */
  standings: z.array(ForecastStanding),
});
export type PipelineForecast = z.infer<typeof PipelineForecast>;
