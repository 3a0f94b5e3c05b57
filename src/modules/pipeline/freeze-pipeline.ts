import { z } from 'zod';
import { authorise } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import { getWorkspace } from '#modules/workspaces';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { sql } from '#platform/sql';
import { createDayReader, shiftDay } from './days.ts';
import { hasStageHistory, runsOver } from './deal-history.ts';
import { firstKnownUpTo } from './first-known-up-to.ts';
import { frozenDayAt } from './frozen-day.ts';
import { loadDeals } from './load-deals.ts';
import { type Stage, stagesOf } from './stages.ts';
import { storeRuns } from './store-runs.ts';
import { pipelineSnapshots } from './tables.ts';

const FreezePipelineInput = z.strictObject({
  /** When the mirror read all deals last: it knows the days that had ended by then. */
  readAt: z.iso.datetime(),
});
type FreezePipelineInput = z.infer<typeof FreezePipelineInput>;

export interface FrozenPipeline {
  /** The last day that is frozen now. */
  readonly day: string;
  /** How many days this has frozen; none where it was done already. */
  readonly days: number;
}

const dealsPerPage = 500;

/**
 * Freezes the pipeline as it stood at the end of the last day that is over, and of every day before that is missing: at
 * the first time all that the history of the CRM tells of, after a downtime its days. What is frozen never changes.
 */
export async function freezePipeline({ ctx, input }: Verb<FreezePipelineInput>): Promise<FrozenPipeline> {
  authorise({ ctx, action: 'pipeline.freeze', resource: { type: 'pipeline', id: null } });
  const { readAt } = parseInput({ schema: FreezePipelineInput, input, what: 'when the deals were read' });
  const { timeZone, currency } = await getWorkspace({ ctx });
  const dayOf = createDayReader(timeZone);
  const last = shiftDay(dayOf(new Date(readAt)), -1);
  const before = await frozenDayAt({ ctx, day: null });
  if (before !== null && before.day >= last) return { day: before.day, days: 0 };
  const known = before === null ? await firstKnownUpTo({ ctx, dayOf, last }) : shiftDay(before.day, 1);
  const first = before === null && known > last ? last : known;
  const stages = stagesOf(await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } }));
  return transact({ ctx }, async (inner) => {
    const days = await writeDays({ ctx: inner, first, last });
    if (days === 0) return { day: last, days: 0 };
    await freezeDeals({ ctx: inner, stages, first, last, dayOf, currency });
    await audit({
      ctx: inner,
      action: 'pipeline.frozen',
      resource: { type: 'pipeline', id: last },
      details: { first, last },
    });
    return { day: last, days };
  });
}

/** Of two that freeze at once, the one that writes the days goes on. */
async function writeDays({ ctx, first, last }: { ctx: Context; first: string; last: string }): Promise<number> {
  const { rows } = await ctx.db.execute(sql`
    insert into ${pipelineSnapshots} (workspace_id, day, origin, taken_at)
    select ${ctx.workspaceId}, day::date, case when day::date = ${last}::date then 'nightly' else 'history' end,
      ${ctx.clock.now().toISOString()}::timestamptz
    from generate_series(${first}::date, ${last}::date, interval '1 day') day
    on conflict do nothing returning day`);
  return rows.length;
}

async function freezeDeals({
  ctx,
  stages,
  first,
  last,
  dayOf,
  currency,
}: {
  ctx: Context;
  stages: ReadonlyMap<string, Stage>;
  first: string;
  last: string;
  dayOf: (instant: Date) => string;
  currency: string;
}): Promise<void> {
  for (let after = ''; ; ) {
    const deals = await loadDeals({ ctx, after, limit: dealsPerPage, dayOf, currency, goneSince: first });
    const runs = deals.map((deal) => ({
      recordId: deal.recordId,
      hasHistory: hasStageHistory(deal),
      goneFrom: deal.goneFrom,
      runs: runsOver({ deal, stages, first, last }),
    }));
    await storeRuns({ ctx, first, deals: runs });
    const end = deals.at(-1);
    if (end === undefined || deals.length < dealsPerPage) return;
    after = end.recordId;
  }
}
