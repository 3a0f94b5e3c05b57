import type { Answer, Exchange } from '../kit/index.ts';
import { findUser } from './find.ts';
import { type Method, tiers } from './methods/method.ts';
import { SlackError } from './slack-error.ts';
import { JsonObject, type SlackState, type Token } from './state.ts';
import type { Workspace } from './workspace.ts';

/** One call of the Web API: status 200 whatever happens, and what happened in the body. */
export function callMethod(
  workspace: Workspace,
  { method, exchange }: { method: Method; exchange: Exchange<SlackState> },
): Answer {
  try {
    const planted = exchange.takeFault('slack_error');
    if (planted !== null) throw new SlackError(String(planted.detail['error'] ?? 'fatal_error'));
    const given = readArguments(exchange);
    const token = readToken({ state: workspace.state, method, given, exchange });
    requireQuota(workspace, { method, token });
    const body = method.answer({ workspace, token, given });
    return { status: 200, headers: scopeHeaders({ method, token }), body: { ok: true, ...body } };
  } catch (error) {
    if (error instanceof SlackError) return answerError(error);
    throw error;
  }
}

export function answerError({ code, details }: SlackError): Answer {
  const { retryAfterSeconds, ...rest } = details;
  const body = { ok: false, error: code, ...rest };
  if (code !== 'ratelimited') return { status: 200, body };
  return { status: 429, headers: { 'retry-after': String(retryAfterSeconds ?? 1) }, body };
}

function readArguments(exchange: Exchange<SlackState>): JsonObject {
  const isJson = exchange.headers['content-type']?.startsWith('application/json') === true;
  if (exchange.body === undefined) throw new SlackError(isJson ? 'invalid_json' : 'invalid_form_data');
  const body = JsonObject.safeParse(exchange.body ?? {});
  if (!body.success) throw new SlackError('json_not_object');
  return { ...basicCredentials(exchange), ...Object.fromEntries(exchange.query), ...body.data };
}

/** OAuth calls may name the client in a header. */
function basicCredentials({ headers }: Exchange<SlackState>): JsonObject {
  const encoded = /^Basic (.+)$/u.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return {};
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { client_id: id, client_secret: secret };
}

function readToken(input: {
  state: SlackState;
  method: Method;
  given: JsonObject;
  exchange: Exchange<SlackState>;
}): Token | null {
  const { state, method, given, exchange } = input;
  const bearer = /^Bearer (.+)$/u.exec(exchange.headers.authorization ?? '')?.[1];
  const value = bearer ?? (typeof given['token'] === 'string' ? given['token'] : undefined);
  if (value === undefined || value === '') {
    if (method.tokens.includes('none')) return null;
    throw new SlackError('not_authed');
  }
  const token = state.tokens.find((each) => each.value === value);
  if (token === undefined) throw new SlackError('invalid_auth');
  if (token.revoked) throw new SlackError('token_revoked');
  if (findUser(state, token.userId)?.deactivated === true) throw new SlackError('account_inactive');
  if (!method.tokens.includes(token.kind)) throw new SlackError('not_allowed_token_type');
  const needed = method.scopes;
  if (needed.length > 0 && !needed.some((scope) => token.scopes.includes(scope))) {
    throw new SlackError('missing_scope', { needed: needed.join(','), provided: token.scopes.join(',') });
  }
  return token;
}

/** Each method has its own minute. */
function requireQuota({ tools }: Workspace, { method, token }: { method: Method; token: Token | null }): void {
  const key = `${method.name} ${token?.value ?? ''}`;
  const verdict = tools.limits.take({ key, limit: tiers[method.tier], windowMs: 60_000 });
  if (verdict.allowed) return;
  throw new SlackError('ratelimited', { retryAfterSeconds: Math.max(1, Math.ceil(verdict.retryAfterMs / 1000)) });
}

function scopeHeaders({ method, token }: { method: Method; token: Token | null }): Record<string, string> {
  if (token === null) return {};
  return { 'x-oauth-scopes': token.scopes.join(','), 'x-accepted-oauth-scopes': method.scopes.join(',') };
}
