import type { Permission, PersonRole, Role } from '#contracts';
import { boolean, integer, jsonb, pgTable, primaryKey, text, timestamp } from '#platform/sql';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export const users = pgTable('users', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  role: text('role').$type<PersonRole>().notNull(),
  state: text('state').$type<'invited' | 'active' | 'ended'>().notNull(),
  passwordHash: text('password_hash'),
  createdAt: instant('created_at').notNull(),
  activatedAt: instant('activated_at'),
  endedAt: instant('ended_at'),
});

export const userLinks = pgTable('user_links', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  /** Null for whoever is to be the first. */
  userId: text('user_id'),
  tokenHash: text('token_hash').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  withdrawnAt: instant('withdrawn_at'),
});

export const sessions = pgTable('sessions', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  userId: text('user_id').notNull(),
  tokenHash: text('token_hash').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
  endedBecause: text('ended_because').$type<'signed_out' | 'revoked' | 'password_changed' | 'rights_changed'>(),
  ipAddress: text('ip_address'),
});

export const apiKeys = pgTable('api_keys', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  kind: text('kind').$type<'personal' | 'service'>().notNull(),
  userId: text('user_id'),
  name: text('name').notNull(),
  role: text('role').$type<Role>(),
  scopes: jsonb('scopes').$type<readonly Permission[]>(),
  tokenHash: text('token_hash').notNull(),
  hint: text('hint').notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: jsonb('created_by').$type<unknown>().notNull(),
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at'),
  replacedBy: text('replaced_by'),
  lastUsedAt: instant('last_used_at'),
});

export const signingKeys = pgTable('signing_keys', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  publicKey: jsonb('public_key').$type<unknown>().notNull(),
  privateKey: text('private_key').notNull(),
  createdAt: instant('created_at').notNull(),
  signsUntil: instant('signs_until').notNull(),
});

export const teams = pgTable('teams', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  name: text('name').notNull(),
  createdAt: instant('created_at').notNull(),
});

export const teamMembers = pgTable(
  'team_members',
  {
    workspaceId: text('workspace_id').notNull(),
    teamId: text('team_id').notNull(),
    userId: text('user_id').notNull(),
    leads: boolean('leads').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.userId] })],
);

export const territories = pgTable('territories', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  name: text('name').notNull(),
  rules: jsonb('rules').$type<unknown>().notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const territoryMembers = pgTable(
  'territory_members',
  {
    workspaceId: text('workspace_id').notNull(),
    territoryId: text('territory_id').notNull(),
    userId: text('user_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.territoryId, table.userId] })],
);

export const signInFailures = pgTable(
  'sign_in_failures',
  {
    workspaceId: text('workspace_id').notNull(),
    subject: text('subject').notNull(),
    failures: integer('failures').notNull(),
    lastAt: instant('last_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.subject] })],
);

export const chatAccounts = pgTable('chat_accounts', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  address: text('address').notNull(),
  userId: text('user_id').notNull(),
  because: text('because').notNull(),
  linkedBy: jsonb('linked_by').$type<unknown>().notNull(),
  linkedAt: instant('linked_at').notNull(),
  endedAt: instant('ended_at'),
});
