import type { Clock } from '#platform/clock';
import { SophiaError } from '#platform/errors';
import type { Fetch } from '#platform/http-client';
import { TokenAnswer } from './schema.ts';

/** A token that stays, or the three parts by which an OAuth app gets one for half an hour. */
export type HubspotCredentials =
  | { readonly kind: 'static'; readonly accessToken: string }
  | {
      readonly kind: 'oauth';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
    };

export interface TokenSource {
  /** A token that is valid for a while yet. */
  token(): Promise<string>;
}

export interface TokenSourceOptions {
  readonly credentials: HubspotCredentials;
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** The whole address of the token endpoint. */
  readonly tokenUrl: string;
}

/** So long before its end a token is no longer used: a request may be on its way for a while. */
const marginMs = 60_000;

/**
 * Hands out the access token. An OAuth token is replaced by what HubSpot said of its life and never because of a 401,
 * which HubSpot says means nothing of the kind; whoever asks meanwhile waits for the same answer.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { credentials, clock } = options;
  if (credentials.kind === 'static') return { token: async () => credentials.accessToken };
  const { clientId, clientSecret } = credentials;
  let { refreshToken } = credentials;
  let current: { readonly token: string; readonly endsAtMs: number } | null = null;
  let underWay: Promise<string> | null = null;
  async function refresh(): Promise<string> {
    const askedAtMs = clock.now().getTime();
    const answer = await requestToken({
      ...options,
      credentials: { kind: 'oauth', clientId, clientSecret, refreshToken },
    });
    refreshToken = answer.refresh_token ?? refreshToken;
    current = { token: answer.access_token, endsAtMs: askedAtMs + answer.expires_in * 1000 };
    return current.token;
  }
  return {
    token: async () => {
      if (current !== null && clock.now().getTime() < current.endsAtMs - marginMs) return current.token;
      underWay ??= refresh().finally(() => {
        underWay = null;
      });
      return underWay;
    },
  };
}

async function requestToken({
  credentials,
  fetch,
  tokenUrl,
}: TokenSourceOptions & { credentials: HubspotCredentials & { kind: 'oauth' } }): Promise<TokenAnswer> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      refresh_token: credentials.refreshToken,
    }).toString(),
  });
  if (response.ok) return readToken(response);
  const found = `status ${response.status} from ${new URL(tokenUrl).host}`;
  if (response.status >= 500 || response.status === 429) {
    throw new SophiaError('vendor.unavailable', `Expected a new access token, found ${found}.`, {
      details: { status: response.status, sent: false },
    });
  }
  throw new SophiaError(
    'vendor.unauthorized',
    `Expected HubSpot to take HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET and HUBSPOT_REFRESH_TOKEN, found ${found}. Where the app was uninstalled it must be approved again.`,
    { details: { status: response.status, sent: false } },
  );
}

async function readToken(response: Response): Promise<TokenAnswer> {
  try {
    return TokenAnswer.parse(await response.json());
  } catch (cause) {
    throw new SophiaError(
      'vendor.malformed',
      'Expected an access token with its life from HubSpot, found something else.',
      {
        cause,
        details: { sent: false },
      },
    );
  }
}
