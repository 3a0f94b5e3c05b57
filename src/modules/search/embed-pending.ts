import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import { noteModel } from './embedding/note-model.ts';
import { retryAt } from './embedding/retry-at.ts';
import { settleModel } from './embedding/settle-model.ts';
import { toBytes } from './indexing/store-documents.ts';
import { IndexInput } from './schema.ts';
import { engineOf, type SearchContext } from './search-context.ts';
import { searchModels } from './tables.ts';

export interface Embedded {
  readonly chunks: number;
  /** Why the provider gave no vectors; null where it did. */
  readonly problem: string | null;
  /** When to try again; null where nothing failed. */
  readonly retryAt: Date | null;
  /** Whether something is left that can be done at once. */
  readonly more: boolean;
}

type Missing = Readonly<{ id: string; text: string }>;

/**
 * Gives chunks their vectors by the model of the settings, the latest first: those that a provider embeds, and all of
 * them after the model was changed. Until none is left the model before answers; then its vectors go.
 */
export async function embedPending({ ctx, input }: { ctx: SearchContext; input: IndexInput }): Promise<Embedded> {
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  const { limit } = parseInput({ schema: IndexInput, input, what: 'how much to embed' });
  const { embedder } = engineOf(ctx);
  await noteModel({ ctx, embedder });
  const missing = await ctx.db.execute<Missing>(sql`select chunk.id, chunk.text from search_chunks as chunk
    where chunk.workspace_id = ${ctx.workspaceId} and not exists (
      select from search_vectors as vector where vector.chunk_id = chunk.id and vector.model = ${embedder.model})
    order by chunk.id desc limit ${limit}`);
  const well = { problem: null, retryAt: null } as const;
  if (missing.rows.length === 0) {
    return { chunks: 0, ...well, more: await settleModel({ ctx, model: embedder.model }) };
  }
  try {
    const vectors = await embedder.embed(missing.rows.map(({ text }) => text));
    const chunks = await store({ ctx, missing: missing.rows, vectors });
    return { chunks, ...well, more: true };
  } catch (error) {
    if (!(error instanceof SophiaError) || !/^(?:vendor|model)\./u.test(error.code)) throw error;
    ctx.log.warn({ problem: error.message }, 'Chunks could not be embedded');
    const failures = await noteFailure({ ctx, problem: error.message });
    return { chunks: 0, problem: error.message, retryAt: retryAt({ now: ctx.clock.now(), failures }), more: false };
  }
}

/** A chunk that has gone meanwhile is left out. */
async function store({
  ctx,
  missing,
  vectors,
}: {
  ctx: SearchContext;
  missing: readonly Missing[];
  vectors: readonly Float32Array[];
}): Promise<number> {
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  const { model } = engineOf(ctx).embedder;
  return transact({ ctx }, async (inner) => {
    const rows = missing.flatMap(({ id }, place) => {
      const vector = vectors[place];
      return vector === undefined ? [] : [sql`(${id}::bigint, ${toBytes(vector)}::bytea)`];
    });
    if (rows.length === 0) return 0;
    const stored = await inner.db.execute<{
      chunk_id: string;
    }>(sql`insert into search_vectors (workspace_id, chunk_id, model, vector)
      select chunk.workspace_id, chunk.id, ${model}, embedded.vector
      from search_chunks as chunk join (values ${sql.join(rows, sql`, `)}) as embedded (id, vector)
        on embedded.id = chunk.id
      for key share of chunk on conflict (chunk_id, model) do nothing returning chunk_id`);
    await noteEmbedded({ ctx: inner, chunkIds: stored.rows.map(({ chunk_id }) => chunk_id) });
    await inner.db
      .update(searchModels)
      .set({ problem: null, failedAt: null, failures: 0 })
      .where(isOf({ ctx: inner, model }));
    await audit({
      ctx: inner,
      action: 'search.embedded',
      resource: { type: 'workspace', id: inner.workspaceId },
      details: { chunks: stored.rows.length, model },
    });
    return stored.rows.length;
  });
}

/** So that every process reads the vectors. */
async function noteEmbedded({ ctx, chunkIds }: { ctx: SearchContext; chunkIds: readonly string[] }): Promise<void> {
  await ctx.db.execute(sql`insert into search_changes (workspace_id, document_id, transaction_id, changed_at)
    select distinct workspace_id, document_id, pg_current_xact_id(), now() from search_chunks
    where id = any(${sql.param([...chunkIds])}::bigint[]) on conflict do nothing`);
}

async function noteFailure({ ctx, problem }: { ctx: SearchContext; problem: string }): Promise<number> {
  const { model } = engineOf(ctx).embedder;
  const [row] = await ctx.db
    .update(searchModels)
    .set({ problem, failedAt: ctx.clock.now(), failures: sql`${searchModels.failures} + 1` })
    .where(isOf({ ctx, model }))
    .returning({ failures: searchModels.failures });
  return row?.failures ?? 1;
}

function isOf({ ctx, model }: { ctx: SearchContext; model: string }) {
  return and(eq(searchModels.workspaceId, ctx.workspaceId), eq(searchModels.model, model));
}
