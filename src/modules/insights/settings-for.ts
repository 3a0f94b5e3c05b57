import type { AnalysisSettings } from '#contracts';
import { listAppliedTrackers } from '#modules/trackers';
import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import { settingsOf } from './settings-of.ts';

/** What the analysis of a call depends on beside its transcript: also the trackers that are for it. */
export async function settingsFor({ ctx, callId }: { ctx: Context; callId: string }): Promise<AnalysisSettings> {
  const workspace = await getWorkspace({ ctx });
  const { trackers } = await listAppliedTrackers({ ctx, input: { callId } });
  return settingsOf({
    workspace,
    trackers: trackers.flatMap(({ applies, definition }) => (applies ? [definition] : [])),
  });
}
