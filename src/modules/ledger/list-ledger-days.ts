import type { LedgerDay, LedgerStation } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, count, desc, eq, gte, sql } from '#platform/sql';
import { seenItem } from './seen-item.ts';
import { stationColumns } from './station-columns.ts';
import { ledgerItems } from './tables.ts';

/** The sums of each source and day from `since` on (a day, YYYY-MM-DD) over what the actor sees, newest first. */
export async function listLedgerDays({ ctx, input }: Verb<{ since: string }>): Promise<{ days: LedgerDay[] }> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: null } });
  const kept = sql`${ledgerItems.excluded} is null`;
  function reached(station: LedgerStation) {
    return sql<number>`count(${ledgerItems[stationColumns[station]]}) filter (where ${kept})`.mapWith(Number);
  }
  function keptOut(reason: string) {
    return sql<number>`count(*) filter (where ${ledgerItems.excluded} = ${reason})`.mapWith(Number);
  }
  const rows = await ctx.db
    .select({
      source: ledgerItems.source,
      day: ledgerItems.day,
      expected: sql<number>`count(*) filter (where ${kept})`.mapWith(Number),
      received: reached('received'),
      stored: reached('stored'),
      analyzed: reached('analyzed'),
      proposed: reached('proposed'),
      written: reached('written'),
      announced: reached('announced'),
      history: sql<number>`count(*) filter (where ${kept} and ${ledgerItems.backfill})`.mapWith(Number),
      excluded: sql<number>`count(${ledgerItems.excluded})`.mapWith(Number),
      keptOutPrivate: keptOut('private'),
      keptOutInternal: keptOut('internal'),
      keptOutOfScope: keptOut('out_of_scope'),
      gaps: count(ledgerItems.gapCause),
    })
    .from(ledgerItems)
    .where(and(eq(ledgerItems.workspaceId, ctx.workspaceId), gte(ledgerItems.day, input.since), seenItem(ctx)))
    .groupBy(ledgerItems.source, ledgerItems.day)
    .orderBy(desc(ledgerItems.day), ledgerItems.source);
  return {
    days: rows.map(({ keptOutPrivate, keptOutInternal, keptOutOfScope, ...day }) => ({
      ...day,
      keptOut: { private: keptOutPrivate, internal: keptOutInternal, outOfScope: keptOutOfScope },
    })),
  };
}
