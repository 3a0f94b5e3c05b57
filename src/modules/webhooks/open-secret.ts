import { type KeyRing, type Resealed, reseal, type SecretBox } from '#platform/crypto';
import { isPlainSecret } from './sign-message.ts';

/** The secret of an endpoint; null where it was encrypted with a key that is gone. */
export function openSecret({ box, stored }: { box: SecretBox; stored: string }): string | null {
  return isPlainSecret(stored) ? stored : box.open(stored);
}

/** What is to stand in the table in its place; a version of Sophia wrote it that did not encrypt. */
export function resealSecret({ box, stored }: { box: KeyRing; stored: string }): Resealed {
  return isPlainSecret(stored) ? { state: 'sealed', sealed: box.seal(stored) } : reseal({ box, sealed: stored });
}
