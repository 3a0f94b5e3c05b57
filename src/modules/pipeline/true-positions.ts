import { seenRecord } from '#modules/access';
import { crmRecords } from '#modules/crm';
import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, type SQL } from '#platform/sql';
import { createDayReader } from './days.ts';
import { hasStageHistory, runsOver } from './deal-history.ts';
import { loadDeals } from './load-deals.ts';
import type { Position } from './position.ts';
import type { Stage } from './stages.ts';

const dealsPerPage = 500;

interface TruePositions {
  readonly positions: (Position & { readonly recordId: string })[];
  /** The deals that were there, and of which nobody told what stage they were in then. */
  readonly untold: string[];
}

/**
 * What the deals that the actor sees were at the end of a day that is over, by all that is known of it by now: also by
 * what the mirror was told later. The stage of today says nothing of another day. Throws `input.invalid` for a day that is not over.
 */
export async function truePositions({
  ctx,
  day,
  stages,
  where,
}: {
  ctx: Context;
  day: string;
  stages: ReadonlyMap<string, Stage>;
  /** Which of them; all where it is left out. */
  where?: SQL | undefined;
}): Promise<TruePositions> {
  const { timeZone, currency } = await getWorkspace({ ctx });
  const dayOf = createDayReader(timeZone);
  const today = dayOf(ctx.clock.now());
  if (day >= today) {
    throw new SophiaError('input.invalid', `Expected a day that is over, before ${today}, found ${day}.`);
  }
  const found: TruePositions = { positions: [], untold: [] };
  for (let after = ''; ; ) {
    const deals = await loadDeals({
      ctx,
      after,
      limit: dealsPerPage,
      dayOf,
      currency,
      goneSince: day,
      where: and(seenRecord(ctx, crmRecords), where),
    });
    for (const deal of deals) {
      const { recordId } = deal;
      const run = runsOver({ deal, stages, first: day, last: day }).at(-1);
      if (run === undefined) continue;
      if (hasStageHistory(deal)) found.positions.push({ ...run.position, recordId });
      else found.untold.push(recordId);
    }
    const end = deals.at(-1);
    if (end === undefined || deals.length < dealsPerPage) return found;
    after = end.recordId;
  }
}
