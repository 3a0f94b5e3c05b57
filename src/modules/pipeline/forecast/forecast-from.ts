import { z } from 'zod';
import { type CurrencyForecast, ForecastBucket, type PipelineSpan, type TrackRecord } from '#contracts';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import { frozenPositions } from '../frozen-positions.ts';
import { fitsFilter, type PipelineFilter } from '../pipeline-filter.ts';
import type { PositionTable } from '../position-table.ts';
import { type DealTrack, loadTracks } from './deal-track.ts';
import { leastOfCommit } from './least-of-commit.ts';
import { openAt, rangeAt } from './range-at.ts';
import { scoreRanges } from './score-ranges.ts';

export interface ForecastQuestion {
  readonly ctx: Context;
  /** The day at whose end it is made. */
  readonly day: string;
  /** Where the days up to it are, from the first that is known. */
  readonly table: PositionTable;
  readonly firstDay: string;
  readonly period: PipelineSpan;
  readonly filter: PipelineFilter;
}

const SumRow = z.object({
  currency: z.string(),
  bucket: z.union([z.literal('won'), ForecastBucket]),
  count: z.int(),
  minor: z.int(),
});
const OwnerSumRow = SumRow.extend({ ownerId: z.string().nullable() });

/** What was won in the period so far, and what is open and to close in it, by the probability of its stage. */
function forecastSums({ ctx, day, table, period, filter }: ForecastQuestion, by: 'all' | 'owner'): SQL {
  const owner = by === 'owner' ? sql`placed.owner_id` : sql`null::text`;
  return sql`${table.before} select placed.currency, ${owner} as "ownerId", case when placed.state = 'won' then 'won' when placed.probability >= ${leastOfCommit} then 'commit'
      when placed.probability >= 0.5 then 'best_case' else 'pipeline' end as bucket,
      count(*)::int as count, coalesce(sum(placed.amount_minor), 0)::float8 as minor
    from ${frozenPositions({ ctx, day, table })} placed
    where placed.state in ('won', 'open') and placed.close_day between ${period.from}::date and ${period.to}::date
      and (placed.state = 'open' or placed.close_day <= ${day}::date) and ${fitsFilter({ filter, alias: 'placed' })}
    group by 1, 2, 3 order by 1, 2, 3`;
}

/** The sums of each currency and bucket. */
export async function loadSums(question: ForecastQuestion): Promise<z.infer<typeof SumRow>[]> {
  const { rows } = await question.ctx.db.execute(forecastSums(question, 'all'));
  return rows.map((row) => SumRow.parse(row));
}

/** The same of each owner; null for deals that have none. */
export async function loadOwnerSums(question: ForecastQuestion): Promise<z.infer<typeof OwnerSumRow>[]> {
  const { rows } = await question.ctx.db.execute(forecastSums(question, 'owner'));
  return rows.map((row) => OwnerSumRow.parse(row));
}

/** The forecast of each currency from the end of a day: sums, range and track record. */
export async function forecastFrom(question: ForecastQuestion): Promise<CurrencyForecast[]> {
  const { ctx, day, table, filter } = question;
  const sums = await loadSums(question);
  const tracks = await loadTracks({ ctx, day, table, where: fitsFilter({ filter, alias: 'placed' }) });
  const parts = tracks.flatMap((track) =>
    track.parts.filter(({ state, untilDay }) => state === 'open' && untilDay === null),
  );
  const currencies = new Set([...sums, ...parts].map(({ currency }) => currency));
  return [...currencies].sort().map((currency) => {
    const own = sums.filter((sum) => sum.currency === currency);
    const won = own.find(({ bucket }) => bucket === 'won');
    const open = openAt({ tracks, day, currency });
    return {
      currency,
      won: { count: won?.count ?? 0, amountMinor: won?.minor ?? 0 },
      open: {
        count: open.length,
        amountMinor: open.reduce((sum, { part }) => sum + (part.amountMinor ?? 0), 0),
      },
      buckets: ForecastBucket.options.map((bucket) => {
        const { count = 0, minor = 0 } = own.find((sum) => sum.bucket === bucket) ?? {};
        return { bucket, count, amountMinor: minor };
      }),
      ...rangeOf({ question, tracks, currency, wonMinor: won?.minor ?? 0 }),
    };
  });
}

const noTrack: TrackRecord = {
  nights: 0,
  inside: 0,
  tooFew: 0,
  meanErrorMinor: null,
  meanBiasMinor: null,
  brier: null,
  scores: [],
};

function rangeOf({
  question: { day, firstDay, period },
  tracks,
  currency,
  wonMinor,
}: {
  question: ForecastQuestion;
  tracks: readonly DealTrack[];
  currency: string;
  wonMinor: number;
}): Pick<CurrencyForecast, 'range' | 'refused' | 'basis' | 'track'> {
  const asked = { tracks, day, ...period, currency };
  if (period.to <= day) {
    const refused = `The period ended by ${day}: what was won in it is known. What was forecast for it is shown as of a day in it.`;
    const basis = { closed: 0, won: 0, byStageAndAge: 0, byStage: 0, byAll: 0 };
    return { range: null, refused, basis, track: noTrack };
  }
  const { range, refused, basis } = rangeAt(asked);
  const track = scoreRanges({ ...asked, firstDay });
  if (range === null) return { range, refused, basis, track };
  const whole = {
    lowMinor: wonMinor + range.lowMinor,
    expectedMinor: wonMinor + range.expectedMinor,
    highMinor: wonMinor + range.highMinor,
  };
  return { range: whole, refused, basis, track };
}
