import { getWorkload } from '#modules/calls';
import { type IndexTab, type Viewer, viewerOf } from '#modules/reports';
import { getWorkspace } from '#modules/workspaces';
import type { WorkContext } from '#workflows';
import type { ServerResources } from './server-resources.ts';
import { workspaceOfTab } from './workspace-of-tab.ts';

interface OpenedTab {
  readonly ctx: WorkContext;
  readonly tab: IndexTab;
  /** Of one's own workspace, which the head of every page names. */
  readonly workspaceName: string;
  readonly viewer: Viewer | null;
}

/** The named tab; where none is, the own workspace once it has calls, until then the example. */
export async function openTab({
  resources,
  requestId,
  tab,
}: {
  resources: ServerResources;
  requestId: string;
  tab: IndexTab | undefined;
}): Promise<OpenedTab> {
  const main = resources.contextFor({ workspaceId: workspaceOfTab.calls, requestId });
  const { name: workspaceName } = await getWorkspace({ ctx: main });
  const chosen = tab ?? ((await getWorkload({ ctx: main })).calls > 0 ? 'calls' : 'example');
  const ctx = chosen === 'calls' ? main : resources.contextFor({ workspaceId: workspaceOfTab.example, requestId });
  return { ctx, tab: chosen, workspaceName, viewer: viewerOf(main) };
}
