import { z } from 'zod';
import { Permission } from '#contracts';
import { UnmaskTextInput } from '#modules/secrets';
import {
  authenticate,
  CreateKeyInput,
  endSession,
  issueToken,
  NewTerritory,
  permissionsOf,
  RotateKeyInput,
  SignInInput,
  signIn,
} from '#modules/users';
import type { Actor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { readCursor } from '../cursor.ts';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, limitUpTo, NextCursor, Reference } from '../fields.ts';
import { pageOf } from '../page-of.ts';
import { pageWithin } from '../page-within.ts';
import { readVersions } from '../read-versions.ts';

const tag = 'access';
/** Accounts and keys belong to one workspace, whichever is asked for otherwise. */
const place = 'home';
const most = 200;

const IssuedToken = z.strictObject({
  accessToken: z.string().describe('A JWT, to be sent as `Authorization: Bearer …`.'),
  expiresAt: z.iso.datetime(),
  permissions: z.array(Permission).readonly(),
});
const OpenedSession = IssuedToken.extend({ sessionId: z.string(), sessionExpiresAt: z.iso.datetime() });
const Caller = z.strictObject({
  type: z.enum(['operator', 'user', 'service', 'agent']),
  userId: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role: z.string().nullable(),
  /** Of an agent. */
  actsFor: z.string().nullable().describe('The address of the person for whom an agent acts.'),
  permissions: z.array(Permission).readonly(),
});
const sessionErrors = ['session.ended'] as const;

