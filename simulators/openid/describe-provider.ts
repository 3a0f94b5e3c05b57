import { createPublicKey } from 'node:crypto';
import type { Answer, Exchange } from '../kit/index.ts';
import type { OpenidState } from './state.ts';

/** What the provider says of itself. */
export function describeProvider({ url, state }: Exchange<OpenidState>): Answer {
  return {
    status: 200,
    body: {
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/keys`,
      ...(state.settings.endsSessions === false ? {} : { end_session_endpoint: `${url}/end-session` }),
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'email', 'profile'],
      claims_supported: ['sub', 'email', 'email_verified', 'name'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: [state.settings.authMethod],
      authorization_response_iss_parameter_supported: true,
    },
  };
}

/** The public half of each key. */
export function listKeys({ state }: Exchange<OpenidState>): Answer {
  const keys = state.keys.map(({ kid, privatePem }) => ({
    ...createPublicKey(privatePem).export({ format: 'jwk' }),
    kid,
    use: 'sig',
    alg: 'RS256',
  }));
  return { status: 200, headers: { 'cache-control': 'public, max-age=3600' }, body: { keys } };
}
