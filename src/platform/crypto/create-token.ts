import { createHash, randomBytes } from 'node:crypto';

/** A secret that nobody guesses (256 bits), with a prefix that says what it is for. */
export function createToken(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of such a secret. One that is drawn by chance needs no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
