import type { SearchStatus } from '#contracts';
import { authorise } from '#modules/access';
import { count, eq, sql } from '#platform/sql';
import { mostAttempts } from './index-pending.ts';
import { driftedSubjects } from './indexing/drifted-subjects.ts';
import type { SearchContext } from './search-context.ts';
import { readEmbeddingStatus } from './status/read-embedding-status.ts';
import { readStoreStatus } from './status/read-store-status.ts';
import { searchChunks, searchDocuments, searchPending } from './tables.ts';

/** How far search is in step with the calls and the mirror: what is indexed, what waits, what has drifted. */
export async function getSearchStatus({ ctx }: { ctx: SearchContext }): Promise<SearchStatus> {
  authorise({ ctx, action: 'search.read', resource: { type: 'search', id: null } });
  const { workspaceId } = ctx;
  const kinds = await ctx.db
    .select({ kind: searchDocuments.kind, documents: count() })
    .from(searchDocuments)
    .where(eq(searchDocuments.workspaceId, workspaceId))
    .groupBy(searchDocuments.kind);
  const [stored] = await ctx.db
    .select({ chunks: count() })
    .from(searchChunks)
    .where(eq(searchChunks.workspaceId, workspaceId));
  const [pending] = await ctx.db
    .select({
      waiting: sql<number>`count(*) filter (where ${searchPending.attempts} < ${mostAttempts})`.mapWith(Number),
      failed: sql<number>`count(*) filter (where ${searchPending.attempts} >= ${mostAttempts})`.mapWith(Number),
    })
    .from(searchPending)
    .where(eq(searchPending.workspaceId, workspaceId));
  const drifted = await ctx.db.execute<{ count: string }>(
    sql`select count(*) as count from (${driftedSubjects(ctx)}) as drifted
      where not exists (select from search_pending as pending where pending.workspace_id = ${workspaceId}
        and pending.kind = drifted.kind and pending.subject_id = drifted.subject_id)`,
  );
  const counts = new Map(kinds.map(({ kind, documents }) => [kind, documents]));
  const chunks = stored?.chunks ?? 0;
  const embedding = await readEmbeddingStatus({ ctx, chunks });
  return {
    documents: {
      call: counts.get('call') ?? 0,
      commitment: counts.get('commitment') ?? 0,
      decision: counts.get('decision') ?? 0,
      company: counts.get('company') ?? 0,
      contact: counts.get('contact') ?? 0,
      deal: counts.get('deal') ?? 0,
      lead: counts.get('lead') ?? 0,
      note: counts.get('note') ?? 0,
      document: counts.get('document') ?? 0,
    },
    chunks,
    waiting: pending?.waiting ?? 0,
    failed: pending?.failed ?? 0,
    missing: Number(drifted.rows[0]?.count ?? 0),
    embedding,
    store: await readStoreStatus({ ctx, answering: embedding.answering }),
  };
}
