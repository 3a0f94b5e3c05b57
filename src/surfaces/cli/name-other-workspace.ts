import { SophiaError } from '#platform/errors';
import type { CommandEnvironment } from './command-environment.ts';

const own = 'main';
const simulated = 'example';

/** Where something was not found in the own workspace, and the simulated company is in another: which. Null otherwise. */
export async function nameOtherWorkspace({
  error,
  workspaceId,
  environment,
}: {
  error: unknown;
  workspaceId: string | null;
  environment: CommandEnvironment;
}): Promise<string | null> {
  if (!(error instanceof SophiaError) || workspaceId !== own || !error.code.endsWith('.not-found')) return null;
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
    // What went wrong first is what the person is told.
    return null;
  }
}
