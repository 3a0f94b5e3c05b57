import { authorise } from '#modules/access';
import { getLedgerItem } from '#modules/ledger';
import { type ConnectedContext, requireConnection } from '#platform/context';
import { parseInput } from '#platform/errors';
import { reasonToKeepOut } from './keep-out-call.ts';
import { CallRange } from './schema.ts';

export interface CountedCalls {
  readonly listed: number;
  /** Private or internal calls, which are never taken in. */
  readonly keptOut: number;
  /** Taken in or waited for before. */
  readonly known: number;
  /** What a back-fill would take in. */
  readonly fresh: number;
  /** The length of what is fresh, as far as the source tells it. */
  readonly freshSeconds: number;
}

/** Counts what a back-fill would take in, and takes nothing in. Throws `vendor.*`. */
export async function countCalls({ ctx, input }: { ctx: ConnectedContext; input: CallRange }): Promise<CountedCalls> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'call', id: null } });
  const { from, to } = parseInput({ schema: CallRange, input, what: 'a range of days' });
  const source = requireConnection(ctx.connections.calls);
  const counted = { listed: 0, keptOut: 0, known: 0, fresh: 0, freshSeconds: 0 };
  let cursor: string | null = null;
  do {
    const page = await source.listCalls({ from: new Date(from), to: new Date(to), cursor });
    for (const call of page.items) {
      counted.listed += 1;
      const isKnown = await isInLedger({ ctx, source: source.name, externalId: call.externalId });
      if (reasonToKeepOut(call) !== null) counted.keptOut += 1;
      else if (isKnown) counted.known += 1;
      else {
        counted.fresh += 1;
        counted.freshSeconds += call.durationSeconds ?? 0;
      }
    }
    cursor = page.cursor;
  } while (cursor !== null);
  return counted;
}

async function isInLedger({
  ctx,
  source,
  externalId,
}: {
  ctx: ConnectedContext;
  source: string;
  externalId: string;
}): Promise<boolean> {
  return (await getLedgerItem({ ctx, input: { source, externalId } })) !== null;
}
