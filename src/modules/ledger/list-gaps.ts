import { LedgerGap, webAddress } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq, isNotNull, sql } from '#platform/sql';
import { gapsOf } from './gaps-of.ts';
import { seenItem } from './seen-item.ts';
import { ledgerItems } from './tables.ts';

/**
 * What has not arrived where it should, every gap of each call, with its cause and the next try; the oldest first, and
 * of what the actor sees.
 */
export async function listGaps({ ctx, input }: Verb<{ limit: number }>): Promise<{ gaps: LedgerGap[] }> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: null } });
  const rows = await ctx.db
    .select()
    .from(ledgerItems)
    .where(and(eq(ledgerItems.workspaceId, ctx.workspaceId), isNotNull(ledgerItems.gapCause), seenItem(ctx)))
    .orderBy(asc(oldestGap))
    .limit(input.limit);
  const gaps = rows.flatMap((row) => {
    const { source, externalId, callId, title, day } = row;
    const place = { source, externalId, callId, title, address: webAddress(row.url), day };
    return gapsOf(row).map((gap) => LedgerGap.parse({ ...place, ...gap }));
  });
  return { gaps: gaps.toSorted((one, other) => (one.since < other.since ? -1 : 1)).slice(0, input.limit) };
}

const oldestGap = sql`least(${ledgerItems.gapSince}, (
  select min((behind ->> 'since')::timestamptz) from jsonb_array_elements(${ledgerItems.gapsBehind}) behind
))`;
