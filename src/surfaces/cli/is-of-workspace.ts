import { type ErrorCode, SophiaError } from '#platform/errors';

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

/** Whether an error says that something was not found which may be in another workspace. */
export function isOfWorkspace(error: unknown): boolean {
  return error instanceof SophiaError && error.code.endsWith('.not-found') && !ofNoWorkspace.has(error.code);
}
