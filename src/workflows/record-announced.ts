import { getCallSource } from '#modules/calls';
import { recordGap, recordStation } from '#modules/ledger';
import type { NotificationContext } from '#modules/notifications';
import type { PublishedEvent } from '#platform/events';
import type { WorkContext } from './workflow-dependencies.ts';

/** Writes into the ledger what became of the message about a call: people were told, or nobody can be. */
export async function recordAnnounced({
  ctx,
  event,
}: {
  ctx: WorkContext;
  event: PublishedEvent['event'];
}): Promise<void> {
  if (event.type !== 'notification.settled' || event.kind !== 'call_summary' || event.callId === null) return;
  const { callId, state } = event;
  const source = await getCallSource({ ctx, input: { callId } });
  if (source === null) return;
  const place = { source: source.source, externalId: source.externalId };
  if (state !== 'undeliverable') {
    await recordStation({ ctx, input: { ...place, stations: ['announced'] } });
    return;
  }
  const detail = 'No channel takes the message: sophia notifications list says why.';
  const missing = { missing: 'announced', cause: 'channel_missing', nextAttemptAt: null } as const;
  await recordGap({ ctx, input: { ...place, ...missing, detail } });
}

/** Writes into the ledger that the message about a call was put off, why, and when it is tried again. */
export async function recordPutOff({
  ctx,
  callId,
  detail,
  nextAttemptAt,
}: {
  ctx: NotificationContext;
  callId: string;
  detail: string;
  nextAttemptAt: Date;
}): Promise<void> {
  const source = await getCallSource({ ctx, input: { callId } });
  if (source === null) return;
  const place = { source: source.source, externalId: source.externalId };
  const missing = { missing: 'announced', cause: 'chat_unavailable' } as const;
  await recordGap({ ctx, input: { ...place, ...missing, detail, nextAttemptAt } });
}
