import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { syncCursors } from './tables.ts';

export interface SaveSyncCursorInput {
  readonly source: string;
  readonly stream: string;
  readonly position: unknown;
  /** How many were read in this look. */
  readonly count: number;
}

/** Notes how far a stream of a source has been read. */
export async function saveSyncCursor({ ctx, input }: Verb<SaveSyncCursorInput>): Promise<null> {
  authorise({ ctx, action: 'inbox.receive', resource: { type: 'inbox_event', id: null } });
  const now = ctx.clock.now();
  const values = {
    position: input.position,
    lastSuccessAt: now,
    lastCount: input.count,
    problem: null,
    updatedAt: now,
  };
  await ctx.db
    .insert(syncCursors)
    .values({ workspaceId: ctx.workspaceId, source: input.source, stream: input.stream, ...values })
    .onConflictDoUpdate({ target: [syncCursors.workspaceId, syncCursors.source, syncCursors.stream], set: values });
  return null;
}
