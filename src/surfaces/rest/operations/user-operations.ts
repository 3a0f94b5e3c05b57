import { z } from 'zod';
import { PersonRole } from '#contracts';
import { ChangeUserInput, ChatUserReference, InviteUserInput, LinkChatUserInput, SetTeamInput } from '#modules/users';
import { type OperationOutput, operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { readCursor } from '../cursor.ts';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, limitUpTo, NextCursor, Reference } from '../fields.ts';
import { pageOf } from '../page-of.ts';
import { pageWithin } from '../page-within.ts';
import { readVersions } from '../read-versions.ts';

const tag = 'access';
/** Accounts belong to one workspace, whichever is asked for otherwise. */
const place = 'home';
const most = 200;
const UserParams = { user: Reference.describe('The address or the id of an account.') };
const Users = operationSchemas['users.list'].output.shape.users;
const Path = z.string().describe('Where the link leads on this server; it works once.');
const { role: Role, state: State } = ChangeUserInput.shape;

export const userOperations = [
  declareOperation({
    id: 'listUsers',
    method: 'GET',
    path: '/users',
    tag,
    place,
    summary: 'Who has an account: role, teams, the last sign-in and how many sessions hold; by address',
    query: {
      role: PersonRole.optional(),
      state: Users.element.shape.state.optional(),
      limit: limitUpTo(most),
      cursor: Cursor,
    },
    answer: z.strictObject({ users: Users, nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const { users } = await performOperation('users.list', { ...call, input: {} });
      const { role, state } = query;
      const found = users.filter((user) => (role ?? user.role) === user.role && (state ?? user.state) === user.state);
      const page = pageWithin({ operation: 'listUsers', query, rows: found, idOf: ({ userId }) => userId });
      return { users: page.rows, nextCursor: page.nextCursor };
    },
  }),
  declareOperation({
    id: 'getUser',
    method: 'GET',
    path: '/users/{user}',
    tag,
    place,
    summary: 'One account; its etag is what a change of it may name',
    params: UserParams,
    answer: operationSchemas['users.get'].output,
    versionOf: ({ version }) => version,
    showsMore: true,
    errors: ['user.not-found'],
    run: ({ params, ...call }) => performOperation('users.get', { ...call, input: params }),
  }),
  declareOperation({
    id: 'inviteUser',
    method: 'POST',
    path: '/users',
    tag,
    place,
    isSecret: true,
    summary: 'Makes an account, and a link with which its owner sets a password, shown this once',
    body: InviteUserInput,
    answer: operationSchemas['users.invite'].output.omit({ origin: true }).extend({ path: Path }),
    status: 201,
    run: async ({ body, ...call }) => withPath(await performOperation('users.invite', { ...call, input: body })),
  }),
  declareOperation({
    id: 'renewUserLink',
    method: 'POST',
    path: '/users/{user}/link',
    tag,
    place,
    isSecret: true,
    summary: 'A new link for somebody who lost theirs, shown this once; it opens a closed account again',
    params: UserParams,
    answer: operationSchemas['users.link'].output.omit({ origin: true }).extend({ path: Path }),
    status: 201,
    errors: ['user.not-found'],
    run: async ({ params, ...call }) => withPath(await performOperation('users.link', { ...call, input: params })),
  }),
  declareOperation({
    id: 'changeUser',
    method: 'PATCH',
    path: '/users/{user}',
    tag,
    place,
    summary: 'Gives somebody another role, or closes the account; their sessions end at once',
    params: UserParams,
    body: z.strictObject({ role: Role.default(null), state: State.default(null) }),
    answer: operationSchemas['users.change'].output,
    replacesVersion: 'optional',
    errors: ['user.not-found', 'user.last-administrator', 'access.stale'],
    run: ({ params, body, ifMatch, ...call }) =>
      performOperation('users.change', { ...call, input: { ...params, ...body, replaces: readVersions(ifMatch) } }),
  }),
  declareOperation({
    id: 'listChatAccounts',
    method: 'GET',
    path: '/chat-accounts',
    tag,
    place,
    summary: 'Who in Slack acts as which account though the address there is another, and why',
    query: { limit: limitUpTo(most), cursor: Cursor },
    answer: z.strictObject({ links: operationSchemas['users.chat-links'].output.shape.links, nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const { links } = await performOperation('users.chat-links', { ...call, input: {} });
      const page = pageWithin({ operation: 'listChatAccounts', query, rows: links, idOf: ({ linkId }) => linkId });
      return { links: page.rows, nextCursor: page.nextCursor };
    },
  }),
  declareOperation({
    id: 'linkChatAccount',
    method: 'POST',
    path: '/chat-accounts',
    tag,
    place,
    summary: 'Says that a member of Slack is the person of an account, while Slack gives that address',
    body: LinkChatUserInput,
    answer: operationSchemas['users.chat-link'].output,
    status: 201,
    errors: ['user.not-found'],
    run: ({ body, ...call }) => performOperation('users.chat-link', { ...call, input: body }),
  }),
  declareOperation({
    id: 'unlinkChatAccount',
    method: 'DELETE',
    path: '/chat-accounts/{source}/{memberId}',
    tag,
    place,
    summary: 'Takes a member of Slack apart from the account again',
    params: ChatUserReference.shape,
    answer: operationSchemas['users.chat-unlink'].output,
    errors: ['user.not-found'],
    run: ({ params, ...call }) => performOperation('users.chat-unlink', { ...call, input: params }),
  }),
  declareOperation({
    id: 'listRoles',
    method: 'GET',
    path: '/roles',
    tag,
    place,
    summary: 'What the law gives each role: its actions and permissions, what it sees, what is kept from it',
    answer: operationSchemas['roles.list'].output,
    run: (call) => performOperation('roles.list', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'listTeams',
    method: 'GET',
    path: '/teams',
    tag,
    place,
    summary: 'The teams by name, with those who lead each and those who are in it',
    query: { limit: limitUpTo(most), cursor: Cursor },
    answer: z.strictObject({ teams: operationSchemas['teams.list'].output.shape.teams, nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const { teams } = await performOperation('teams.list', { ...call, input: {} });
      const page = pageWithin({ operation: 'listTeams', query, rows: teams, idOf: ({ teamId }) => teamId });
      return { teams: page.rows, nextCursor: page.nextCursor };
    },
  }),
  declareOperation({
    id: 'getTeam',
    method: 'GET',
    path: '/teams/{name}',
    tag,
    place,
    summary: 'One team; its etag is what a change of it may name',
    params: { name: Reference.describe('The name or the id of a team.') },
    answer: operationSchemas['teams.get'].output,
    versionOf: ({ version }) => version,
    errors: ['team.not-found'],
    run: ({ params, ...call }) => performOperation('teams.get', { ...call, input: params }),
  }),
  declareOperation({
    id: 'setTeam',
    method: 'POST',
    path: '/teams',
    tag,
    place,
    summary: 'Makes a team, or says anew who leads it and who is in it; without anybody it is gone',
    body: SetTeamInput.omit({ replaces: true }),
    replacesVersion: 'optional',
    answer: operationSchemas['users.team'].output,
    errors: ['user.not-found', 'access.stale'],
    run: ({ body, ifMatch, ...call }) =>
      performOperation('users.team', { ...call, input: { ...body, replaces: readVersions(ifMatch) } }),
  }),
  declareOperation({
    id: 'listSessions',
    method: 'GET',
    path: '/sessions',
    tag,
    place,
    summary: 'The sessions that hold, everybody’s or somebody’s, the newest first',
    query: { user: UserParams.user.optional(), limit: limitUpTo(most), cursor: Cursor },
    answer: z.strictObject({
      sessions: operationSchemas['sessions.list'].output.shape.sessions,
      nextCursor: NextCursor,
    }),
    errors: ['cursor.malformed', 'user.not-found'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listSessions', query };
      const { limit, user = null } = query;
      const input = { user, limit: limit + 1, after: readCursor(list, query.cursor) };
      const { sessions } = await performOperation('sessions.list', { ...call, input });
      const { rows, nextCursor } = pageOf({ list, rows: sessions, limit, idOf: ({ sessionId }) => sessionId });
      return { sessions: rows, nextCursor };
    },
  }),
  declareOperation({
    id: 'endSession',
    method: 'DELETE',
    path: '/sessions/{sessionId}',
    tag,
    place,
    summary: 'Ends a session at once: one’s own, or anybody’s for an administrator',
    params: { sessionId: z.string().min(1).max(100) },
    answer: operationSchemas['sessions.end'].output,
    errors: ['session.ended'],
    run: ({ params, ...call }) => performOperation('sessions.end', { ...call, input: params }),
  }),
];

function withPath({ origin: _origin, ...invitation }: OperationOutput<'users.link'>) {
  return { ...invitation, path: `/welcome/${invitation.token}` };
}
