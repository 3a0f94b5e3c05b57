import { errors, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { Permission } from '#contracts';
import { SophiaError } from '#platform/errors';

export const tokenSeconds = 300;
const algorithm = 'EdDSA';
const issuer = 'sophia';
const audience = 'sophia-api';
const tokenType = 'at+jwt';

/** What an access token says of its holder. */
const AccessClaims = z.object({
  /** The user. */
  sub: z.string(),
  workspace: z.string(),
  session: z.string(),
  permissions: z.array(Permission),
  iat: z.int(),
  exp: z.int(),
});
type AccessClaims = z.infer<typeof AccessClaims>;

/** Signs the claims with an Ed25519 key. */
export async function signAccessToken({
  claims,
  keyId,
  privateKey,
}: {
  claims: AccessClaims;
  keyId: string;
  privateKey: JWK;
}): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, typ: tokenType, kid: keyId })
    .setIssuer(issuer)
    .setAudience(audience)
    .sign(await importJWK(privateKey, algorithm));
}

/**
 * The claims of a token that one of our keys has signed. One algorithm is taken, whatever the token says of itself.
 * Throws `token.invalid` or `token.expired`.
 */
export async function readAccessToken({
  token,
  findKey,
  now,
}: {
  token: string;
  /** The public key of an id; null where there is none. */
  findKey: (keyId: string) => Promise<JWK | null>;
  now: Date;
}): Promise<AccessClaims> {
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = kid === undefined ? null : await findKey(kid);
        if (key === null) throw new errors.JOSEError('No such key.');
        return importJWK({ ...key, alg: algorithm }, algorithm);
      },
      { algorithms: [algorithm], issuer, audience, typ: tokenType, currentDate: now, clockTolerance: 0 },
    );
    return AccessClaims.parse(payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new SophiaError('token.expired', 'Expected an access token that still holds, found one that has expired.');
    }
    if (error instanceof errors.JOSEError || error instanceof z.ZodError || error instanceof TypeError) {
      throw new SophiaError('token.invalid', 'Expected an access token as Sophia has issued it, found another.');
    }
    throw error;
  }
}
