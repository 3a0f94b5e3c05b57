import { SophiaError } from '#platform/errors';
import type { userLinks } from './tables.ts';

/** Why a link cannot be used; null where it can. */
export function linkFault({
  link,
  now,
}: {
  link: typeof userLinks.$inferSelect | undefined;
  now: Date;
}): SophiaError | null {
  if (link === undefined || link.withdrawnAt !== null) {
    return new SophiaError('link.invalid', 'Expected a link that Sophia has made, found one that it does not know.');
  }
  if (link.usedAt !== null) {
    return new SophiaError(
      'link.used',
      `Expected a link that is still new, found one used ${link.usedAt.toISOString()}.`,
    );
  }
  if (link.expiresAt <= now) {
    const until = link.expiresAt.toISOString();
    return new SophiaError('link.expired', `Expected a link that still holds, found one that held until ${until}.`);
  }
  return null;
}
