import type { KeyRing } from './create-secret-box.ts';

/** What is to become of something sealed. */
export type Resealed =
  | { readonly state: 'current' }
  | { readonly state: 'sealed'; readonly sealed: string }
  /** It was sealed with a key that is gone. */
  | { readonly state: 'unreadable' };

/** How many were encrypted anew, and how many no key opens. */
export interface ResealedSecrets {
  readonly sealed: number;
  readonly unreadable: number;
}

/** The same secret as the newest key seals it, where another one has. */
export function reseal({ box, sealed }: { box: KeyRing; sealed: string }): Resealed {
  if (box.isCurrent(sealed)) return { state: 'current' };
  const secret = box.open(sealed);
  return secret === null ? { state: 'unreadable' } : { state: 'sealed', sealed: box.seal(secret) };
}
