import { createSecretBox, type KeyRing } from '#platform/crypto';

/** A box for secrets with a key that is no secret. */
export function createTestSecretBox(): KeyRing {
  return createSecretBox([Buffer.alloc(32, 3)]);
}
