import { z } from 'zod';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { asc, eq } from '#platform/sql';
import { syncCursors } from './tables.ts';

const SyncProblem = z.object({ code: z.string(), message: z.string() });

export interface SyncCursor {
  readonly source: string;
  readonly stream: string;
  /** Null where no reading has come to its end yet. */
  readonly lastSuccessAt: string | null;
  /** How long ago that is; null where it never was. */
  readonly lagSeconds: number | null;
  readonly lastCount: number;
  readonly problem: z.infer<typeof SyncProblem> | null;
  readonly updatedAt: string;
}

/** How far each stream of the vendors has been read, and what stands in its way. */
export async function listSyncCursors({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ cursors: SyncCursor[] }> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'inbox_event', id: null } });
  const rows = await ctx.db
    .select()
    .from(syncCursors)
    .where(eq(syncCursors.workspaceId, ctx.workspaceId))
    .orderBy(asc(syncCursors.source), asc(syncCursors.stream));
  const now = ctx.clock.now().getTime();
  const cursors = rows.map(({ source, stream, lastSuccessAt, lastCount, problem, updatedAt }) => ({
    source,
    stream,
    lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
    lagSeconds: lastSuccessAt === null ? null : Math.max(0, Math.round((now - lastSuccessAt.getTime()) / 1000)),
    lastCount,
    problem: SyncProblem.nullable().parse(problem ?? null),
    updatedAt: updatedAt.toISOString(),
  }));
  return { cursors };
}
