import type { CommandEnvironment } from './command-environment.ts';

const own = 'main';
const simulated = 'example';

/** Where a command looked in the own workspace in vain, and the simulated company is in another: which. Null otherwise. */
export async function nameOtherWorkspace({
  workspaceId,
  environment,
}: {
  workspaceId: string | null;
  environment: CommandEnvironment;
}): Promise<string | null> {
  if (workspaceId !== own) return null;
  try {
    const operator = await environment.connect({ workspaceId: simulated });
    try {
      const { cursors } = await operator.call('sync.status', {});
      if (cursors.length === 0) return null;
      return `It was looked for in the workspace ${own}. The simulated company is in another: add --workspace ${simulated}.`;
    } finally {
      await operator.close();
    }
  } catch {
    // What the command has told is what the person needs first.
    return null;
  }
}
