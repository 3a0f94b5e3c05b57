import { z } from 'zod';
import type { Answer } from '../../kit/index.ts';
import { HubspotProblem, invalidInput, notFound } from '../hubspot-problem.ts';
import { appId, clientId, clientSecret, installedRefreshToken, portalId, simulatorToken } from '../portal.ts';
import { type Call, noContent, ok, parameter, readBody } from './call.ts';

const tokenLifeMs = 30 * 60_000;
const longestList = 500;

const TokenInput = z.object({
  grant_type: z.string(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  code: z.string().optional(),
  redirect_uri: z.string().optional(),
  refresh_token: z.string().optional(),
});
type TokenInput = z.infer<typeof TokenInput>;
const TokenOnly = z.object({ token: z.string() });
const KeyOnly = z.object({ tokenKey: z.string() });

/** The page on which a person would approve the app; here somebody always says yes. */
export function authorize({ exchange, state }: Call): Answer {
  const { query } = exchange;
  const redirectUri = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== clientId) throw invalidInput('The client_id does not match any app.');
  if (!URL.canParse(redirectUri)) throw invalidInput(`The redirect_uri is no address: ${redirectUri}`);
  const scopes = [query.get('scope'), query.get('optional_scope')]
    .flatMap((text) => text?.split(' ') ?? [])
    .filter((scope) => scope !== '');
  const code = `code-${exchange.count('authorization-code')}`;
  state.authorizationCodes[code] = scopes.length === 0 ? [...state.scopes] : scopes;
  const target = new URL(redirectUri);
  target.searchParams.set('code', code);
  const given = query.get('state');
  if (given !== null) target.searchParams.set('state', given);
  return { status: 302, headers: { location: target.href }, body: undefined };
}

/** An access token of thirty minutes, for a code or for a refresh token. */
export function issueToken(call: Call): Answer {
  const input = readBody(call, TokenInput);
  if (input.client_id !== clientId || input.client_secret !== clientSecret) {
    throw oauthProblem('BAD_CLIENT', 'The client_id or the client_secret is wrong.');
  }
  const refreshToken = renewed(call, refreshTokenFor(call, input));
  const scopes = call.state.refreshTokens[refreshToken] ?? [];
  const token = `CSim-access-${call.exchange.count('access-token')}`;
  const kept = call.state.accessTokens.slice(-longestList);
  call.state.accessTokens = [...kept, { token, refreshToken, expiresAtMs: call.nowMs + tokenLifeMs, scopes }];
  return ok({
    token_type: 'bearer',
    refresh_token: refreshToken,
    access_token: token,
    expires_in: tokenLifeMs / 1000,
    ...(call.exchange.path.startsWith('/oauth/v1/')
      ? {}
      : { token_use: 'access_token', hub_id: portalId, user_id: installerId(call), scopes }),
  });
}

export function describeAccessToken(call: Call): Answer {
  const token = parameter(call, 'token');
  const issued = call.state.accessTokens.find((known) => known.token === token);
  if (issued === undefined || issued.expiresAtMs <= call.nowMs) throw notFound('The access token is not valid.');
  const secondsLeft = Math.floor((issued.expiresAtMs - call.nowMs) / 1000);
  return ok({
    token,
    ...installation(call),
    scopes: issued.scopes,
    app_id: appId,
    expires_in: secondsLeft,
    token_type: 'access',
  });
}

/** Of a token that stays: whose it is, and what it may do. */
export function describeKey(call: Call): Answer {
  const { tokenKey } = readBody(call, KeyOnly);
  if (tokenKey !== simulatorToken) throw notFound('The access token is not valid.');
  return ok({ userId: installerId(call), hubId: portalId, appId, scopes: call.state.scopes });
}

export function describeRefreshToken(call: Call): Answer {
  const token = parameter(call, 'token');
  const scopes = call.state.refreshTokens[token];
  if (scopes === undefined) throw notFound('The refresh token is not valid.');
  return ok({ token, ...installation(call), scopes, client_id: clientId, token_type: 'refresh' });
}

/** The app is uninstalled: the refresh token is gone, its access tokens live out their time. */
export function revokeRefreshToken(call: Call): Answer {
  delete call.state.refreshTokens[parameter(call, 'token')];
  return noContent();
}

export function revokeToken(call: Call): Answer {
  const { token } = readBody(call, TokenOnly);
  delete call.state.refreshTokens[token];
  call.state.accessTokens = call.state.accessTokens.filter((issued) => issued.token !== token);
  return noContent();
}

export function introspectToken(call: Call): Answer {
  const { token } = readBody(call, TokenOnly);
  const issued = call.state.accessTokens.find((known) => known.token === token);
  const isActive = issued !== undefined && issued.expiresAtMs > call.nowMs;
  return ok(
    isActive ? { active: true, token, scopes: issued.scopes, hub_id: portalId, app_id: appId } : { active: false },
  );
}

function refreshTokenFor(call: Call, input: TokenInput): string {
  const { state } = call;
  if (input.grant_type === 'refresh_token') {
    const known = input.refresh_token ?? '';
    if (state.refreshTokens[known] === undefined)
      throw oauthProblem('BAD_REFRESH_TOKEN', 'missing or invalid refresh token');
    return known;
  }
  if (input.grant_type !== 'authorization_code') {
    throw oauthProblem('UNSUPPORTED_GRANT_TYPE', `The grant type ${input.grant_type} is not supported.`);
  }
  const scopes = state.authorizationCodes[input.code ?? ''];
  if (scopes === undefined) throw oauthProblem('BAD_AUTH_CODE', 'missing or unknown auth code');
  delete state.authorizationCodes[input.code ?? ''];
  const issued = `${installedRefreshToken}-${call.exchange.count('refresh-token')}`;
  state.refreshTokens[issued] = scopes;
  return issued;
}

/** HubSpot gives the same one again, and does not promise to. */
function renewed({ exchange, state }: Call, refreshToken: string): string {
  if (exchange.takeFault('new_refresh_token') === null) return refreshToken;
  const issued = `${installedRefreshToken}-renewed-${exchange.count('renewed-refresh-token')}`;
  state.refreshTokens[issued] = state.refreshTokens[refreshToken] ?? [];
  delete state.refreshTokens[refreshToken];
  return issued;
}

function oauthProblem(status: string, message: string): HubspotProblem {
  return new HubspotProblem({ status: 400, category: null, message, further: { status } });
}

function installation(call: Call): Record<string, unknown> {
  const { portal, owners } = call.state;
  return { user: owners[0]?.email ?? '', hub_domain: portal.domain, hub_id: portalId, user_id: installerId(call) };
}

function installerId({ state }: Call): number {
  return state.owners[0]?.userId ?? 0;
}
