import type { z } from 'zod';
import { NewTracker, type SavedTracker } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';
import { assertAnswerable, type TrackerContext } from './assert-answerable.ts';
import { resolveTrackerFilter } from './resolve-tracker-filter.ts';
import { trackers } from './tables.ts';

/**
 * Saves a tracker; one of the same name is superseded and stays in the history. Throws `model.off` for a question
 * where no language model is configured: nothing would ever answer it. A filter is saved with the records, stages and
 * people that its names mean today.
 */
export async function addTracker({
  ctx,
  input,
}: {
  ctx: TrackerContext;
  input: z.input<typeof NewTracker>;
}): Promise<{ trackerId: string; replaced: boolean }> {
  authorise({ ctx, action: 'tracker.create', resource: { type: 'tracker', id: null } });
  const asked = parseInput({ schema: NewTracker, input, what: 'a tracker' });
  assertAnswerable({ ctx, definition: asked });
  const definition: SavedTracker = { ...asked, filter: await resolveTrackerFilter({ ctx, filter: asked.filter }) };
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
