import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { type Answer, type Exchange, html, page, renderPage } from '../kit/index.ts';
import { isRegistered } from './authorize.ts';
import { openidClient } from './client.ts';
import type { OpenidState } from './state.ts';

const Hint = z.object({ iss: z.string(), aud: z.string(), sub: z.string() });

/** Somebody signs out here too. A token of ours says who, also one that has expired; without one the client must. */
export function endSession(exchange: Exchange<OpenidState>): Answer {
  const { query, state, now } = exchange;
  const token = query.get('id_token_hint');
  const hint = token === null ? null : readHint(exchange, token);
  if (token !== null && hint === null) return refused('The id_token_hint is none of ours.');
  const client = query.get('client_id') ?? hint?.aud ?? null;
  if (client !== null && client !== openidClient.clientId) return refused('There is no such client.');
  const returnTo = query.get('post_logout_redirect_uri');
  if (returnTo !== null && client === null) return refused('Nobody says which client this is.');
  if (returnTo !== null && !isRegistered({ redirectUri: returnTo, registered: state.settings.redirectUris })) {
    return refused('The return address is not registered.');
  }
  state.signOuts.push({ subject: hint?.sub ?? null, atMs: now.getTime() });
  exchange.changed();
  if (returnTo === null) return goodbye();
  const address = new URL(returnTo);
  const given = query.get('state');
  if (given !== null) address.searchParams.set('state', given);
  return { status: 302, headers: { location: address.href, 'cache-control': 'no-store' }, body: undefined };
}

function readHint({ state, url }: Exchange<OpenidState>, token: string): z.infer<typeof Hint> | null {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const isOurs = state.keys.some(({ privatePem }) =>
    verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${payload}`),
      createPublicKey(privatePem),
      Buffer.from(signature, 'base64url'),
    ),
  );
  if (!isOurs) return null;
  const claims = Hint.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  return claims.iss === url && claims.aud === openidClient.clientId ? claims : null;
}

function goodbye(): Answer {
  return renderPage(
    page({ title: 'Signed out', lead: html`You are signed out here.`, isLive: false, content: html`<p>Goodbye.</p>` }),
  );
}

function refused(error: string): Answer {
  return { status: 400, contentType: 'text/plain; charset=utf-8', text: `${error}\n` };
}
