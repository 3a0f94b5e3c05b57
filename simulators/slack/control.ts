import type { ControlRoute } from './control/control-route.ts';
import { peopleControls } from './control/people-controls.ts';
import { workspaceControls } from './control/workspace-controls.ts';
import type { Workspace } from './workspace.ts';

/** Everything beyond the kit's own with which a test or the inspector steers this workspace. */
export function slackControls(read: () => Workspace): readonly ControlRoute[] {
  return [...peopleControls, ...workspaceControls].map((route) => route(read));
}
