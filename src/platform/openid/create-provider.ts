import { z } from 'zod';
import type { Clock } from '#platform/clock';
import { SophiaError } from '#platform/errors';
import type { Fetch } from '#platform/http-client';
import { KeySet } from './find-sound-key.ts';
import { readAnswer } from './read-answer.ts';

const Address = z.url({ protocol: /^https?$/ }).refine(isProtected, 'Expected an https address.');

/** What Sophia needs of a provider's description of itself (OpenID Connect Discovery 1.0). */
const Discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: Address,
  token_endpoint: Address,
  jwks_uri: Address,
  /** One that is not to be taken keeps nobody from signing in. */
  end_session_endpoint: Address.nullish().catch(null),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
export type Discovery = z.infer<typeof Discovery>;

/** What a provider publishes, each asked for once in a while. */
export interface Provider {
  discovery(): Promise<Discovery>;
  /** With `isNewer` the keys are asked for again, though not more often than once in half a minute. */
  keys(asked: { readonly isNewer: boolean }): Promise<KeySet>;
}

const asJson = { headers: { accept: 'application/json' } } as const;

interface Kept<Value> {
  readonly value: Value;
  readonly atMs: number;
}

const keptMs = 3_600_000;
const soonestMs = 30_000;

/** Reads what a provider publishes. Throws `openid.unreachable` where it cannot be reached or is another one. */
export function createProvider({ issuer, fetch, clock }: { issuer: string; fetch: Fetch; clock: Clock }): Provider {
  let discovered: Kept<Discovery> | null = null;
  let published: Kept<KeySet> | null = null;
  function age({ atMs }: { atMs: number }): number {
    return clock.now().getTime() - atMs;
  }
  async function discovery(): Promise<Discovery> {
    if (discovered !== null && age(discovered) < keptMs) return discovered.value;
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const value = await readAnswer({
      ask: () => fetch(address, asJson),
      schema: Discovery,
      what: 'a description of the provider',
    });
    if (value.issuer !== issuer) {
      throw new SophiaError(
        'openid.unreachable',
        `Expected the provider ${issuer}, found one that calls itself ${value.issuer}.`,
      );
    }
    discovered = { value, atMs: clock.now().getTime() };
    return value;
  }
  return {
    discovery,
    keys: async ({ isNewer }) => {
      const limitMs = isNewer ? soonestMs : keptMs;
      if (published !== null && age(published) < limitMs) return published.value;
      const { jwks_uri: address } = await discovery();
      const value = await readAnswer({
        ask: () => fetch(address, asJson),
        schema: KeySet,
        what: 'the keys of the provider',
      });
      published = { value, atMs: clock.now().getTime() };
      return value;
    },
  };
}

/** On this machine nobody listens in. */
function isProtected(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
}
