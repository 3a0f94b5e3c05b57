import { getCallSource } from '#modules/calls';
import { getLedgerItem } from '#modules/ledger';
import type { Context } from '#platform/context';

/** Whether a call came in with a back-fill, or from no source at all: of these nobody is told. */
export async function isHistory({ ctx, callId }: { ctx: Context; callId: string }): Promise<boolean> {
  const source = await getCallSource({ ctx, input: { callId } });
  return source === null || ((await getLedgerItem({ ctx, input: source }))?.backfill ?? false);
}
