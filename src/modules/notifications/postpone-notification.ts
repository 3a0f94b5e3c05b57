import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { parseInput } from '#platform/errors';
import { loadNotification, settleNotification } from './notification-row.ts';
import { NotificationId, type NotificationKind, NotificationProblem, NotificationSubject } from './schema.ts';

const PostponeInput = NotificationId.extend({ problem: NotificationProblem });
const firstWaitMs = 60_000;
const longestWaitMs = 30 * 60_000;
const givenUpAfterMs = 48 * 3_600_000;

interface PostponedNotification {
  /** When it is tried again; none where it was given up, or settled meanwhile. */
  readonly heldUntil: Date | null;
  readonly kind: NotificationKind;
  readonly callId: string | null;
}

/**
 * Puts off what could not be sent now: a minute at first, then as long again as it has waited, half an hour at most.
 * After two days it is given up and named to whoever looks after Sophia.
 */
export async function postponeNotification({
  ctx,
  input,
}: Verb<{ notificationId: string; problem: NotificationProblem }>): Promise<PostponedNotification> {
  authorise({ ctx, action: 'notification.send', resource: { type: 'notification', id: input.notificationId } });
  const { notificationId, problem } = parseInput({ schema: PostponeInput, input, what: 'a notification to put off' });
  const row = await loadNotification({ ctx, notificationId });
  const now = ctx.clock.now();
  const waitedMs = now.getTime() - (row.retriedAt ?? row.createdAt).getTime();
  const isGivenUp = waitedMs > givenUpAfterMs;
  const waitMs = Math.min(longestWaitMs, Math.max(firstWaitMs, waitedMs));
  const heldUntil = isGivenUp ? null : new Date(now.getTime() + waitMs);
  const about = { kind: row.kind, callId: NotificationSubject.parse(row.subject).callId ?? null };
  return transact({ ctx }, async (inner) => {
    const state = isGivenUp ? ('undeliverable' as const) : ('waiting' as const);
    const settled = await settleNotification({ ctx: inner, notificationId, set: { state, heldUntil, problem } });
    if (!settled) return { ...about, heldUntil: null };
    if (heldUntil !== null) {
      await scheduleWork({ ctx: inner, kind: 'send-notification', subject: notificationId, dueAt: heldUntil });
    }
    await audit({
      ctx: inner,
      action: isGivenUp ? 'notification.undeliverable' : 'notification.postponed',
      resource: { type: 'notification', id: notificationId },
      result: 'failed',
      details: { problem: problem.code },
    });
    return { ...about, heldUntil };
  });
}
