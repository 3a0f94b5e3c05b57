import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { and, eq } from '#platform/sql';
import type { InboxProblem } from './schema.ts';
import { inboxEvents } from './tables.ts';

export interface SettleEventInput {
  readonly inboxId: string;
  /** Null where the event was processed. */
  readonly problem: InboxProblem | null;
  /** How often it was tried. */
  readonly attempts: number;
}

/** Notes that an event was processed, or that it is given up: then it stays as a dead letter with its cause, and is told of. */
export async function settleEvent({ ctx, input }: Verb<SettleEventInput>): Promise<null> {
  authorise({ ctx, action: 'inbox.process', resource: { type: 'inbox_event', id: input.inboxId } });
  const { inboxId, problem, attempts } = input;
  const state = problem === null ? 'done' : 'dead';
  await transact({ ctx }, async (inner) => {
    const [settled] = await inner.db
      .update(inboxEvents)
      .set({ state, problem, attempts, settledAt: inner.clock.now() })
      .where(and(eq(inboxEvents.workspaceId, inner.workspaceId), eq(inboxEvents.id, inboxId)))
      .returning({ source: inboxEvents.source, kind: inboxEvents.kind });
    if (problem === null || settled === undefined) return;
    await publish({ ctx: inner, event: { type: 'inbox.given_up', inboxId, ...settled, code: problem.code } });
    await audit({
      ctx: inner,
      action: 'inbox_event.given_up',
      resource: { type: 'inbox_event', id: inboxId },
      result: 'failed',
      details: { code: problem.code, attempts },
    });
  });
  return null;
}
