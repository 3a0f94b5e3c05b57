import { SophiaError } from '#platform/errors';
import type { HubspotCredentials, TokenSource } from './auth.ts';
import type { Reading } from './read-records.ts';
import { TokenFacts } from './schema.ts';

export interface ScopeQuestion extends Reading {
  readonly tokens: TokenSource;
  readonly kind: HubspotCredentials['kind'];
}

/** The scopes that the token has, as HubSpot tells them; null where it does not. */
export async function askScopes({ client, paths, tokens, kind }: ScopeQuestion): Promise<readonly string[] | null> {
  const token = await tokens.token();
  const doing = 'describe the access token';
  try {
    const { scopes } =
      kind === 'oauth'
        ? await client.request({
            method: 'GET',
            path: paths.tokenFacts(token),
            kind: 'read',
            schema: TokenFacts,
            doing,
          })
        : await client.request({
            method: 'POST',
            path: paths.keyFacts,
            body: { tokenKey: token },
            kind: 'read',
            schema: TokenFacts,
            doing,
          });
    return scopes ?? null;
  } catch (error) {
    if (error instanceof SophiaError && error.code.startsWith('vendor.')) return null;
    throw error;
  }
}
