import { authorise } from '#modules/access';
import { refreshMemory } from './engine/refresh-memory.ts';
import { engineOf, type SearchContext } from './search-context.ts';
import { chooseVectors } from './searching/choose-vectors.ts';

/** Reads into the memory of this process what a question would read first. Returns how many chunks are in it then. */
export async function warmSearch({ ctx }: { ctx: SearchContext }): Promise<{ chunks: number }> {
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  const { inMemory } = await chooseVectors(ctx);
  const memory = engineOf(ctx).memoryOf(ctx.workspaceId, inMemory);
  await refreshMemory({ ctx, memory });
  return { chunks: memory.size };
}
