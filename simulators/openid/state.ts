import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../world/schema.ts';

/** Somebody who can sign in at the provider. */
const Person = z.strictObject({ subject: z.string(), name: z.string(), email: z.string(), isVerified: z.boolean() });
export type Person = z.infer<typeof Person>;

/** A code that was given out, with what it is bound to. */
const Code = z.strictObject({
  code: z.string(),
  redirectUri: z.string(),
  nonce: z.string().nullable(),
  challenge: z.string(),
  subject: z.string(),
  atMs: z.number(),
  isUsed: z.boolean(),
});

const SigningKey = z.strictObject({ kid: z.string(), privatePem: z.string() });
export type SigningKey = z.infer<typeof SigningKey>;

/** What `POST /_control/settings` changes. */
export const OpenidSettings = z.strictObject({
  /** How the client proves itself at the token endpoint. */
  authMethod: z.enum(['client_secret_basic', 'client_secret_post']),
  /** Return addresses that are registered, beside any of this machine. */
  redirectUris: z.array(z.url()),
  /** Whether there is an address to sign out; where nothing is said there is. */
  endsSessions: z.boolean().optional(),
});

export const OpenidState = z.strictObject({
  people: z.array(Person),
  codes: z.array(Code),
  /** Who has signed out, by the ID token that was shown; null where none was. */
  signOuts: z.array(z.strictObject({ subject: z.string().nullable(), atMs: z.number() })).default([]),
  /** The first signs; all are published. */
  keys: z.array(SigningKey).min(1),
  settings: OpenidSettings,
});
export type OpenidState = z.infer<typeof OpenidState>;

/** The people of the world's company, each with a verified address, and nobody signed in. */
export function openidStateOf({ world, previous }: { world: World; previous: OpenidState | null }): OpenidState {
  return {
    people: world.employees.map(({ key, firstName, lastName, email }) => ({
      subject: `person-${key}`,
      name: `${firstName} ${lastName}`,
      email,
      isVerified: true,
    })),
    codes: [],
    signOuts: [],
    keys: previous?.keys.slice(0, 1) ?? [createKey('key-1')],
    settings: { authMethod: 'client_secret_basic', redirectUris: [] },
  };
}

export function createKey(kid: string): SigningKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}
