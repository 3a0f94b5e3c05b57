import { GapCause } from '#contracts';
import { dayOfUnreached, getDrift, getLedgerItem } from '#modules/ledger';
import { requestNotification } from '#modules/notifications';
import type { PublishedEvent } from '#platform/events';
import { keyOfUnreached } from './key-of-unreached.ts';
import type { WorkContext } from './workflow-dependencies.ts';

/** What does not come right by itself. The others are tried again and stand in the ledger meanwhile. */
const lasting: ReadonlySet<string> = new Set<GapCause>([
  'transcript_never_came',
  'unreadable',
  'analysis_failed',
  'write_refused',
  'write_not_applied',
  'vanished_at_source',
  'unforeseen',
]);

/**
 * Tells whoever runs Sophia, once each, of a call that does not get on, of a vendor that is not as it was, and once a
 * day of a program that is told nothing more and of all owners who cannot be reached.
 */
export async function alertOperators({
  ctx,
  event,
}: {
  ctx: WorkContext;
  event: PublishedEvent['event'];
}): Promise<void> {
  if (ctx.connections.chat.state === 'off') return;
  if (event.type === 'drift.found') {
    const { driftId, severity } = event;
    const key = await keyOfDrift({ ctx, driftId });
    await requestNotification({ ctx, input: { kind: 'drift', key, severity, subject: { driftId } } });
  }
  if (event.type === 'webhook.disabled') {
    const { endpointId } = event;
    const key = `webhook:${endpointId}:${ctx.clock.now().toISOString().slice(0, 10)}`;
    await requestNotification({
      ctx,
      input: { kind: 'webhook_disabled', key, severity: 'medium', subject: { endpointId } },
    });
  }
  if (event.type !== 'gap.found' || !lasting.has(event.cause)) return;
  const { source, externalId } = event;
  const cause = GapCause.parse(event.cause);
  const item = await getLedgerItem({ ctx, input: { source, externalId } });
  if (item === null || item.backfill) return;
  await requestNotification({
    ctx,
    input: {
      kind: 'gap',
      key: `gap:${source}:${externalId}:${cause}`,
      severity: 'medium',
      subject: { source, externalId, cause },
    },
  });
}

/** Owners who cannot be reached may be many: one message a day names them all. */
async function keyOfDrift({ ctx, driftId }: { ctx: WorkContext; driftId: string }): Promise<string> {
  const drift = await getDrift({ ctx, input: { driftId } });
  const day = drift === null ? null : dayOfUnreached(drift);
  return day === null ? `drift:${driftId}` : keyOfUnreached(day);
}
