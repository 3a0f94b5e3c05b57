import { z } from 'zod';
import type { SecretBox } from '#platform/crypto';
import { SophiaError } from '#platform/errors';
import { readCookie } from './session-cookie.ts';

/** A sign-in with a provider that this browser has begun. */
const BegunSignIn = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  /** Where one goes afterward. */
  next: z.string(),
  atMs: z.number(),
});
export type BegunSignIn = z.infer<typeof BegunSignIn>;

const cookieName = 'sophia_openid';
const lifetimeSeconds = 600;

/** A `Set-Cookie` with which the browser keeps a sign-in that has begun, encrypted; or with null that forgets it. */
export function openidCookie({
  begun,
  box,
  secure,
}: {
  begun: BegunSignIn | null;
  box: SecretBox;
  secure: boolean;
}): string {
  const value = begun === null ? '' : box.seal(JSON.stringify(begun));
  const age = begun === null ? 0 : lifetimeSeconds;
  const parts = [`${cookieName}=${value}`, 'Path=/sign-in/openid', 'HttpOnly', 'SameSite=Lax', `Max-Age=${age}`];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}

/** The sign-in that a browser has begun; null where it has none, where it is too old, or where it is not ours. */
export function readOpenidCookie({
  header,
  box,
  now,
}: {
  header: string | undefined;
  box: SecretBox;
  now: Date;
}): BegunSignIn | null {
  const sealed = readCookie({ header, name: cookieName });
  const text = sealed === null ? null : opened({ box, sealed });
  if (text === null) return null;
  const begun = BegunSignIn.parse(JSON.parse(text));
  return now.getTime() - begun.atMs > lifetimeSeconds * 1000 ? null : begun;
}

function opened({ box, sealed }: { box: SecretBox; sealed: string }): string | null {
  try {
    return box.open(sealed);
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'secret.damaged') return null;
    throw error;
  }
}
