import { importJWK, type JWK, type JWTHeaderParameters } from 'jose';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { rsaFault } from './rsa-fault.ts';

/** The signatures that are taken, each with the keys that it is made with. None has a secret that two know. */
const keyOf = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
} as const;
type Algorithm = keyof typeof keyOf;

export const signatureAlgorithms: readonly string[] = Object.keys(keyOf);

const Key = z.object({
  kty: z.string(),
  alg: z.string().optional(),
  kid: z.string().optional(),
  use: z.string().optional(),
  key_ops: z.array(z.string()).optional(),
  crv: z.string().optional(),
  x: z.string().optional(),
  y: z.string().optional(),
  n: z.string().optional(),
  e: z.string().optional(),
});
type Key = z.infer<typeof Key>;

/** A set of public keys as a provider publishes it. */
export const KeySet = z.object({ keys: z.array(Key).max(200) });
export type KeySet = z.infer<typeof KeySet>;

/** None of a set of keys is the one that a signature names. */
export class NoSuchKey extends SophiaError {}

/**
 * The one key of a set that a signature may be checked with: of the kind that the algorithm has, made for signatures,
 * and strong. Throws `openid.untrusted`; as `NoSuchKey` where a newer set may have it.
 */
export async function findSoundKey({ header, set }: { header: JWTHeaderParameters; set: KeySet }) {
  const { alg, kid } = header;
  if (!isAlgorithm(alg))
    throw untrusted(`a signature with one of ${signatureAlgorithms.join(', ')}`, `one with ${alg}`);
  assertOneKind(set);
  const named = set.keys.filter((key) => kid === undefined || key.kid === kid);
  const fitting = named.filter((key) => fits({ key, alg }));
  const [key, ...others] = fitting;
  if (key === undefined) {
    throw new NoSuchKey(
      'openid.untrusted',
      `Expected a key for signatures with ${alg}, found none that the provider names.`,
    );
  }
  if (others.length > 0) throw untrusted('one key that the signature names', `${fitting.length}`);
  const fault = key.kty === 'RSA' ? rsaFault({ modulus: key.n ?? '', exponent: key.e ?? '' }) : null;
  if (fault !== null) throw untrusted('a strong key', `one ${fault}`);
  return importJWK(publicPart(key), alg);
}

function isAlgorithm(alg: string | undefined): alg is Algorithm {
  return alg !== undefined && Object.hasOwn(keyOf, alg);
}

/** A set that mixes secrets with public keys, or gives two the same name, is not one to trust. */
function assertOneKind({ keys }: KeySet): void {
  if (keys.some(({ kty }) => kty === 'oct')) throw untrusted('public keys alone', 'a secret among them');
  const names = keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid]));
  if (new Set(names).size < names.length) throw untrusted('a name of its own for each key', 'one that two have');
}

function fits({ key, alg }: { key: Key; alg: Algorithm }): boolean {
  const { kty, ...rest } = keyOf[alg];
  const isKind = key.kty === kty && (!('crv' in rest) || key.crv === rest.crv);
  const isForIt = key.alg === undefined || key.alg === alg;
  const isForSignatures = key.use === undefined || key.use === 'sig';
  return isKind && isForIt && isForSignatures && (key.key_ops === undefined || key.key_ops.includes('verify'));
}

function publicPart({ kty, crv, x, y, n, e }: Key): JWK {
  const fields = { crv, x, y, n, e };
  return { kty, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) };
}

function untrusted(expected: string, found: string): SophiaError {
  return new SophiaError('openid.untrusted', `Expected ${expected}, found ${found}.`);
}
