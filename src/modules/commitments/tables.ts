import { date, integer, jsonb, pgTable, text, timestamp } from '#platform/sql';

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export const commitments = pgTable('commitments', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  callId: text('call_id').notNull(),
  claimId: text('claim_id').notNull(),
  dealRecordId: text('deal_record_id'),
  companyRecordId: text('company_record_id'),
  owner: text('owner').notNull(),
  side: text('side').notNull(),
  text: text('text').notNull(),
  context: text('context').notNull().default(''),
  evidence: jsonb('evidence').$type<unknown>().notNull(),
  dueDate: date('due_date', { mode: 'string' }),
  /** The same promise, made before: its row is the one that is listed and reminded of. */
  repeats: text('repeats'),
  state: text('state').notNull(),
  settledBy: jsonb('settled_by').$type<unknown>(),
  settledAt: instant('settled_at'),
  remindedAt: instant('reminded_at'),
  reminders: integer('reminders').notNull().default(0),
  createdAt: instant('created_at').notNull(),
});
