import { pgTable, text, timestamp } from '#platform/sql';

/** Since when a key of a vendor is known, without the key. */
export const vendorKeys = pgTable('vendor_keys', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  name: text('name').notNull(),
  fingerprintKey: text('fingerprint_key').notNull(),
  fingerprint: text('fingerprint').notNull(),
  firstSeenAt: timestamp('first_seen_at', { withTimezone: true, mode: 'date' }).notNull(),
});
