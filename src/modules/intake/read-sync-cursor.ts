import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq } from '#platform/sql';
import { syncCursors } from './tables.ts';

export interface SyncPlace {
  /** In the form of whoever keeps it; passes a schema of theirs. */
  readonly position: unknown;
  readonly lastSuccessAt: string;
  readonly lastCount: number;
}

/** How far a stream of a source has been read; null before the first time that went well. */
export async function readSyncCursor({
  ctx,
  input,
}: Verb<{ source: string; stream: string }>): Promise<SyncPlace | null> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'inbox_event', id: null } });
  const [row] = await ctx.db
    .select()
    .from(syncCursors)
    .where(
      and(
        eq(syncCursors.workspaceId, ctx.workspaceId),
        eq(syncCursors.source, input.source),
        eq(syncCursors.stream, input.stream),
      ),
    );
  if (row === undefined || row.lastSuccessAt === null) return null;
  return {
    position: row.position,
    lastSuccessAt: row.lastSuccessAt.toISOString(),
    lastCount: row.lastCount,
  };
}
