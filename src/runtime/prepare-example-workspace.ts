import path from 'node:path';
import { repositoryRoot } from '#config';
import type { WorkspaceSettings } from '#contracts';
import { configureWorkspace } from '#modules/workspaces';
import type { ContextMaker } from './create-contexts.ts';
import { readWorkspaceFile } from './prepare-main-workspace.ts';
import { workspaceIds } from './workspace-ids.ts';

export const examplesFolder: string = path.join(repositoryRoot, 'examples');

/** Makes the workspace of the example data, with the names and products of its fictitious seller. */
export async function prepareExampleWorkspace({
  contextFor,
}: {
  contextFor: ContextMaker;
}): Promise<WorkspaceSettings> {
  const settings = await readWorkspaceFile(path.join(examplesFolder, 'workspace.json'));
  await configureWorkspace({ ctx: contextFor({ workspaceId: workspaceIds.example }), input: settings });
  return settings;
}
