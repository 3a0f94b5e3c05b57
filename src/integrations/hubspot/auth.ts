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

type OauthCredentials = HubspotCredentials & { kind: 'oauth' };

/** Where a renewed refresh token outlives the process. */
export interface TokenKeeper {
  /** The one that was kept last; null where there is none that came of these settings. */
  read(): Promise<string | null>;
  /** Whether it is kept now. */
  keep(token: string): Promise<boolean>;
}

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
  /** Null where a renewed refresh token lives as long as the process. */
  readonly keeper: TokenKeeper | null;
}

/** So long before its end a token is no longer used: a request may be on its way for a while. */
const marginMs = 60_000;

/**
 * Hands out the access token. An OAuth token is replaced by what HubSpot said of its life and never because of a 401,
 * which HubSpot says means nothing of the kind; whoever asks meanwhile waits for the same answer. A refresh token that
 * HubSpot has renewed goes before the one of the settings.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { credentials, clock, keeper } = options;
  if (credentials.kind === 'static') return { token: async () => credentials.accessToken };
  const oauth = credentials;
  /** Renewed, and not kept yet. */
  let renewed: string | null = null;
  let current: { readonly token: string; readonly endsAtMs: number } | null = null;
  let underWay: Promise<string> | null = null;
  async function refresh(): Promise<string> {
    const askedAtMs = clock.now().getTime();
    const { answer, refreshToken, isNewest } = await exchange({ options, credentials: oauth, renewed });
    const next = answer.refresh_token ?? refreshToken;
    if (next !== refreshToken || !isNewest) renewed = next;
    if (renewed !== null && keeper !== null && (await keeper.keep(renewed))) renewed = null;
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

interface Exchange {
  readonly answer: TokenAnswer;
  /** The one that was taken. */
  readonly refreshToken: string;
  /** False where a newer one was refused before it. */
  readonly isNewest: boolean;
}

/**
 * The newest refresh token is tried first. Where it is refused, another process may have renewed it meanwhile, or the
 * one that was kept may be of a time before a backup, so the others are tried once.
 */
async function exchange({
  options,
  credentials,
  renewed,
}: {
  options: TokenSourceOptions;
  credentials: OauthCredentials;
  renewed: string | null;
}): Promise<Exchange> {
  const tried: string[] = [];
  let refusal: SophiaError | null = null;
  for (;;) {
    const known = [renewed, (await options.keeper?.read()) ?? null, credentials.refreshToken];
    const refreshToken = known.find((token) => token !== null && !tried.includes(token));
    if (typeof refreshToken !== 'string') throw refusal ?? refused({ tokenUrl: options.tokenUrl, status: 400 });
    try {
      const answer = await requestToken({ ...options, credentials: { ...credentials, refreshToken } });
      return { answer, refreshToken, isNewest: tried.length === 0 };
    } catch (error) {
      if (!(error instanceof SophiaError) || error.code !== 'vendor.unauthorized') throw error;
      refusal = error;
      tried.push(refreshToken);
    }
  }
}

async function requestToken({
  credentials,
  fetch,
  tokenUrl,
}: TokenSourceOptions & { credentials: OauthCredentials }): Promise<TokenAnswer> {
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
  throw refused({ tokenUrl, status: response.status });
}

function refused({ tokenUrl, status }: { tokenUrl: string; status: number }): SophiaError {
  const found = `status ${status} from ${new URL(tokenUrl).host}`;
  return new SophiaError(
    'vendor.unauthorized',
    `Expected HubSpot to take HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET and HUBSPOT_REFRESH_TOKEN, found ${found}. Where the app was uninstalled it must be approved again.`,
    { details: { status, sent: false } },
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
