import type { SourceCall } from '#contracts';
import { authorise } from '#modules/access';
import { recordStation } from '#modules/ledger';
import { type ConnectedContext, requireConnection } from '#platform/context';
import { isKnownEvent } from './is-known-event.ts';
import { keepOutCall, reasonToKeepOut } from './keep-out-call.ts';
import { listingKeys } from './listing-keys.ts';
import { receiveEvent } from './receive-event.ts';

export interface PollCallsInput {
  /** The calls that started in [from, to), ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly cursor: string | null;
  /** History: it is analyzed, and neither written to the CRM nor announced. */
  readonly backfill: boolean;
}

export interface PolledPage {
  /** Null behind the last page. */
  readonly cursor: string | null;
  readonly total: number | null;
  /** Every call on the page. */
  readonly externalIds: readonly string[];
  /** How many were not known like this before; each has an event in the inbox. */
  readonly received: number;
  readonly keptOut: number;
}

/**
 * Reads one page of the source's calls into the inbox and the ledger. A page of known calls is no reason to stop: the
 * cursor goes on to the last page. Throws `vendor.*`, of which `vendor.cursor-expired` means: begin the range again.
 */
export async function pollCalls({ ctx, input }: { ctx: ConnectedContext; input: PollCallsInput }): Promise<PolledPage> {
  authorise({ ctx, action: 'inbox.receive', resource: { type: 'call', id: null } });
  const source = requireConnection(ctx.connections.calls);
  const page = await source.listCalls({
    from: new Date(input.from),
    to: new Date(input.to),
    cursor: input.cursor,
  });
  let received = 0;
  let keptOut = 0;
  for (const call of page.items) {
    const reason = reasonToKeepOut(call);
    if (reason !== null) {
      const { externalId, startedAt } = call;
      await keepOutCall({ ctx, input: { source: source.name, externalId, startedAt, reason } });
      keptOut += 1;
      continue;
    }
    const event = await receiveListed({ ctx, source: source.name, call, backfill: input.backfill });
    received += event.created ? 1 : 0;
  }
  const externalIds = page.items.map(({ externalId }) => externalId);
  return { cursor: page.cursor, total: page.total, externalIds, received, keptOut };
}

/** A call whose webhook came needs no second look for the same state of it. */
async function receiveListed({
  ctx,
  source,
  call,
  backfill,
}: {
  ctx: ConnectedContext;
  source: 'gong';
  call: SourceCall;
  backfill: boolean;
}): Promise<{ created: boolean }> {
  const keys = listingKeys(call);
  const isTold = await isKnownEvent({ ctx, source, dedupeKey: keys.webhook });
  if (isTold) return { created: false };
  const event = await receiveEvent({
    ctx,
    input: {
      source,
      kind: 'call.listed',
      dedupeKey: keys.listed,
      subject: call.externalId,
      payload: { backfill },
      occurredAt: call.startedAt,
    },
  });
  if (event.created) {
    const { externalId, title, url, startedAt } = call;
    await recordStation({
      ctx,
      input: {
        source,
        externalId,
        stations: ['expected'],
        title,
        url,
        startedAt: startedAt === null ? null : new Date(startedAt),
        backfill,
      },
    });
  }
  return event;
}
