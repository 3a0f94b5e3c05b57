import { commandIn } from '#contracts';
import { getCallSource } from '#modules/calls';
import { recordGap, recordStation } from '#modules/ledger';
import { getNotification } from '#modules/notifications';
import type { Context } from '#platform/context';
import type { PublishedEvent } from '#platform/events';

/** Writes into the ledger what became of the message about a call: people were told, or nobody can be. */
export async function recordAnnounced({ ctx, event }: { ctx: Context; event: PublishedEvent['event'] }): Promise<void> {
  if (event.type !== 'notification.settled' || event.kind !== 'call_summary' || event.callId === null) return;
  const { callId, state } = event;
  const source = await getCallSource({ ctx, input: { callId } });
  if (source === null) return;
  const place = { source: source.source, externalId: source.externalId };
  if (state !== 'undeliverable') {
    await recordStation({ ctx, input: { ...place, stations: ['announced'] } });
    return;
  }
  const { problem } = await getNotification({ ctx, input: { notificationId: event.notificationId } });
  const cause = problem === null || problem.code === 'channel.unusable' ? 'channel_missing' : 'chat_unavailable';
  const reason = problem === null ? 'No channel takes the message.' : problem.message;
  const detail = `${reason} When that is mended: ${commandIn(ctx, `sophia notifications retry ${event.notificationId}`)}`;
  await recordGap({ ctx, input: { ...place, missing: 'announced', cause, detail, nextAttemptAt: null } });
}

/**
 * Writes into the ledger that the message about a call was put off, why, and when it is tried again; what is about
 * something else, or was given up, is not put off.
 */
export async function recordPutOff({
  ctx,
  kind,
  callId,
  heldUntil,
  problem,
}: {
  ctx: Context;
  kind: string;
  callId: string | null;
  heldUntil: Date | null;
  problem: { readonly message: string };
}): Promise<void> {
  if (kind !== 'call_summary' || callId === null || heldUntil === null) return;
  const source = await getCallSource({ ctx, input: { callId } });
  if (source === null) return;
  const place = { source: source.source, externalId: source.externalId };
  const missing = { missing: 'announced', cause: 'chat_unavailable' } as const;
  await recordGap({ ctx, input: { ...place, ...missing, detail: problem.message, nextAttemptAt: heldUntil } });
}
