import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '#platform/clock';
import { SophiaError } from '#platform/errors';
import type { Fetch, HttpClient } from '#platform/http-client';
import { createProvider, type Provider } from './create-provider.ts';
import { NoSuchKey } from './find-sound-key.ts';
import type { OpenidAnswer, OpenidAttempt, OpenidClient, OpenidSettings } from './openid-client.ts';
import { parseAnswer, readAnswer } from './read-answer.ts';
import { type KnownPerson, verifyIdToken } from './verify-id-token.ts';

interface Parts {
  readonly settings: OpenidSettings;
  readonly provider: Provider;
  readonly fetch: Fetch;
  readonly clock: Clock;
}

const TokenAnswer = z.object({ id_token: z.string().min(1).max(16_384) });
const TokenError = z.object({ error: z.string().max(100) });

/** A client of one provider: authorization code with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 7636). */
export function createOpenidClient({
  settings,
  httpClient,
  clock,
}: {
  settings: OpenidSettings;
  httpClient: HttpClient;
  clock: Clock;
}): OpenidClient {
  const fetch = httpClient.createFetch({ policy: { timeoutMs: 10_000, retries: 1, maxResponseBytes: 1_000_000 } });
  const provider = createProvider({ issuer: settings.issuer, fetch, clock });
  const parts = { settings, provider, fetch, clock };
  return {
    name: new URL(settings.issuer).host,
    begin: async ({ redirectUri }) => {
      const { authorization_endpoint: endpoint } = await provider.discovery();
      const attempt = { state: secret(), nonce: secret(), verifier: secret(), redirectUri };
      return { address: addressFor({ endpoint, settings, attempt }), attempt };
    },
    end: async ({ attempt, answer }) => {
      const code = await checkAnswer({ parts, attempt, answer });
      const token = await exchange({ parts, attempt, code });
      const person = await verify({ parts, attempt, token });
      return { issuer: settings.issuer, ...person, idToken: token };
    },
    leave: async ({ idToken, returnTo }) => {
      const { end_session_endpoint: endpoint } = await provider.discovery();
      if (endpoint === null || endpoint === undefined) return null;
      const parameters = {
        client_id: settings.clientId,
        post_logout_redirect_uri: returnTo,
        ...(idToken === null ? {} : { id_token_hint: idToken }),
      };
      return withParameters(endpoint, parameters);
    },
  };
}

function addressFor({
  endpoint,
  settings,
  attempt,
}: {
  endpoint: string;
  settings: OpenidSettings;
  attempt: OpenidAttempt;
}): string {
  const { state, nonce, verifier, redirectUri } = attempt;
  const parameters = {
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: redirectUri,
    scope: settings.asksName === true ? 'openid email profile' : 'openid email',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  return withParameters(endpoint, parameters);
}

function withParameters(endpoint: string, parameters: Readonly<Record<string, string>>): string {
  const address = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}

/** The code of an answer that belongs to the attempt and comes from this provider. */
async function checkAnswer({
  parts,
  attempt,
  answer,
}: {
  parts: Parts;
  attempt: OpenidAttempt;
  answer: OpenidAnswer;
}): Promise<string> {
  const { state, code, error, iss } = answer;
  if (state === null || !isSame(state, attempt.state)) throw mismatch('the state of this sign-in', 'another one');
  const discovery = await parts.provider.discovery();
  const saysWho = discovery.authorization_response_iss_parameter_supported === true;
  if ((iss !== null || saysWho) && iss !== parts.settings.issuer) {
    throw mismatch(`an answer of ${parts.settings.issuer}`, 'one of another provider');
  }
  if (error !== null) {
    const found = `found that it answers ${wordOf(error)}`;
    throw new SophiaError('openid.refused', `Expected the provider to let somebody in, ${found}.`);
  }
  if (code === null) throw mismatch('a code', 'an answer without one');
  return code;
}

async function exchange({
  parts,
  attempt,
  code,
}: {
  parts: Parts;
  attempt: OpenidAttempt;
  code: string;
}): Promise<string> {
  const { settings, provider, fetch } = parts;
  const { token_endpoint: address, token_endpoint_auth_methods_supported: methods } = await provider.discovery();
  const isInBody = methods !== undefined && !methods.includes('client_secret_basic');
  const { clientId, clientSecret } = settings;
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: attempt.redirectUri,
    code_verifier: attempt.verifier,
    ...(isInBody ? { client_id: clientId, client_secret: clientSecret } : {}),
  });
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    ...(isInBody ? {} : { authorization: `Basic ${basic}` }),
  };
  const what = 'an ID token for the code';
  const answer = await readAnswer({
    ask: () => fetch(address, { method: 'POST', headers, body: form.toString() }),
    schema: TokenAnswer,
    what,
    refused: async (response) => {
      const { error } = await parseAnswer({ response, schema: TokenError, what });
      return new SophiaError('openid.refused', `Expected ${what}, found that the provider answers ${wordOf(error)}.`);
    },
  });
  return answer.id_token;
}

/** A provider that has changed its keys since is asked for them again. */
async function verify({
  parts,
  attempt,
  token,
}: {
  parts: Parts;
  attempt: OpenidAttempt;
  token: string;
}): Promise<KnownPerson> {
  const { settings, provider, clock } = parts;
  async function tryWith({ isNewer }: { isNewer: boolean }) {
    const set = await provider.keys({ isNewer });
    return verifyIdToken({ token, expected: { ...settings, nonce: attempt.nonce, now: clock.now(), set } });
  }
  try {
    return await tryWith({ isNewer: false });
  } catch (error) {
    if (error instanceof NoSuchKey) return tryWith({ isNewer: true });
    throw error;
  }
}

/** What stands in an address can be anything. */
function wordOf(error: string): string {
  return /^[\w.-]{1,100}$/.test(error) ? error : 'an error without a name';
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function mismatch(expected: string, found: string): SophiaError {
  return new SophiaError('openid.mismatch', `Expected ${expected}, found ${found}.`);
}
