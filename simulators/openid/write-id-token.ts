import { createHmac, sign } from 'node:crypto';
import type { Exchange } from '../kit/index.ts';
import { openidClient } from './client.ts';
import { createKey, type OpenidState, type Person } from './state.ts';

const lifetimeSeconds = 300;

/** What the simulator can be told to get wrong in an ID token. */
export const tokenFaults = [
  'wrong_nonce',
  'no_nonce',
  'wrong_audience',
  'wrong_issuer',
  'other_party',
  'unverified_email',
  'no_email',
  'expired',
  'issued_long_ago',
  'unsigned',
  'signed_with_secret',
  'foreign_key',
  'damaged_signature',
] as const;
type TokenFault = (typeof tokenFaults)[number];

/** An ID token for a person, as it should be or as a planted fault has it. */
export function writeIdToken({
  exchange,
  person,
  nonce,
}: {
  exchange: Exchange<OpenidState>;
  person: Person;
  nonce: string | null;
}): string {
  const fault = tokenFaults.find((kind) => exchange.takeFault(kind) !== null) ?? null;
  const claims = claimsFor({ exchange, person, nonce, fault });
  const [key] = exchange.state.keys;
  const { kid, privatePem } = key ?? createKey('key-1');
  switch (fault) {
    case 'unsigned':
      return `${contentOf({ alg: 'none', typ: 'JWT' }, claims)}.`;
    case 'signed_with_secret': {
      const content = contentOf({ alg: 'HS256', typ: 'JWT', kid }, claims);
      return `${content}.${createHmac('sha256', openidClient.clientSecret).update(content).digest('base64url')}`;
    }
    case 'foreign_key':
      return signed({ kid, privatePem: createKey(kid).privatePem, claims });
    case 'damaged_signature':
      return damaged(signed({ kid, privatePem, claims }));
    default:
      return signed({ kid, privatePem, claims });
  }
}

function claimsFor({
  exchange,
  person,
  nonce,
  fault,
}: {
  exchange: Exchange<OpenidState>;
  person: Person;
  nonce: string | null;
  fault: TokenFault | null;
}): Record<string, unknown> {
  const nowSeconds = Math.floor(exchange.now.getTime() / 1000);
  const issuedAt = fault === 'expired' || fault === 'issued_long_ago' ? nowSeconds - 3600 : nowSeconds;
  const lifetime = fault === 'issued_long_ago' ? 7200 : lifetimeSeconds;
  const saidNonce = fault === 'wrong_nonce' ? 'another-nonce' : nonce;
  return {
    iss: fault === 'wrong_issuer' ? 'https://other-provider.example' : exchange.url,
    aud: fault === 'wrong_audience' ? 'another-client' : openidClient.clientId,
    ...(fault === 'other_party' ? { azp: 'another-client' } : {}),
    sub: person.subject,
    name: person.name,
    ...(fault === 'no_email' ? {} : { email: person.email }),
    email_verified: fault === 'unverified_email' ? false : person.isVerified,
    ...(saidNonce === null || fault === 'no_nonce' ? {} : { nonce: saidNonce }),
    iat: issuedAt,
    exp: issuedAt + lifetime,
  };
}

function signed({ kid, privatePem, claims }: { kid: string; privatePem: string; claims: unknown }): string {
  const content = contentOf({ alg: 'RS256', typ: 'JWT', kid }, claims);
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privatePem).toString('base64url')}`;
}

function contentOf(header: unknown, claims: unknown): string {
  return `${encode(header)}.${encode(claims)}`;
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function damaged(token: string): string {
  const place = token.lastIndexOf('.') + 1;
  const signature = Buffer.from(token.slice(place), 'base64url');
  return token.slice(0, place) + Buffer.from(signature.map((byte) => byte ^ 0x5a)).toString('base64url');
}
