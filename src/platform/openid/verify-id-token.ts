import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { findSoundKey, type KeySet, signatureAlgorithms } from './find-sound-key.ts';

/** What a provider says of a person. */
const Claims = z.object({
  sub: z.string().min(1).max(255),
  nonce: z.string(),
  azp: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]),
  email: z.string().optional(),
  name: z.string().optional().catch(undefined),
  /** Some providers send it as text. */
  email_verified: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).optional(),
});

export interface ExpectedToken {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  readonly now: Date;
  readonly set: KeySet;
}

/** Who an ID token says somebody is. */
export interface KnownPerson {
  readonly email: string | null;
  readonly isVerified: boolean;
  readonly name: string | null;
}

/** Clocks of two machines differ by so much. */
const toleranceSeconds = 60;
const oldestSeconds = 600;

/**
 * Who a person is, from an ID token that is signed by its provider, for us, for this very sign-in, and still holds
 * (OpenID Connect Core 1.0, 3.1.3.7). Throws `openid.untrusted`.
 */
export async function verifyIdToken({
  token,
  expected,
}: {
  token: string;
  expected: ExpectedToken;
}): Promise<KnownPerson> {
  const { issuer, clientId, nonce, now, set } = expected;
  const claims = await readClaims(() =>
    jwtVerify(token, (header) => findSoundKey({ header, set }), {
      algorithms: [...signatureAlgorithms],
      issuer,
      audience: clientId,
      requiredClaims: ['exp', 'iat', 'sub', 'nonce'],
      maxTokenAge: oldestSeconds,
      currentDate: now,
      clockTolerance: toleranceSeconds,
    }),
  );
  if (claims.nonce !== nonce) throw untrusted('the nonce of this sign-in', 'another one');
  const isForSeveral = Array.isArray(claims.aud) && claims.aud.length > 1;
  if ((isForSeveral || claims.azp !== undefined) && claims.azp !== clientId) {
    throw untrusted('a token that was given to this client', 'one that was given to another');
  }
  const { email = null, name = null } = claims;
  return { email, isVerified: claims.email_verified === true, name };
}

async function readClaims(verify: () => Promise<{ payload: unknown }>): Promise<z.infer<typeof Claims>> {
  try {
    const { payload } = await verify();
    return Claims.parse(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError || isOfCrypto(error)) {
      throw untrusted('an ID token that holds', `one that does not: ${error.message}`);
    }
    if (error instanceof z.ZodError) throw untrusted('an ID token with sub, nonce and aud', 'another one');
    throw error;
  }
}

/** Node itself refuses keys whose numbers make no key. */
function isOfCrypto(error: unknown): error is Error {
  return (
    error instanceof Error && (error.name === 'DataError' || ('code' in error && String(error.code).startsWith('ERR_')))
  );
}

function untrusted(expected: string, found: string): SophiaError {
  return new SophiaError('openid.untrusted', `Expected ${expected}, found ${found}.`);
}
