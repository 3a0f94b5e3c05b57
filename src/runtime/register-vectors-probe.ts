import { engineOf, readVectorHealth, type SearchContext } from '#modules/search';
import type { Actor } from '#platform/context';
import type { HealthRegistry } from '#platform/health';
import { workspaceIds } from './workspace-ids.ts';

/** Whether the provider of the embedding and the store of vectors do their part; search finds by words without them. */
export function registerVectorsProbe({
  health,
  contextFor,
}: {
  health: HealthRegistry;
  contextFor: (options: { readonly workspaceId: string; readonly actor: Actor }) => SearchContext;
}): void {
  health.register({
    name: 'vectors',
    action: 'Run: sophia search status',
    check: async () => {
      const ctx = contextFor({ workspaceId: workspaceIds.main, actor: { type: 'system', component: 'health' } });
      const { embedder, place } = engineOf(ctx);
      const where = place.store === null ? 'in memory' : `in ${place.store.kind}`;
      const { problems, isMoving, action } = await readVectorHealth({ ctx });
      if (problems.length > 0) return { state: 'degraded', reason: problems.join(' '), action };
      const moving = isMoving ? ' New vectors are being made; those of before answer meanwhile.' : '';
      return { state: 'healthy', reason: `By ${embedder.model}, compared ${where}.${moving}`, action: null };
    },
  });
}
