import { GapCause } from '#contracts';
import { dayOfUnreached, getDrift, getLedgerItem } from '#modules/ledger';
import { requestNotification } from '#modules/notifications';
import { scheduleOnce } from '#platform/due-work';
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

const waitForMoreMs = 60_000;

/**
 * Tells whoever runs Sophia, once each, of a call that does not get on, of a vendor that is not as it was, and once a
 * day of a program that is told nothing more, of all owners who cannot be reached and of what a source told in vain.
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
  if (event.type === 'inbox.given_up') await tellOfDeadLetters({ ctx, source: event.source });
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

/**
 * A flood is one message: it waits a minute for what fails together, and what fails later that day is put into it, once
 * a minute. A call that failed stands in the ledger as a gap, and is told of as one.
 */
async function tellOfDeadLetters({ ctx, source }: { ctx: WorkContext; source: string }): Promise<void> {
  if (source === 'gong') return;
  const now = ctx.clock.now();
  const day = now.toISOString().slice(0, 10);
  const key = `dead-letters:${source}:${day}`;
  const soon = new Date(now.getTime() + waitForMoreMs);
  const { created } = await requestNotification({
    ctx,
    input: {
      kind: 'dead_letters',
      key,
      severity: 'medium',
      subject: { source, day },
      heldUntil: soon.toISOString(),
    },
  });
  if (!created) await scheduleOnce({ ctx, kind: 'redraw-message', subject: key, dueAt: soon });
}

/** Owners who cannot be reached may be many: one message a day names them all. */
async function keyOfDrift({ ctx, driftId }: { ctx: WorkContext; driftId: string }): Promise<string> {
  const drift = await getDrift({ ctx, input: { driftId } });
  const day = drift === null ? null : dayOfUnreached(drift);
  return day === null ? `drift:${driftId}` : keyOfUnreached(day);
}
