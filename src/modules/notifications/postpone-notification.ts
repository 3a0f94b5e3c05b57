import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { parseInput } from '#platform/errors';
import { nextTry } from './next-try.ts';
import { loadNotification, settleNotification } from './notification-row.ts';
import { NotificationId, type NotificationKind, NotificationProblem, NotificationSubject } from './schema.ts';

const PostponeInput = NotificationId.extend({ problem: NotificationProblem });

interface PostponedNotification {
  /** When it is tried again; none where it was given up, or settled meanwhile. */
  readonly heldUntil: Date | null;
  readonly kind: NotificationKind;
  readonly callId: string | null;
}

/**
 * Puts off what could not be sent now, ever longer. After two days it is given up: `sophia notifications list` names it
 * with its reason, and of a call the ledger does.
 */
export async function postponeNotification({
  ctx,
  input,
}: Verb<{ notificationId: string; problem: NotificationProblem }>): Promise<PostponedNotification> {
  authorise({ ctx, action: 'notification.send', resource: { type: 'notification', id: input.notificationId } });
  const { notificationId, problem } = parseInput({ schema: PostponeInput, input, what: 'a notification to put off' });
  const row = await loadNotification({ ctx, notificationId });
  const heldUntil = nextTry({ now: ctx.clock.now(), since: row.retriedAt ?? row.createdAt });
  const about = { kind: row.kind, callId: NotificationSubject.parse(row.subject).callId ?? null };
  return transact({ ctx }, async (inner) => {
    const state = heldUntil === null ? ('undeliverable' as const) : ('waiting' as const);
    const settled = await settleNotification({ ctx: inner, notificationId, set: { state, heldUntil, problem } });
    if (!settled) return { ...about, heldUntil: null };
    if (heldUntil !== null) {
      await scheduleWork({ ctx: inner, kind: 'send-notification', subject: notificationId, dueAt: heldUntil });
    }
    await audit({
      ctx: inner,
      action: heldUntil === null ? 'notification.undeliverable' : 'notification.postponed',
      resource: { type: 'notification', id: notificationId },
      result: 'failed',
      details: { problem: problem.code },
    });
    return { ...about, heldUntil };
  });
}
