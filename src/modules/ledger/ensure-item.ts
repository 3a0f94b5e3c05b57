import type { Context } from '#platform/context';
import { and, eq, type SQL } from '#platform/sql';
import { ledgerItems } from './tables.ts';

interface ItemDescription {
  readonly source: string;
  readonly externalId: string;
  readonly title?: string | null;
  readonly url?: string | null;
  readonly callId?: string | null;
  readonly startedAt?: Date | null;
  readonly backfill?: boolean;
}

/** The row of a call in the ledger; made where there is none. */
export async function ensureItem({
  ctx,
  item,
  now,
}: {
  ctx: Context;
  item: ItemDescription;
  now: Date;
}): Promise<typeof ledgerItems.$inferSelect> {
  const [known] = await ctx.db.select().from(ledgerItems).where(itemKey({ ctx, item }));
  if (known !== undefined) return known;
  const [made] = await ctx.db
    .insert(ledgerItems)
    .values({
      workspaceId: ctx.workspaceId,
      source: item.source,
      externalId: item.externalId,
      day: (item.startedAt ?? now).toISOString().slice(0, 10),
      title: item.title ?? null,
      url: item.url ?? null,
      callId: item.callId ?? null,
      startedAt: item.startedAt ?? null,
      backfill: item.backfill ?? false,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning();
  if (made !== undefined) return made;
  const [row] = await ctx.db.select().from(ledgerItems).where(itemKey({ ctx, item }));
  if (row === undefined) throw new Error('A row of the ledger was written and is not there.');
  return row;
}

export function itemKey({
  ctx,
  item,
}: {
  ctx: Context;
  item: Pick<ItemDescription, 'source' | 'externalId'>;
}): SQL | undefined {
  return and(
    eq(ledgerItems.workspaceId, ctx.workspaceId),
    eq(ledgerItems.source, item.source),
    eq(ledgerItems.externalId, item.externalId),
  );
}
