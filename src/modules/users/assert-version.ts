import { SophiaError } from '#platform/errors';

/**
 * Lets go on where nothing is said of a version, or where the one that is there is among those that may be replaced.
 * Throws `access.stale`, so that of two who change the same at once one is told of the other.
 */
export function assertVersion({
  replaces,
  version,
  what,
}: {
  /** Null in it stands for nothing that is there. */
  replaces: readonly (string | null)[] | null;
  /** Null where there is nothing to replace. */
  version: string | null;
  /** In words: `the team West`. */
  what: string;
}): void {
  if (replaces === null || replaces.includes(version)) return;
  const found = version === null ? 'none of that name' : `the version ${version}`;
  const expected = replaces.includes(null) ? 'not to be there yet' : 'as it was read';
  throw new SophiaError('access.stale', `Expected ${what} ${expected}, found ${found}. Nothing was changed.`);
}
