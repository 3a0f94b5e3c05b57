import type { Workspace } from '../workspace.ts';

const triggerMs = 3000;
const mostTriggers = 500;

/** What the app may open a view with, once and soon. */
export function createTrigger(workspace: Workspace, given: { userId: string; viewId: string | null }): string {
  const { state, tools } = workspace;
  const count = tools.count('trigger');
  const id = `${count}.8100003.${String(tools.random.integer(1e9)).padStart(9, '0')}`;
  state.triggers.push({ id, ...given, used: false, expiresMs: tools.clock.now().getTime() + triggerMs });
  state.triggers.splice(0, state.triggers.length - mostTriggers);
  return id;
}
