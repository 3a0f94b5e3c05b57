import { z } from 'zod';
import type { SecretBox } from '#platform/crypto';
import { SophiaError } from '#platform/errors';
import { readCookie } from './session-cookie.ts';

const SignedInThere = z.strictObject({ idToken: z.string() });

const cookieName = 'sophia_provider';
const lifetimeSeconds = 86_400;
/** Browsers keep no cookie of more than 4,096 bytes. */
const longest = 3800;

/**
 * A `Set-Cookie` with which the browser keeps that its session came by the provider, with the ID token encrypted where
 * it is short enough; or with null that forgets it.
 */
export function providerCookie({
  idToken,
  box,
  secure,
}: {
  idToken: string | null;
  box: SecretBox;
  secure: boolean;
}): string {
  const sealed = idToken === null ? '' : box.seal(JSON.stringify({ idToken }));
  const value = sealed.length > longest ? 'long' : sealed;
  const age = idToken === null ? 0 : lifetimeSeconds;
  const parts = [`${cookieName}=${value}`, 'Path=/sign-in/openid', 'HttpOnly', 'SameSite=Lax', `Max-Age=${age}`];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}

/**
 * What a browser has of its sign-in with the provider: null where it has none, and no token where that was too long or
 * can no longer be read.
 */
export function readProviderCookie({
  header,
  box,
}: {
  header: string | undefined;
  box: SecretBox;
}): { readonly idToken: string | null } | null {
  const value = readCookie({ header, name: cookieName });
  if (value === null || value === '') return null;
  try {
    const text = box.open(value);
    const there = SignedInThere.safeParse(JSON.parse(text ?? 'null'));
    return there.data ?? { idToken: null };
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'secret.damaged') return { idToken: null };
    throw error;
  }
}
