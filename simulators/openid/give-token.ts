import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import { openidClient } from './client.ts';
import type { OpenidState } from './state.ts';
import { writeIdToken } from './write-id-token.ts';

const Form = z.object({
  grant_type: z.string(),
  code: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string().regex(/^[\w.~-]{43,128}$/u),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});
type Form = z.infer<typeof Form>;

const codeLifetimeMs = 60_000;

/** An ID token for a code: once, within a minute, for the client and the browser that it was given to. */
export function giveToken(exchange: Exchange<OpenidState>): Answer {
  const form = Form.safeParse(exchange.body).data;
  if (form === undefined) return problem(400, 'invalid_request');
  if (!isClient({ exchange, form })) return problem(401, 'invalid_client');
  if (form.grant_type !== 'authorization_code') return problem(400, 'unsupported_grant_type');
  const given = exchange.state.codes.find(({ code }) => code === form.code);
  const person = exchange.state.people.find(({ subject }) => subject === given?.subject);
  if (given === undefined || person === undefined || given.isUsed) return problem(400, 'invalid_grant');
  given.isUsed = true;
  const isLate = exchange.now.getTime() - given.atMs > codeLifetimeMs;
  const challenge = createHash('sha256').update(form.code_verifier).digest('base64url');
  if (isLate || given.redirectUri !== form.redirect_uri || given.challenge !== challenge) {
    return problem(400, 'invalid_grant');
  }
  const token = writeIdToken({ exchange, person, nonce: given.nonce });
  const body = { access_token: 'not-used', token_type: 'Bearer', expires_in: 300, id_token: token };
  return { status: 200, headers: { 'cache-control': 'no-store' }, body };
}

function isClient({ exchange, form }: { exchange: Exchange<OpenidState>; form: Form }): boolean {
  const { clientId, clientSecret } = openidClient;
  if (exchange.state.settings.authMethod === 'client_secret_post') {
    return form.client_id === clientId && form.client_secret === clientSecret;
  }
  const expected = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
    'base64',
  );
  return exchange.headers.authorization === `Basic ${expected}`;
}

function problem(status: number, error: string): Answer {
  return { status, headers: { 'cache-control': 'no-store' }, body: { error } };
}
