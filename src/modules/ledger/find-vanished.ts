import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, gte, isNull, lt } from '#platform/sql';
import { seenItem } from './seen-item.ts';
import { ledgerItems } from './tables.ts';

export interface FindVanishedInput {
  readonly source: string;
  /** The range that was asked for, [from, to). */
  readonly from: Date;
  readonly to: Date;
  /** What the source lists in it today. */
  readonly listed: readonly string[];
}

export interface VanishedCall {
  readonly externalId: string;
  readonly title: string | null;
  readonly day: string;
  /** Whether its transcript had been taken in. */
  readonly isStored: boolean;
}

/** The calls that we know of in a range and that their source no longer lists. */
export async function findVanished({ ctx, input }: Verb<FindVanishedInput>): Promise<{ vanished: VanishedCall[] }> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: null } });
  const listed = new Set(input.listed);
  const rows = await ctx.db
    .select({
      externalId: ledgerItems.externalId,
      title: ledgerItems.title,
      day: ledgerItems.day,
      at: ledgerItems.storedAt,
    })
    .from(ledgerItems)
    .where(
      and(
        eq(ledgerItems.workspaceId, ctx.workspaceId),
        eq(ledgerItems.source, input.source),
        gte(ledgerItems.startedAt, input.from),
        lt(ledgerItems.startedAt, input.to),
        isNull(ledgerItems.excluded),
        seenItem(ctx),
      ),
    );
  return {
    vanished: rows
      .filter(({ externalId }) => !listed.has(externalId))
      .map(({ at, ...call }) => ({ ...call, isStored: at !== null })),
  };
}
