import { LedgerGap } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, asc, eq, isNotNull } from '#platform/sql';
import { seenItem } from './seen-item.ts';
import { ledgerItems } from './tables.ts';

/** What has not arrived where it should, with its cause and the next try; the oldest first, and of what the actor sees. */
export async function listGaps({ ctx, input }: Verb<{ limit: number }>): Promise<{ gaps: LedgerGap[] }> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: null } });
  const rows = await ctx.db
    .select()
    .from(ledgerItems)
    .where(and(eq(ledgerItems.workspaceId, ctx.workspaceId), isNotNull(ledgerItems.gapCause), seenItem(ctx)))
    .orderBy(asc(ledgerItems.gapSince))
    .limit(input.limit);
  const gaps = rows.map((row) =>
    LedgerGap.parse({
      source: row.source,
      externalId: row.externalId,
      callId: row.callId,
      title: row.title,
      day: row.day,
      missing: row.gapMissing,
      cause: row.gapCause,
      detail: row.gapDetail ?? '',
      since: row.gapSince?.toISOString(),
      attempts: row.gapAttempts,
      nextAttemptAt: row.gapNextAttemptAt?.toISOString() ?? null,
    }),
  );
  return { gaps };
}
