import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { publish } from '#platform/events';
import { and, eq, sql } from '#platform/sql';
import { calls } from './tables.ts';
import { type LeftBehind, takeOutDerived } from './take-out-derived.ts';

/** By then whoever was making an activity has noted it, or will not. */
const untilKnownMs = 60_000;

export interface RemovedCall {
  readonly removed: boolean;
  /** What was written or told because of it and stands outside, where Sophia takes nothing away unasked. */
  readonly left: readonly LeftBehind[];
}

/**
 * Takes a call out with everything that was derived from it: versions, turns, analyses, claims, links, change sets,
 * commitments, warnings that quote it, its words in the log of writes, and the contents kept by hash that nothing else
 * holds. Returns what stands outside; what was just being made there is looked for later. Nothing where it is gone already.
 */
export async function removeCall({ ctx, input }: Verb<{ callId: string; reason: string }>): Promise<RemovedCall> {
  authorise({ ctx, action: 'call.remove', resource: { type: 'call', id: input.callId } });
  const { callId, reason } = input;
  return transact({ ctx }, async (inner) => {
    const { left, unknown } = await takeOutDerived({ ctx: inner, callId });
    const hashes = await inner.db.execute<{ hash: string }>(
      sql`select unnest(array[result_hash, proof_hash, answers_hash]) as hash from analyses
        where workspace_id = ${inner.workspaceId} and call_id = ${callId}`,
    );
    const removed = await inner.db
      .delete(calls)
      .where(and(eq(calls.workspaceId, inner.workspaceId), eq(calls.id, callId)))
      .returning({ id: calls.id });
    if (removed.length === 0) return { removed: false, left: [] };
    for (const { changeId, ...payload } of unknown) {
      const dueAt = new Date(inner.clock.now().getTime() + untilKnownMs);
      await scheduleWork({ ctx: inner, kind: 'name-left-activity', subject: changeId, payload, dueAt });
    }
    for (const { hash } of hashes.rows) {
      await inner.db.execute(sql`update artifacts set content = null, erased_at = ${inner.clock.now()}
        where workspace_id = ${inner.workspaceId} and hash = ${hash} and erased_at is null and not exists (
          select from analyses where workspace_id = ${inner.workspaceId}
            and ${hash} in (result_hash, proof_hash, answers_hash))`);
    }
    await audit({
      ctx: inner,
      action: 'call.removed',
      resource: { type: 'call', id: callId },
      details: { reason, left: left.length },
    });
    await publish({ ctx: inner, event: { type: 'call.removed', callId, reason } });
    return { removed: true, left };
  });
}
