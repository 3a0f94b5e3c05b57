import { AnalysisSettings } from '#contracts';
import { chooseMethods } from '#modules/analysis';
import { listAppliedTrackers } from '#modules/trackers';
import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';

/** What the analysis of a call depends on beside its transcript: also the trackers that are for it. */
export async function settingsFor({ ctx, callId }: { ctx: Context; callId: string }): Promise<AnalysisSettings> {
  const workspace = await getWorkspace({ ctx });
  const { trackers } = await listAppliedTrackers({ ctx, input: { callId } });
  return AnalysisSettings.parse({
    currency: workspace.currency,
    competitors: workspace.settings.competitors,
    products: workspace.settings.products,
    lexicons: workspace.settings.lexicons,
    methods: chooseMethods(workspace.settings),
    trackers: trackers.flatMap(({ applies, definition }) => (applies ? [definition] : [])),
  });
}
