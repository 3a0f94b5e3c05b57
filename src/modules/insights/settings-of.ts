import { AnalysisSettings, type TrackerDefinition, type Workspace, type WorkspaceSettings } from '#contracts';
import { chooseMethods } from '#modules/analysis';

/** What an analysis depends on, of a workspace and the trackers that are for a call. Throws `lexicon.invalid`. */
export function settingsOf({
  workspace: { currency, settings },
  trackers,
  own = settings,
}: {
  workspace: Pick<Workspace, 'currency' | 'settings'>;
  trackers: readonly TrackerDefinition[];
  /** The methods to qualify by; those of the workspace where nothing is said. */
  own?: Pick<WorkspaceSettings, 'methods' | 'qualifyBy'>;
}): AnalysisSettings {
  const { competitors, products, lexicons } = settings;
  const methods = chooseMethods(own);
  return AnalysisSettings.parse({ currency, competitors, products, lexicons, methods, trackers });
}
