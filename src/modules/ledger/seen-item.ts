import { seenCalls } from '#modules/access';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import { ledgerItems } from './tables.ts';

/**
 * The condition under which the actor sees an item: its call is stored, and is seen. Of what was never stored nobody
 * knows whose it is, so it stays with those who see everything. Undefined for these.
 */
export function seenItem(ctx: Context): SQL | undefined {
  const seen = seenCalls(ctx);
  return seen === undefined ? undefined : sql`${ledgerItems.callId} in ${seen}`;
}
