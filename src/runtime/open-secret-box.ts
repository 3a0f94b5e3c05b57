import path from 'node:path';
import type { Config } from '#config';
import { createSecretBox, type KeyRing, openKeyFile } from '#platform/crypto';

/**
 * The box for secrets, with the keys of SOPHIA_SECRET_KEY, otherwise with those in `secret.key` of SOPHIA_HOME. Throws
 * `config.invalid` where that file holds no key.
 */
export function openSecretBox(config: Pick<Config, 'secretKeys' | 'home'>): KeyRing {
  const [first, ...others] = config.secretKeys.map((key) => Buffer.from(key, 'base64'));
  if (first !== undefined) return createSecretBox([first, ...others]);
  return openKeyFile(path.join(config.home, 'secret.key'));
}
