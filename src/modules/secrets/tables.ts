import { pgTable, primaryKey, text, timestamp } from '#platform/sql';

/** Since when a key of a vendor is known, without the key. */
export const vendorKeys = pgTable('vendor_keys', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  name: text('name').notNull(),
  fingerprintKey: text('fingerprint_key').notNull(),
  fingerprint: text('fingerprint').notNull(),
  firstSeenAt: timestamp('first_seen_at', { withTimezone: true, mode: 'date' }).notNull(),
});

/** What a vendor has given in place of a token of the settings. */
export const vendorTokens = pgTable(
  'vendor_tokens',
  {
    workspaceId: text('workspace_id').notNull(),
    name: text('name').notNull(),
    /** Encrypted together with the hash of the setting that the token came of, which has no column. */
    sealed: text('sealed').notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
);
