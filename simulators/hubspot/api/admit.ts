import type { Exchange } from '../../kit/index.ts';
import { HubspotProblem } from '../hubspot-problem.ts';
import { developerKey, simulatorToken } from '../portal.ts';
import type { HubspotState } from '../state.ts';

/** The rights of whoever is asking; throws HubSpot's 401 for anybody else. */
export function admit(exchange: Exchange<HubspotState>, credential: 'token' | 'developer' | 'none'): readonly string[] {
  const { state } = exchange;
  if (credential === 'none') return [];
  const token = bearerOf(exchange);
  if (credential === 'developer') {
    if (exchange.query.get('hapikey') === developerKey || token === simulatorToken) return state.scopes;
    throw unauthorized();
  }
  if (token === simulatorToken) return state.scopes;
  const issued = state.accessTokens.find((known) => known.token === token);
  if (issued === undefined) throw unauthorized();
  const expiredForMs = exchange.now.getTime() - issued.expiresAtMs;
  if (expiredForMs >= 0) throw expired(Math.floor(expiredForMs / 1000));
  return issued.scopes.filter((scope) => state.scopes.includes(scope));
}

export function bearerOf(exchange: Exchange<HubspotState>): string {
  return /^Bearer (?<token>\S+)$/u.exec(exchange.headers.authorization ?? '')?.groups?.['token'] ?? '';
}

export function expired(seconds: number): HubspotProblem {
  return new HubspotProblem({
    status: 401,
    category: 'EXPIRED_AUTHENTICATION',
    message: `The OAuth token used to make this call expired ${seconds} second(s) ago.`,
  });
}

export function unauthorized(): HubspotProblem {
  return new HubspotProblem({
    status: 401,
    category: 'INVALID_AUTHENTICATION',
    message:
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
  });
}
