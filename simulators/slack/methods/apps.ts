import { z } from 'zod';
import { botScopes, slackConstants } from '../constants.ts';
import { SlackError } from '../slack-error.ts';
import type { JsonObject, Token } from '../state.ts';
import { nextTimestamp, type Workspace } from '../workspace.ts';
import { Flag } from './arguments.ts';
import { defineMethod, type Method } from './method.ts';

const { appId, botId, botToken, botUserId, clientId, clientSecret, teamId } = slackConstants;

export const appMethods: readonly Method[] = [
  defineMethod({
    name: 'api.test',
    readOnly: true,
    tier: 'four',
    tokens: ['none', 'bot', 'user', 'app'],
    takes: z.looseObject({ error: z.string().optional() }),
    answer: ({ given }) => {
      if (given.error !== undefined) throw new SlackError(given.error, { args: given });
      return { args: given };
    },
  }),
  defineMethod({
    name: 'auth.test',
    readOnly: true,
    tier: 'special',
    tokens: ['bot', 'user', 'app'],
    takes: z.object({}),
    answer: ({ workspace: { state }, token }) => {
      if (token?.kind === 'app') return { app_name: 'Sophia', app_id: appId };
      return {
        url: `https://${state.team.domain}.slack.com/`,
        team: state.team.name,
        user: 'sophia',
        team_id: state.team.id,
        user_id: botUserId,
        bot_id: botId,
        is_enterprise_install: false,
      };
    },
  }),
  defineMethod({
    name: 'auth.revoke',
    tier: 'three',
    takes: z.object({ test: Flag.default(false) }),
    answer: ({ workspace, token, given }) => {
      if (token === null || given.test) return { revoked: false };
      revokeToken(workspace, token);
      return { revoked: true };
    },
  }),
  defineMethod({
    name: 'apps.connections.open',
    tier: 'three',
    scopes: ['connections:write'],
    tokens: ['app'],
    takes: z.looseObject({}),
    answer: ({ workspace }) => ({ url: workspace.sockets.ticketUrl() }),
  }),
  defineMethod({
    name: 'oauth.v2.access',
    tier: 'special',
    tokens: ['none', 'bot', 'user'],
    takes: z.object({
      client_id: z.string().default(''),
      client_secret: z.string().default(''),
      code: z.string().optional(),
      grant_type: z.string().optional(),
    }),
    answer: ({ workspace, given }) => {
      if (given.client_id !== clientId) throw new SlackError('invalid_client_id');
      if (given.client_secret !== clientSecret) throw new SlackError('bad_client_secret');
      if (given.grant_type !== undefined && given.grant_type !== 'authorization_code') {
        throw new SlackError('invalid_grant_type');
      }
      return install(workspace, given.code ?? '');
    },
  }),
];

export function revokeToken(workspace: Workspace, token: Token): void {
  workspace.emit({
    type: 'tokens_revoked',
    tokens: { oauth: [], bot: [token.userId] },
    event_ts: nextTimestamp(workspace),
  });
  token.revoked = true;
}

/** Installing again brings the token of the bot back to life, with the scopes that were agreed to. */
function install({ state }: Workspace, code: string): JsonObject {
  const known = state.authorizationCodes.find((each) => each.code === code);
  if (known === undefined) throw new SlackError('invalid_code');
  if (known.used) throw new SlackError('code_already_used');
  known.used = true;
  const scopes = known.scopes.length === 0 ? [...botScopes] : known.scopes;
  state.tokens = state.tokens.filter(({ value }) => value !== botToken);
  state.tokens.push({ value: botToken, kind: 'bot', userId: botUserId, scopes, revoked: false });
  return {
    app_id: appId,
    authed_user: { id: state.users.find(({ isBot }) => !isBot)?.id ?? botUserId },
    scope: scopes.join(','),
    token_type: 'bot',
    access_token: botToken,
    bot_user_id: botUserId,
    team: { id: teamId, name: state.team.name },
    enterprise: null,
    is_enterprise_install: false,
  };
}
