import { AnalysisSettings } from '#contracts';
import { chooseMethods } from '#modules/analysis';
import { listTrackers } from '#modules/trackers';
import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';

/** What an analysis in this workspace depends on beside the transcript, trackers included. */
export async function settingsFor({ ctx }: { ctx: Context }): Promise<AnalysisSettings> {
  const workspace = await getWorkspace({ ctx });
  const { trackers } = await listTrackers({ ctx });
  return AnalysisSettings.parse({
    currency: workspace.currency,
    competitors: workspace.settings.competitors,
    products: workspace.settings.products,
    lexicons: workspace.settings.lexicons,
    methods: chooseMethods(workspace.settings),
    trackers: trackers.map((tracker) => tracker.definition),
  });
}
