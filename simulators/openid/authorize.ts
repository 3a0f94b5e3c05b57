import { type Answer, type Exchange, html, page, renderPage } from '../kit/index.ts';
import { openidClient } from './client.ts';
import type { OpenidState } from './state.ts';

/** What somebody is sent here with, once the client and its return address are known. */
interface Asked {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly nonce: string | null;
  readonly challenge: string;
}

/** The page on which somebody says who they are. There is no password: nobody is real. */
export function authorize(exchange: Exchange<OpenidState>): Answer {
  const asked = readAsked(exchange);
  if ('status' in asked) return asked;
  const search = exchange.query.toString();
  return renderPage(
    page({
      title: 'Sign in',
      lead: html`<code>${openidClient.clientId}</code> asks who you are, and gets your e-mail address.`,
      isLive: false,
      content: html`<ul>${exchange.state.people.map(
        ({ subject, name, email }) =>
          html`<li><a href="/authorize/as/${subject}?${search}">${name} (${email})</a></li>`,
      )}</ul>
<p><a href="/authorize/as-nobody?${search}">Do not sign in</a></p>`,
    }),
  );
}

/** Somebody has said who they are: back, with a code. */
export function choosePerson(exchange: Exchange<OpenidState>): Answer {
  const asked = readAsked(exchange);
  if ('status' in asked) return asked;
  const { parameters, state, now } = exchange;
  const person = state.people.find(({ subject }) => subject === parameters['subject']);
  if (person === undefined) return refused('There is nobody of that name here.');
  const code = `code-${exchange.count('code')}`;
  const { redirectUri, nonce, challenge } = asked;
  state.codes.push({
    code,
    redirectUri,
    nonce,
    challenge,
    subject: person.subject,
    atMs: now.getTime(),
    isUsed: false,
  });
  exchange.changed();
  return back(exchange, { asked, answer: { code } });
}

export function chooseNobody(exchange: Exchange<OpenidState>): Answer {
  const asked = readAsked(exchange);
  return 'status' in asked ? asked : back(exchange, { asked, answer: { error: 'access_denied' } });
}

/** A wrong client or return address is said here; whatever else is wrong is said to the client. */
function readAsked(exchange: Exchange<OpenidState>): Asked | Answer {
  const { query, state } = exchange;
  const redirectUri = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== openidClient.clientId) return refused('There is no such client.');
  if (!isRegistered({ redirectUri, registered: state.settings.redirectUris })) {
    return refused('The return address is not registered.');
  }
  const challenge = query.get('code_challenge') ?? '';
  const asked = { redirectUri, state: query.get('state'), nonce: query.get('nonce'), challenge };
  if (query.get('response_type') !== 'code') {
    return back(exchange, { asked, answer: { error: 'unsupported_response_type' } });
  }
  if (!(query.get('scope') ?? '').split(' ').includes('openid')) {
    return back(exchange, { asked, answer: { error: 'invalid_scope' } });
  }
  if (!/^[\w-]{43}$/u.test(challenge) || query.get('code_challenge_method') !== 'S256') {
    return back(exchange, { asked, answer: { error: 'invalid_request' } });
  }
  return asked;
}

/** Any address of this machine is. */
export function isRegistered({
  redirectUri,
  registered,
}: {
  redirectUri: string;
  registered: readonly string[];
}): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { hostname, hash } = new URL(redirectUri);
  if (hash !== '') return false;
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) || registered.includes(redirectUri);
}

function back(
  exchange: Exchange<OpenidState>,
  { asked, answer }: { asked: Asked; answer: Readonly<Record<string, string>> },
): Answer {
  const address = new URL(asked.redirectUri);
  const iss = exchange.takeFault('other_issuer_in_answer') === null ? exchange.url : 'https://other-provider.example';
  const state = exchange.takeFault('wrong_state') === null ? asked.state : 'another-state';
  const all = { ...answer, iss, ...(state === null ? {} : { state }) };
  for (const [name, value] of Object.entries(all)) address.searchParams.set(name, value);
  return { status: 302, headers: { location: address.href, 'cache-control': 'no-store' }, body: undefined };
}

function refused(error: string): Answer {
  return { status: 400, contentType: 'text/plain; charset=utf-8', text: `${error}\n` };
}
