import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import type { Embedder } from '../engine/embedder.ts';

/** Writes down that everything is to be embedded by this one; it answers at once where none did before. */
export async function noteModel({
  ctx,
  embedder,
}: {
  ctx: Context;
  embedder: Pick<Embedder, 'model' | 'dimensions'>;
}): Promise<void> {
  const { workspaceId } = ctx;
  await ctx.db.execute(sql`insert into search_models (workspace_id, model, dimensions, answers)
    select ${workspaceId}, ${embedder.model}, ${embedder.dimensions},
      not exists (select from search_models where workspace_id = ${workspaceId} and answers)
    on conflict do nothing`);
}
