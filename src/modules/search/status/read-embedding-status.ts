import type { EmbeddingStatus } from '#contracts';
import { and, count, eq } from '#platform/sql';
import { engineOf, type SearchContext } from '../search-context.ts';
import { searchModels, searchVectors } from '../tables.ts';

/** Which model answers and how far the one of the settings is, of so many chunks. */
export async function readEmbeddingStatus({
  ctx,
  chunks,
}: {
  ctx: SearchContext;
  chunks: number;
}): Promise<EmbeddingStatus> {
  const { embedder } = engineOf(ctx);
  const { model, dimensions } = embedder;
  const [own] = await ctx.db
    .select({ embedded: count() })
    .from(searchVectors)
    .where(and(eq(searchVectors.workspaceId, ctx.workspaceId), eq(searchVectors.model, model)));
  const models = await ctx.db.select().from(searchModels).where(eq(searchModels.workspaceId, ctx.workspaceId));
  const embedded = own?.embedded ?? 0;
  return {
    model,
    dimensions,
    answering: models.find(({ answers }) => answers)?.model ?? model,
    embedded,
    waiting: Math.max(0, chunks - embedded),
    problem: models.find((one) => one.model === model)?.problem ?? null,
  };
}
