import type { Answer, Exchange } from '../kit/index.ts';
import { botScopes, slackConstants } from './constants.ts';
import type { SlackState } from './state.ts';
import type { Workspace } from './workspace.ts';

const lifeOfCodes = 20;

/** The page where an administrator would agree: this one agrees at once and goes back with a code. */
export function authorizeApp({ state, tools }: Workspace, { query }: Exchange<SlackState>): Answer {
  const redirect = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== slackConstants.clientId) return refuse('There is no app with this client_id.');
  if (!URL.canParse(redirect)) return refuse('The redirect_uri must be a whole address.');
  const scopes = (query.get('scope') ?? '').split(',').filter((scope) => scope !== '');
  const unknown = scopes.find((scope) => !botScopes.includes(scope) && scope !== 'chat:write.public');
  if (unknown !== undefined) return refuse(`Invalid permissions requested: ${unknown}.`);
  const code = `8100003.${tools.count('code')}.${String(tools.random.integer(1e9)).padStart(9, '0')}`;
  state.authorizationCodes.push({ code, scopes, used: false });
  state.authorizationCodes.splice(0, state.authorizationCodes.length - lifeOfCodes);
  const back = new URL(redirect);
  back.searchParams.set('code', code);
  back.searchParams.set('state', query.get('state') ?? '');
  return { status: 302, headers: { location: back.href }, body: undefined };
}

function refuse(sentence: string): Answer {
  return { status: 400, contentType: 'text/plain; charset=utf-8', text: sentence };
}
