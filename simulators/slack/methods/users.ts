import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { requireUser } from '../find.ts';
import { presentProfile, presentUser } from '../present/present-user.ts';
import { SlackError } from '../slack-error.ts';
import type { JsonObject, Token, User } from '../state.ts';
import { nowSeconds, type Workspace } from '../workspace.ts';
import { Whole } from './arguments.ts';
import { defineMethod, type Method } from './method.ts';
import { pageOf } from './page-of.ts';

export const userMethods: readonly Method[] = [
  defineMethod({
    name: 'users.list',
    readOnly: true,
    tier: 'two',
    scopes: ['users:read'],
    takes: z.object({ cursor: z.string().optional(), limit: Whole.default(0) }),
    answer: ({ workspace, token, given }) => {
      const items = workspace.state.users;
      const limit = given.limit === 0 ? 1000 : given.limit;
      const { page, nextCursor } = pageOf({ items, idOf: ({ id }) => id, cursor: given.cursor, limit });
      return {
        members: page.map((user) => shown({ workspace, token, user })),
        cache_ts: nowSeconds(workspace),
        response_metadata: { next_cursor: nextCursor },
      };
    },
  }),
  defineMethod({
    name: 'users.info',
    readOnly: true,
    tier: 'four',
    scopes: ['users:read'],
    takes: z.object({ user: z.string() }),
    answer: ({ workspace, token, given }) => {
      return { user: shown({ workspace, token, user: requireUser(workspace.state, given.user) }) };
    },
  }),
  defineMethod({
    name: 'users.lookupByEmail',
    readOnly: true,
    tier: 'three',
    scopes: ['users:read.email'],
    takes: z.object({ email: z.string() }),
    answer: ({ workspace, token, given }) => {
      const wanted = given.email.toLowerCase();
      const user = workspace.state.users.find(
        ({ email, deactivated }) => !deactivated && email?.toLowerCase() === wanted,
      );
      if (user === undefined) throw new SlackError('users_not_found');
      return { user: shown({ workspace, token, user }) };
    },
  }),
  defineMethod({
    name: 'users.profile.get',
    readOnly: true,
    tier: 'four',
    scopes: ['users.profile:read'],
    takes: z.object({ user: z.string().optional() }),
    answer: ({ workspace, token, given }) => {
      const user = requireUser(workspace.state, given.user ?? slackConstants.botUserId);
      return { profile: { ...presentProfile({ user, withEmail: mayReadEmail(token) }), fields: {} } };
    },
  }),
];

function shown({ workspace, token, user }: { workspace: Workspace; token: Token | null; user: User }): JsonObject {
  return presentUser({ user, withEmail: mayReadEmail(token), now: workspace.tools.clock.now() });
}

function mayReadEmail(token: Token | null): boolean {
  return token?.scopes.includes('users:read.email') ?? false;
}
