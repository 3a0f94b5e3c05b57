import { z } from 'zod';
import { AuditRecord, AuditVerdict, Permission, PersonRole, Role, TerritoryRule } from '#contracts';
import { Nothing } from './nothing.ts';

const Reference = z.string().min(1).max(320);
const Invitation = z.object({
  userId: z.string(),
  token: z.string(),
  expiresAt: z.string(),
  /** Where the process that made it is reached; null over the API, whose caller knows. */
  origin: z.string().nullable().default(null),
});
const ShownKey = z.object({ keyId: z.string(), key: z.string(), expiresAt: z.string().nullable() });

const UserLine = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: PersonRole,
  state: z.enum(['invited', 'active', 'ended']),
  teams: z.array(z.object({ name: z.string(), leads: z.boolean() })).readonly(),
  createdAt: z.string(),
  lastSignInAt: z.string().nullable(),
  openSessions: z.int().nullable(),
  version: z.string(),
});

const TeamLine = z.object({
  teamId: z.string(),
  name: z.string(),
  leads: z.array(z.string()).readonly(),
  members: z.array(z.string()).readonly(),
  version: z.string(),
});

const Member = { source: z.enum(['slack']), memberId: z.string() };

const ChatLinkLine = z.object({
  linkId: z.string(),
  email: z.string(),
  source: z.string(),
  memberId: z.string(),
  address: z.string(),
  because: z.string(),
  linkedAt: z.string(),
});

const RoleLine = z.object({
  role: Role,
  sees: z.enum(['everything', 'team', 'own']),
  actions: z.array(z.string()).readonly(),
  permissions: z.array(Permission).readonly(),
  withheld: z.array(z.string()).readonly(),
});

/** The versions that a change may be made to; null for whatever is there. */
const Replaces = z.array(z.string()).nullable().default(null);

/** A page of a list that has the newest first; `after` is the id behind which it goes on. */
const page = { limit: z.int().default(500), after: z.string().nullable().default(null) };

const TerritoryLine = z.object({
  territoryId: z.string(),
  name: z.string(),
  rules: z.array(TerritoryRule).readonly(),
  members: z.array(z.string()).readonly(),
  updatedAt: z.string(),
  version: z.string(),
});

const KeyLine = z.object({
  keyId: z.string(),
  kind: z.enum(['personal', 'service']),
  name: z.string(),
  owner: z.string().nullable(),
  role: Role.nullable(),
  scopes: z.array(Permission).readonly().nullable(),
  hint: z.string(),
  state: z.enum(['valid', 'ended', 'revoked']),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});

const SessionLine = z.object({
  sessionId: z.string(),
  email: z.string(),
  openedAt: z.string(),
  expiresAt: z.string(),
  ipAddress: z.string().nullable(),
});

/** What can be asked about people with accounts, their sessions, keys, and what everybody did. */
export const accessOperations = {
  'users.list': { input: Nothing, output: z.object({ users: z.array(UserLine) }) },
  'users.get': { input: z.strictObject({ user: Reference }), output: UserLine },
  'users.invite': {
    input: z.strictObject({ email: z.string(), name: z.string(), role: PersonRole }),
    output: Invitation,
  },
  'users.link': { input: z.strictObject({ user: Reference }), output: Invitation },
  'users.change': {
    input: z.strictObject({
      user: Reference,
      role: PersonRole.nullable(),
      state: z.literal('ended').nullable(),
      replaces: Replaces,
    }),
    output: z.object({ changed: z.boolean() }),
  },
  'users.chat-links': { input: Nothing, output: z.object({ links: z.array(ChatLinkLine) }) },
  'users.chat-link': {
    input: z.strictObject({ ...Member, user: Reference, address: z.string(), because: z.string() }),
    output: z.object({ linkId: z.string() }),
  },
  'users.chat-unlink': { input: z.strictObject(Member), output: z.object({ linkId: z.string() }) },
  'users.team': {
    input: z.strictObject({
      name: z.string(),
      leads: z.array(Reference),
      members: z.array(Reference),
      replaces: Replaces,
    }),
    output: z.object({ teamId: z.string().nullable(), members: z.int() }),
  },
  'teams.get': { input: z.strictObject({ name: Reference }), output: TeamLine },
  'teams.list': { input: Nothing, output: z.object({ teams: z.array(TeamLine) }) },
  'roles.list': { input: Nothing, output: z.object({ roles: z.array(RoleLine) }) },
  'territories.get': { input: z.strictObject({ name: Reference }), output: TerritoryLine },
  'territories.list': { input: Nothing, output: z.object({ territories: z.array(TerritoryLine) }) },
  'territories.set': {
    input: z.strictObject({
      name: z.string(),
      rules: z.array(TerritoryRule),
      members: z.array(Reference),
      replaces: Replaces,
    }),
    output: z.object({ territoryId: z.string().nullable(), members: z.int() }),
  },
  'sessions.list': {
    input: z.strictObject({ ...page, user: Reference.nullable().default(null) }),
    output: z.object({ sessions: z.array(SessionLine) }),
  },
  'sessions.end': {
    input: z.strictObject({ sessionId: z.string() }),
    output: z.object({ ended: z.boolean() }),
  },
  'keys.list': { input: z.strictObject(page), output: z.object({ keys: z.array(KeyLine) }) },
  'keys.create': {
    input: z.strictObject({
      kind: z.enum(['personal', 'service']),
      name: z.string(),
      user: Reference.nullable(),
      role: Role.nullable(),
      scopes: z.array(Permission).nullable(),
      days: z.int().nullable(),
    }),
    output: ShownKey,
  },
  'keys.rotate': {
    input: z.strictObject({ key: Reference, overlapHours: z.int() }),
    output: ShownKey.extend({ oldKeyId: z.string(), oldValidUntil: z.string() }),
  },
  'keys.revoke': {
    input: z.strictObject({ key: Reference }),
    output: z.object({ keyId: z.string(), revoked: z.boolean() }),
  },
  'audit.list': {
    input: z.strictObject({
      actor: z.string().nullable(),
      action: z.string().nullable(),
      resourceId: z.string().nullable(),
      requestId: z.string().nullable(),
      result: z.enum(['done', 'refused', 'failed']).nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      limit: z.int(),
      before: z.int().nullable(),
    }),
    output: z.object({ records: z.array(AuditRecord), nextBefore: z.int().nullable() }),
  },
  'audit.export': {
    input: z.strictObject({ after: z.int(), upTo: z.int().nullable(), limit: z.int() }),
    output: z.object({ records: z.array(AuditRecord), nextAfter: z.int().nullable(), upTo: z.int() }),
  },
  'audit.verify': { input: z.strictObject({ anchor: z.string().nullable() }), output: AuditVerdict },
} as const;
