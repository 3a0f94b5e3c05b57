import { boolean, jsonb, pgTable, primaryKey, text, timestamp } from '#platform/sql';
import type { NotificationKind, NotificationState, Severity } from './schema.ts';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export const notifications = pgTable('notifications', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  kind: text('kind').$type<NotificationKind>().notNull(),
  key: text('key').notNull(),
  severity: text('severity').$type<Severity>().notNull(),
  subject: jsonb('subject').$type<unknown>().notNull(),
  destination: jsonb('destination').$type<unknown>().notNull(),
  state: text('state').$type<NotificationState>().notNull(),
  heldUntil: instant('held_until'),
  channelId: text('channel_id'),
  messageId: text('message_id'),
  parts: jsonb('parts').$type<readonly string[]>().notNull().default([]),
  bundleId: text('bundle_id'),
  problem: jsonb('problem').$type<unknown>(),
  createdAt: instant('created_at').notNull(),
  retriedAt: instant('retried_at'),
  sentAt: instant('sent_at'),
});

export const notificationSettings = pgTable(
  'notification_settings',
  {
    workspaceId: text('workspace_id').notNull(),
    scope: text('scope').notNull(),
    settings: jsonb('settings').$type<unknown>().notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.scope] })],
);

export const chatChannels = pgTable(
  'chat_channels',
  {
    workspaceId: text('workspace_id').notNull(),
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    isPrivate: boolean('is_private').notNull(),
    isArchived: boolean('is_archived').notNull(),
    isMember: boolean('is_member').notNull(),
    accountRecordId: text('account_record_id'),
    syncedAt: instant('synced_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.source, table.externalId] })],
);

export const chatUsers = pgTable(
  'chat_users',
  {
    workspaceId: text('workspace_id').notNull(),
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    email: text('email'),
    timeZone: text('time_zone'),
    active: boolean('active').notNull(),
    syncedAt: instant('synced_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.source, table.externalId] })],
);

export const chatInteractions = pgTable('chat_interactions', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  kind: text('kind').notNull(),
  userId: text('user_id').notNull(),
  channelId: text('channel_id'),
  input: jsonb('input').$type<unknown>().notNull(),
  outcome: text('outcome').notNull(),
  problem: jsonb('problem').$type<unknown>(),
  at: instant('at').notNull(),
});
