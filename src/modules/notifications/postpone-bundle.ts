import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { parseInput } from '#platform/errors';
import { eq } from '#platform/sql';
import { announceSettled } from './announce-settled.ts';
import { loadBundle } from './load-bundle.ts';
import { nextTry } from './next-try.ts';
import { NotificationProblem, NotificationSubject } from './schema.ts';
import { SendBundleInput } from './send-bundle.ts';
import { notifications } from './tables.ts';

const PostponeBundleInput = SendBundleInput.extend({ problem: NotificationProblem });

/** One of a bundle that could not be sent. */
export interface PostponedOfBundle {
  /** When it is tried again; none where it was given up. */
  readonly heldUntil: Date | null;
  readonly kind: string;
  readonly callId: string | null;
}

/** Puts off the bundle of a channel that could not be sent now, as `postponeNotification` does a single message. */
export async function postponeBundle({
  ctx,
  input,
}: Verb<{ channelId: string; problem: NotificationProblem }>): Promise<{ postponed: PostponedOfBundle[] }> {
  authorise({ ctx, action: 'notification.send', resource: { type: 'notification', id: null } });
  const { channelId, problem } = parseInput({ schema: PostponeBundleInput, input, what: 'a bundle to put off' });
  return transact({ ctx }, async (inner) => {
    const now = inner.clock.now();
    const postponed: PostponedOfBundle[] = [];
    const rows = await loadBundle({ ctx: inner, channelId });
    for (const row of rows) {
      const heldUntil = nextTry({ now, since: row.retriedAt ?? row.createdAt });
      const state = heldUntil === null ? ('undeliverable' as const) : ('waiting' as const);
      await inner.db.update(notifications).set({ state, heldUntil, problem }).where(eq(notifications.id, row.id));
      await announceSettled({ ctx: inner, row, state });
      postponed.push({ heldUntil, kind: row.kind, callId: NotificationSubject.parse(row.subject).callId ?? null });
    }
    const times = postponed.flatMap(({ heldUntil }) => (heldUntil === null ? [] : [heldUntil]));
    const [dueAt] = times.toSorted((one, other) => one.getTime() - other.getTime());
    if (dueAt !== undefined) await scheduleWork({ ctx: inner, kind: 'send-bundle', subject: channelId, dueAt });
    await audit({
      ctx: inner,
      action: 'notification.bundle_postponed',
      resource: { type: 'notification', id: rows[0]?.bundleId ?? 'none' },
      result: 'failed',
      details: { channelId, problem: problem.code, count: rows.length, givenUp: rows.length - times.length },
    });
    return { postponed };
  });
}
