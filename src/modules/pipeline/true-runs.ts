import { seenRecord } from '#modules/access';
import { crmRecords } from '#modules/crm';
import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import { and, type SQL } from '#platform/sql';
import { assertOver } from './assert-over.ts';
import { createDayReader } from './days.ts';
import { hasStageHistory, runsOver } from './deal-history.ts';
import { loadDeals } from './load-deals.ts';
import type { PositionRun } from './position.ts';
import type { Stage } from './stages.ts';

const dealsPerPage = 500;

interface TrueRuns {
  readonly deals: { readonly recordId: string; readonly runs: readonly PositionRun[] }[];
  /** The deals that were there, and of which nobody told what stage they were in then. */
  readonly untold: string[];
}

/**
 * What the deals that the actor sees were through days that are over, by all that is known of them by now. A deal whose
 * stage has no history is left out. Throws `input.invalid` where the last day is not over.
 */
export async function trueRuns({
  ctx,
  first,
  last,
  stages,
  where,
}: {
  ctx: Context;
  first: string;
  last: string;
  stages: ReadonlyMap<string, Stage>;
  /** Which of them; all where it is left out. */
  where?: SQL | undefined;
}): Promise<TrueRuns> {
  const { timeZone, currency } = await getWorkspace({ ctx });
  const dayOf = createDayReader(timeZone);
  await assertOver({ ctx, day: last });
  const found: TrueRuns = { deals: [], untold: [] };
  for (let after = ''; ; ) {
    const deals = await loadDeals({
      ctx,
      after,
      limit: dealsPerPage,
      dayOf,
      currency,
      goneSince: first,
      where: and(seenRecord(ctx, crmRecords), where),
    });
    for (const deal of deals) {
      const { recordId } = deal;
      const runs = runsOver({ deal, stages, first, last });
      if (runs.length === 0) continue;
      if (hasStageHistory(deal)) found.deals.push({ recordId, runs });
      else found.untold.push(recordId);
    }
    const end = deals.at(-1);
    if (end === undefined || deals.length < dealsPerPage) return found;
    after = end.recordId;
  }
}
