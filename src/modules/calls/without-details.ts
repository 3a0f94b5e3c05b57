import { withheldFrom } from '#modules/access';
import type { Context } from '#platform/context';

/** Somebody who took part, without how to reach them where that is kept from whoever asks. */
export function withoutDetails<Reached extends { readonly email: string | null; readonly phone?: string | null }>(
  party: Reached,
  { actor }: Context,
): Reached {
  const withheld = withheldFrom(actor);
  if (!withheld.includes('email')) return party;
  return 'phone' in party ? { ...party, email: null, phone: null } : { ...party, email: null };
}
