import { listCallVersions } from '#modules/calls';
import { type ConnectedChangeContext, expireWithdrawn } from '#modules/changesets';
import { listAnalyses } from '#modules/insights';

/** What is open because of words that the call no longer has is not to be approved or written any more. */
export async function endOtherVersions({
  ctx,
  callId,
}: {
  ctx: ConnectedChangeContext;
  callId: string;
}): Promise<void> {
  const analyses = await listAnalyses({ ctx, input: { callId } });
  if (new Set(analyses.map(({ callVersion }) => callVersion)).size < 2) return;
  const { currentVersion } = await listCallVersions({ ctx, input: { callId } });
  const current = analyses.filter(({ callVersion }) => callVersion === currentVersion);
  // Words that are not analyzed yet say nothing of what the others proposed.
  if (current.length === 0) return;
  await expireWithdrawn({ ctx, input: { callId, keptAnalysisIds: current.map(({ analysisId }) => analysisId) } });
}
