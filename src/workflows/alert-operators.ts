import { GapCause } from '#contracts';
import { getLedgerItem } from '#modules/ledger';
import { requestNotification } from '#modules/notifications';
import type { PublishedEvent } from '#platform/events';
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
 * day of a program that is told nothing more.
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
    await requestNotification({
      ctx,
      input: { kind: 'drift', key: `drift:${driftId}`, severity, subject: { driftId } },
    });
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
