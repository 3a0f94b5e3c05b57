import type { PipelineClock } from '#contracts';
import { listDefinitions } from '#modules/crm';
import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import { createDayReader, shiftDay } from './days.ts';
import { firstKnownUpTo } from './first-known-up-to.ts';
import { type FrozenDay, firstFrozenDay, requireFrozenDay } from './frozen-day.ts';
import { frozenTable, type PositionTable, tableOfRuns } from './position-table.ts';
import { stagesOf } from './stages.ts';
import { trueRuns } from './true-runs.ts';

/** A day at whose end the pipeline is looked at: a frozen night, or by all that is known of it by now. */
export interface Night {
  readonly day: string;
  readonly origin: FrozenDay['origin'] | 'true';
}

/** Two days of one clock, and the table that holds all up to the later one. */
export interface Nights {
  readonly from: Night;
  readonly to: Night;
  readonly table: PositionTable;
  /** The first day that is known. */
  readonly firstDay: string;
}

interface NightsAsked {
  readonly ctx: Context;
  /** The last that is known where they are null. */
  readonly since: string | null;
  readonly until: string | null;
}

/**
 * Finds two days by one of the two clocks. Those of `known` are the last frozen nights up to them. Throws
 * `pipeline.not-frozen`, and `input.invalid` for a day that is not over.
 */
export async function findNights({ clock, ...days }: NightsAsked & { clock: PipelineClock }): Promise<Nights> {
  if (clock === 'true') return trueNights(days);
  const { ctx } = days;
  const from = await requireFrozenDay({ ctx, day: days.since });
  const to = await requireFrozenDay({ ctx, day: days.until });
  return { from, to, table: frozenTable, firstDay: (await firstFrozenDay(ctx)) ?? from.day };
}

/** Over as long a stretch as was frozen, so that both clocks look equally far back. */
async function trueNights({ ctx, since, until }: NightsAsked): Promise<Nights> {
  const { timeZone } = await getWorkspace({ ctx });
  const dayOf = createDayReader(timeZone);
  const yesterday = shiftDay(dayOf(ctx.clock.now()), -1);
  const from = since ?? yesterday;
  const to = until ?? yesterday;
  const last = from > to ? from : to;
  const known = (await firstFrozenDay(ctx)) ?? (await firstKnownUpTo({ ctx, dayOf, last }));
  const firstDay = known < from ? known : from;
  const stages = stagesOf(await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } }));
  const { deals } = await trueRuns({ ctx, first: firstDay, last, stages });
  return {
    from: { day: from, origin: 'true' },
    to: { day: to, origin: 'true' },
    table: tableOfRuns({ ctx, deals }),
    firstDay,
  };
}
