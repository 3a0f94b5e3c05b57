import { type ErrorCode, SophiaError } from '#platform/errors';
import type { CommandEnvironment } from './command-environment.ts';

const own = 'main';
const simulated = 'example';
/** What belongs to no workspace, or is not looked for in one; of everything else each has its own. */
const ofNoWorkspace: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'address.not-found',
  'artifact.not-found',
  'key.not-found',
  'team.not-found',
  'territory.not-found',
  'user.not-found',
  'vendor.not-found',
  'workspace.not-found',
]);

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
  if (workspaceId !== own || !(error instanceof SophiaError) || !isOfWorkspace(error)) return null;
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

function isOfWorkspace({ code }: SophiaError): boolean {
  return code.endsWith('.not-found') && !ofNoWorkspace.has(code);
}
