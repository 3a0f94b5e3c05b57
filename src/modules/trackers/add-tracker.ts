import { TrackerDefinition } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';
import { assertAnswerable, type TrackerContext } from './assert-answerable.ts';
import { trackers } from './tables.ts';

/**
 * Saves a tracker; one of the same name is superseded and stays in the history. Throws `model.off` for a question
 * where no language model is configured: nothing would ever answer it.
 */
export async function addTracker({
  ctx,
  input,
}: {
  ctx: TrackerContext;
  input: TrackerDefinition;
}): Promise<{ trackerId: string; replaced: boolean }> {
  authorise({ ctx, action: 'tracker.create', resource: { type: 'tracker', id: null } });
  const definition = parseInput({ schema: TrackerDefinition, input, what: 'a tracker' });
  assertAnswerable({ ctx, definition });
  return transact({ ctx }, async (inner) => {
    const now = inner.clock.now();
    const superseded = await inner.db
      .update(trackers)
      .set({ supersededAt: now })
      .where(
        and(
          eq(trackers.workspaceId, inner.workspaceId),
          eq(trackers.name, definition.name),
          isNull(trackers.supersededAt),
        ),
      )
      .returning({ id: trackers.id, definition: trackers.definition });
    const trackerId = inner.ids.create('tracker');
    await inner.db
      .insert(trackers)
      .values({ id: trackerId, workspaceId: inner.workspaceId, name: definition.name, definition, createdAt: now });
    await audit({
      ctx: inner,
      action: 'tracker.added',
      resource: { type: 'tracker', id: trackerId },
      details: { before: superseded[0]?.definition ?? null, after: definition },
    });
    return { trackerId, replaced: superseded.length > 0 };
  });
}
