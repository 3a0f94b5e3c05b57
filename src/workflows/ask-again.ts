import { listContradictions } from '#modules/contradictions';
import type { ConnectedContext } from '#platform/context';
import { tellContradictions } from './tell-contradictions.ts';

const mostOpen = 1000;

/**
 * The card that asked about these changes named their contradictions. Those that are open when nobody is asked on it
 * any more are asked about on cards of their own.
 */
export async function askAgain({
  ctx,
  changeIds,
}: {
  ctx: ConnectedContext;
  changeIds: readonly string[];
}): Promise<number> {
  if (changeIds.length === 0) return 0;
  const { contradictions } = await listContradictions({
    ctx,
    input: { state: 'open', recordId: null, changeIds, limit: mostOpen },
  });
  return tellContradictions({ ctx, contradictionIds: contradictions.map(({ contradictionId }) => contradictionId) });
}
