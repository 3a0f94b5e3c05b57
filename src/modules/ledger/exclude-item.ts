import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { ensureItem, itemKey } from './ensure-item.ts';
import { columnsOf } from './gaps-of.ts';
import { ledgerItems } from './tables.ts';

export interface ExcludeItemInput {
  readonly source: string;
  readonly externalId: string;
  /** Such as `private`; null takes it back. */
  readonly reason: string | null;
  readonly startedAt?: Date | null;
}

/** Notes that a call is kept out on purpose: it is counted apart, has no gap, and neither its title nor its address is kept. */
export async function excludeItem({ ctx, input }: Verb<ExcludeItemInput>): Promise<null> {
  authorise({ ctx, action: 'ledger.record', resource: { type: 'ledger', id: input.externalId } });
  const now = ctx.clock.now();
  await ensureItem({ ctx, item: input, now });
  await ctx.db
    .update(ledgerItems)
    .set({ excluded: input.reason, title: null, url: null, callId: null, ...columnsOf([]), updatedAt: now })
    .where(itemKey({ ctx, item: input }));
  return null;
}
