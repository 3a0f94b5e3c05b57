import { boolean, jsonb, pgTable, text, timestamp } from '#platform/sql';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export const people = pgTable('people', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  kind: text('kind').$type<'employee' | 'contact'>().notNull(),
  name: text('name').notNull(),
  createdAt: instant('created_at').notNull(),
  mergedInto: text('merged_into'),
});

export const identities = pgTable('identities', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  personId: text('person_id').notNull(),
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  name: text('name'),
  email: text('email'),
  /** Further addresses that the system says are the same person's. */
  otherEmails: jsonb('other_emails').$type<readonly string[]>().notNull().default([]),
  evidence: jsonb('evidence').$type<unknown>().notNull(),
  manual: boolean('manual').notNull().default(false),
  createdAt: instant('created_at').notNull(),
  endedAt: instant('ended_at'),
});
