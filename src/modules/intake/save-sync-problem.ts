import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { syncCursors } from './tables.ts';

export interface SaveSyncProblemInput {
  readonly source: string;
  readonly stream: string;
  readonly problem: { readonly code: string; readonly message: string };
}

/** Notes why a stream of a source cannot be read. Its place stays, and the next look that succeeds takes the note away. */
export async function saveSyncProblem({ ctx, input }: Verb<SaveSyncProblemInput>): Promise<null> {
  authorise({ ctx, action: 'inbox.receive', resource: { type: 'inbox_event', id: null } });
  const { source, stream, problem } = input;
  const values = { problem, updatedAt: ctx.clock.now() };
  await ctx.db
    .insert(syncCursors)
    .values({ workspaceId: ctx.workspaceId, source, stream, position: {}, ...values })
    .onConflictDoUpdate({ target: [syncCursors.workspaceId, syncCursors.source, syncCursors.stream], set: values });
  return null;
}
