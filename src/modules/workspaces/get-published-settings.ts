import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { getWorkspace } from './get-workspace.ts';
import { loadVersions, type PublishedVersion } from './published-versions.ts';
import { partOf, type SettingsOfPart, type SettingsPart, versionOf } from './settings-parts.ts';

const shownVersions = 50;

/** A part of the settings as it is in force, with what was before it. */
export interface Published<Part extends SettingsPart> {
  readonly version: string;
  readonly settings: SettingsOfPart[Part];
  readonly history: PublishedVersion<Part>[];
}

/** What is in force of a part of the settings, its version, and who put what in force before. */
export async function getPublishedSettings<Part extends SettingsPart>({
  ctx,
  input: { part },
}: Verb<{ part: Part }>): Promise<Published<Part>> {
  authorise({ ctx, action: 'settings.read', resource: { type: 'workspace', id: ctx.workspaceId } });
  const { settings } = await getWorkspace({ ctx });
  const said = partOf(part, settings);
  const history = await loadVersions(ctx, { part, limit: shownVersions });
  return { version: versionOf(said), settings: said, history };
}