export const accessOperations = [
  declareOperation({
    id: 'signIn',
    method: 'POST',
    path: '/session',
    tag,
    place: 'visitor',
    isSecret: true,
    summary: 'Signs in: a session as a cookie, and an access token',
    body: SignInInput,
    answer: OpenedSession,
    status: 201,
    errors: ['sign-in.wrong', 'sign-in.slowed'],
    run: async ({ ctx, body, keepSession }) => {
      const session = await signIn({ ctx, input: body });
      const actor = await authenticate({ ctx, input: { kind: 'session', secret: session.token } });
      keepSession(session.token);
      const issued = await issueToken({ ctx: { ...ctx, actor } });
      return { sessionId: session.sessionId, sessionExpiresAt: session.expiresAt, ...issued };
    },
  }),
  declareOperation({
    id: 'getSession',
    method: 'GET',
    path: '/session',
    tag,
    place,
    summary: 'Who asks, with role and permissions',
    answer: Caller,
    run: async ({ ctx }) => describeCaller(ctx.actor),
  }),
  declareOperation({
    id: 'issueToken',
    method: 'POST',
    path: '/session/token',
    tag,
    place,
    isSecret: true,
    summary: 'A new access token for the session',
    answer: IssuedToken,
    errors: sessionErrors,
    run: ({ ctx }) => issueToken({ ctx }),
  }),
  declareOperation({
    id: 'signOut',
    method: 'DELETE',
    path: '/session',
    tag,
    place,
    summary: 'Ends the session at once',
    answer: operationSchemas['sessions.end'].output,
    errors: sessionErrors,
    run: async ({ ctx, keepSession }) => {
      const ended = await endSession({ ctx, input: { sessionId: sessionOf(ctx.actor) } });
      keepSession(null);
      return ended;
    },
  }),
  declareOperation({
    id: 'listTerritories',
    method: 'GET',
    path: '/territories',
    tag,
    place,
    summary: 'The parts of the market, with what lies in each and who sees it',
    query: { limit: limitUpTo(most), cursor: Cursor },
    answer: z.strictObject({
      territories: operationSchemas['territories.list'].output.shape.territories,
      nextCursor: NextCursor,
    }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const { territories } = await performOperation('territories.list', { ...call, input: {} });
      const page = pageWithin({
        operation: 'listTerritories',
        query,
        rows: territories,
        idOf: ({ territoryId }) => territoryId,
      });
      return { territories: page.rows, nextCursor: page.nextCursor };
    },
  }),
  declareOperation({
    id: 'getTerritory',
    method: 'GET',
    path: '/territories/{name}',
    tag,
    place,
    summary: 'One part of the market; its etag is what a change of it may name',
    params: { name: Reference.describe('The name or the id of a territory.') },
    answer: operationSchemas['territories.get'].output,
    versionOf: ({ version }) => version,
    showsMore: true,
    errors: ['territory.not-found'],
    run: ({ params, ...call }) => performOperation('territories.get', { ...call, input: params }),
  }),
  declareOperation({
    id: 'setTerritory',
    method: 'POST',
    path: '/territories',
    tag,
    place,
    summary: 'Makes a territory, or says anew what lies in it and which managers see it; without any it is gone',
    body: NewTerritory,
    replacesVersion: 'optional',
    answer: operationSchemas['territories.set'].output,
    errors: ['user.not-found', 'access.stale'],
    run: ({ body, ifMatch, ...call }) =>
      performOperation('territories.set', { ...call, input: { ...body, replaces: readVersions(ifMatch) } }),
  }),
  declareOperation({
    id: 'unmaskText',
    method: 'POST',
    path: '/unmasked-texts',
    tag,
    place,
    isSecret: true,
    summary: 'A piece of the log with what its marks stand for; who saw it and why is recorded',
    body: UnmaskTextInput,
    answer: operationSchemas['secrets.unmask'].output,
    run: ({ body, ...call }) => performOperation('secrets.unmask', { ...call, input: body }),
  }),
  declareOperation({
    id: 'listKeys',
    method: 'GET',
    path: '/keys',
    tag,
    place,
    summary: 'The keys of programs, without the keys themselves, the newest first',
    query: { limit: limitUpTo(most), cursor: Cursor },
    answer: z.strictObject({ keys: operationSchemas['keys.list'].output.shape.keys, nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listKeys', query };
      const { limit } = query;
      const input = { limit: limit + 1, after: readCursor(list, query.cursor) };
      const { keys } = await performOperation('keys.list', { ...call, input });
      const { rows, nextCursor } = pageOf({ list, rows: keys, limit, idOf: ({ keyId }) => keyId });
      return { keys: rows, nextCursor };
    },
  }),
  declareOperation({
    id: 'createKey',
    method: 'POST',
    path: '/keys',
    tag,
    place,
    isSecret: true,
    summary: 'Makes a key, shown this once',
    body: CreateKeyInput,
    answer: operationSchemas['keys.create'].output,
    status: 201,
    errors: ['user.not-found'],
    run: ({ body, ...call }) => performOperation('keys.create', { ...call, input: body }),
  }),
  declareOperation({
    id: 'rotateKey',
    method: 'POST',
    path: '/keys/{keyId}/rotate',
    tag,
    place,
    isSecret: true,
    summary: 'A new key in the place of one, shown this once; both are valid for a while',
    params: { keyId: Reference },
    body: RotateKeyInput.omit({ key: true }),
    answer: operationSchemas['keys.rotate'].output,
    errors: ['key.not-found', 'key.ended'],
    run: ({ params, body, ...call }) =>
      performOperation('keys.rotate', { ...call, input: { key: params.keyId, ...body } }),
  }),
  declareOperation({
    id: 'revokeKey',
    method: 'DELETE',
    path: '/keys/{keyId}',
    tag,
    place,
    summary: 'Ends a key at once',
    params: { keyId: Reference },
    answer: operationSchemas['keys.revoke'].output,
    errors: ['key.not-found'],
    run: ({ params, ...call }) => performOperation('keys.revoke', { ...call, input: { key: params.keyId } }),
  }),
];

function describeCaller(actor: Actor): z.input<typeof Caller> {
  const nobody = { userId: null, name: null, email: null, role: null, actsFor: null, permissions: [] };
  switch (actor.type) {
    case 'user': {
      const { type, userId, name, email, grant } = actor;
      return { ...nobody, type, userId, name, email, role: grant.role, permissions: permissionsIn(actor) };
    }
    case 'service': {
      const { type, name, grant } = actor;
      return { ...nobody, type, name, role: grant.role, permissions: permissionsIn(actor) };
    }
    case 'agent':
      return { ...nobody, type: actor.type, name: actor.name, role: 'agent', actsFor: actor.actsFor.email };
    default:
      return { ...nobody, type: 'operator' };
  }
}

function permissionsIn({ grant }: Extract<Actor, { type: 'user' | 'service' }>): readonly Permission[] {
  return permissionsOf(grant.role).filter((permission) => grant.scopes?.includes(permission) ?? true);
}

function sessionOf(actor: Actor): string {
  if (actor.type === 'user' && actor.credentialId.startsWith('ses_')) return actor.credentialId;
  throw new SophiaError('session.ended', 'Expected a session to end, found a request without one.');
}
