import type { PipelineSpan } from '#contracts';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import { frozenPositions } from './frozen-positions.ts';
import { fitsFilter, type PipelineFilter } from './pipeline-filter.ts';
import { frozenTable, type PositionTable } from './position-table.ts';

export interface WaterfallQuestion {
  readonly ctx: Context;
  /** Two frozen days. */
  readonly from: string;
  readonly to: string;
  readonly filter: PipelineFilter;
  /** Only what is to close in it; null for all. */
  readonly closing: PipelineSpan | null;
  /** Where the days are; the frozen nights where it is left out. */
  readonly table?: PositionTable | undefined;
}

/** Number and amount of what is in the pipeline at the end of a frozen day, by currency. */
export function standingAt({
  ctx,
  day,
  filter,
  closing,
  table,
}: Omit<WaterfallQuestion, 'from' | 'to'> & { day: string }): SQL {
  return sql`select placed.currency, count(*)::int as count, coalesce(sum(placed.amount_minor), 0)::float8 as minor
    from ${frozenPositions({ ctx, day, table })} placed
    where placed.state = 'open' and ${fitsFilter({ filter, alias: 'placed' })} and ${closesIn({ closing, alias: 'placed' })}
    group by placed.currency order by placed.currency`;
}

/**
 * What happened to each deal between the ends of two frozen days, as amounts that lead from the opening to the closing.
 * A deal that leaves does so with the amount it has then, and what its amount changed by stands beside it; one that
 * changed its currency leaves in one and comes in in the other. Used as `from (…) entry`.
 */
export function waterfallEntries(question: WaterfallQuestion): SQL {
  return sql`(
    select moved.record_id, part.name as part, part.because, part.currency, part.minor
    from ${movedDeals(question)} moved cross join lateral (values
      ('other', 'the currency changed', moved.old_currency, -moved.old_minor, moved.was_in and moved.currency <> moved.old_currency),
      ('other', 'the currency changed', moved.currency, moved.minor, moved.was_in and moved.currency <> moved.old_currency),
      (case when moved.minor > moved.old_minor then 'increased' else 'decreased' end, 'the amount changed', moved.currency,
        moved.minor - moved.old_minor,
        moved.was_in and moved.currency = moved.old_currency and moved.minor <> moved.old_minor),
      (case when moved.is_first then 'new' when moved.old_state is null then 'other'
          when moved.old_state <> 'open' then 'reopened' when not moved.did_fit_filter then 'other' else 'pulled_in' end,
        case when moved.is_first then 'new in the pipeline' when moved.old_state is null then 'there again'
          when moved.old_state <> 'open' then 'was closed and is open again'
          when not moved.did_fit_filter then 'came from another owner or pipeline'
          else concat('the close date moved from ', coalesce(moved.old_close_day::text, 'none'), ' to ', coalesce(moved.close_day::text, 'none')) end,
        moved.currency, moved.minor, moved.comes_in),
      (case when moved.state is null then 'other' when moved.state <> 'open' then moved.state
          when not moved.fits_filter then 'other' else 'pushed_out' end,
        case when moved.state is null then 'archived, deleted or merged' when moved.state <> 'open' then moved.state
          when not moved.fits_filter then 'went to another owner or pipeline'
          else concat('the close date moved from ', coalesce(moved.old_close_day::text, 'none'), ' to ', coalesce(moved.close_day::text, 'none')) end,
        moved.currency, -moved.minor, (moved.was_in or moved.comes_in) and not moved.is_in)
    ) part (name, because, currency, minor, holds)
    where part.holds
  )`;
}

/** Both days beside each other. What comes in and is closed already has gone through the pipeline in between. */
function movedDeals({ ctx, from, to, filter, closing, table = frozenTable }: WaterfallQuestion): SQL {
  return sql`(
    select joined.*, not joined.was_in and joined.fits and (joined.state = 'open' or joined.is_first
      or joined.state <> joined.old_state) as comes_in
    from (
      select coalesce(later.record_id, earlier.record_id) as record_id, earlier.state as old_state, later.state,
        coalesce(earlier.currency, later.currency) as old_currency, coalesce(later.currency, earlier.currency) as currency,
        coalesce(earlier.amount_minor, 0) as old_minor,
        coalesce(case when later.record_id is null then earlier.amount_minor else later.amount_minor end, 0) as minor,
        earlier.close_day as old_close_day, later.close_day,
        coalesce(earlier.state = 'open' and earlier.fits_filter and earlier.fits_closing, false) as was_in,
        coalesce(later.state = 'open' and later.fits_filter and later.fits_closing, false) as is_in,
        coalesce(later.fits_filter and later.fits_closing, false) as fits,
        coalesce(earlier.fits_filter, false) as did_fit_filter, coalesce(later.fits_filter, false) as fits_filter,
        earlier.record_id is null and not exists (select from ${table.name} before
          where before.workspace_id = ${ctx.workspaceId} and before.record_id = later.record_id
            and before.from_day <= ${from}::date) as is_first
      from ${fitted({ ctx, day: from, filter, closing, table })} earlier
      full join ${fitted({ ctx, day: to, filter, closing, table })} later on later.record_id = earlier.record_id
    ) joined
  )`;
}

function fitted({ ctx, day, filter, closing, table }: Omit<WaterfallQuestion, 'from' | 'to'> & { day: string }): SQL {
  return sql`(
    select placed.*, ${fitsFilter({ filter, alias: 'placed' })} as fits_filter,
      ${closesIn({ closing, alias: 'placed' })} as fits_closing
    from ${frozenPositions({ ctx, day, table })} placed
  )`;
}

function closesIn({ closing, alias }: { closing: PipelineSpan | null; alias: string }): SQL {
  if (closing === null) return sql`true`;
  return sql`coalesce(${sql.identifier(alias)}.close_day between ${closing.from}::date and ${closing.to}::date, false)`;
}
