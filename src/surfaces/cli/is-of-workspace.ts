import { SophiaError } from '#platform/errors';

/** What each workspace has its own of; people, keys and teams belong to all of them. */
const ofWorkspace = [
  'call',
  'passage',
  'analysis',
  'record',
  'change',
  'duplicate',
  'commitment',
  'contradiction',
  'warning',
];

/** Whether an error says that something was not found which may be in another workspace. */
export function isOfWorkspace(error: unknown): boolean {
  return error instanceof SophiaError && ofWorkspace.some((noun) => error.code === `${noun}.not-found`);
}
