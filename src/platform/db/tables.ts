import {
  bigint,
  customType,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  sql,
  text,
  timestamp,
  uuid,
} from '#platform/sql';

/** Of the server's counter of transactions, which never begins anew; it exceeds what a number holds. */
const transactionId = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export const workspaces = pgTable('workspaces', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  currency: text('currency').notNull().default('USD'),
  timeZone: text('time_zone').notNull().default('UTC'),
  settings: jsonb('settings').$type<unknown>().notNull().default({}),
  createdAt: instant('created_at').notNull(),
});

export const artifacts = pgTable(
  'artifacts',
  {
    workspaceId: text('workspace_id').notNull(),
    hash: text('hash').notNull(),
    mediaType: text('media_type').notNull(),
    content: bytes('content'),
    derivedFrom: jsonb('derived_from').$type<readonly string[]>().notNull().default([]),
    createdAt: instant('created_at').notNull(),
    erasedAt: instant('erased_at'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.hash] })],
);

export const auditRecords = pgTable('audit_records', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  at: instant('at').notNull(),
  actor: jsonb('actor').$type<unknown>().notNull(),
  action: text('action').notNull(),
  resource: jsonb('resource').$type<unknown>().notNull(),
  result: text('result').notNull(),
  requestId: text('request_id').notNull(),
  details: jsonb('details').$type<unknown>().notNull().default(sql`'{}'`),
  /** Null for records from before there was a chain. */
  sequence: bigint('sequence', { mode: 'number' }),
  hash: text('hash'),
  ipAddress: text('ip_address'),
});

/** The last record of each workspace's chain. */
export const auditHeads = pgTable('audit_heads', {
  workspaceId: text('workspace_id').primaryKey(),
  sequence: bigint('sequence', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
  unchained: integer('unchained').notNull(),
});

export const outbox = pgTable('outbox', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  workspaceId: text('workspace_id').notNull(),
  type: text('type').notNull(),
  payload: jsonb('payload').$type<unknown>().notNull(),
  request: jsonb('request').$type<unknown>().notNull(),
  createdAt: instant('created_at').notNull(),
  dispatchedAt: instant('dispatched_at'),
  transactionId: transactionId('transaction_id').notNull().default(sql`pg_current_xact_id()`),
  cursor: uuid('cursor').notNull().defaultRandom(),
});

export const workflowExecutors = pgTable('workflow_executors', {
  executorId: text('executor_id').primaryKey(),
  startedAt: instant('started_at').notNull(),
  leaseUntil: instant('lease_until').notNull(),
});

/** How many turns at a host are taken in the window that is open, by all processes together. */
export const vendorTurns = pgTable('vendor_turns', {
  host: text('host').primaryKey(),
  endsAt: instant('ends_at').notNull(),
  taken: integer('taken').notNull(),
});

/** How many requests all processes have sent to an account of a vendor on a day (UTC). */
export const vendorDays = pgTable(
  'vendor_days',
  {
    account: text('account').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    requests: integer('requests').notNull(),
  },
  (table) => [primaryKey({ columns: [table.account, table.day] })],
);

/** An effect outside, with the marker by which it is found again when nobody knows whether it happened. */
export const effects = pgTable('effects', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  target: text('target').notNull(),
  kind: text('kind').notNull(),
  key: text('key').notNull(),
  marker: text('marker').notNull(),
  state: text('state').$type<'intended' | 'sending' | 'done' | 'refused'>().notNull(),
  attempts: integer('attempts').notNull().default(0),
  externalId: text('external_id'),
  result: jsonb('result').$type<unknown>(),
  problem: jsonb('problem').$type<unknown>(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

/** Work that waits longer than a workflow should. */
export const dueWork = pgTable('due_work', {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id').notNull(),
  kind: text('kind').notNull(),
  subject: text('subject').notNull(),
  payload: jsonb('payload').$type<unknown>().notNull().default({}),
  dueAt: instant('due_at').notNull(),
  attempts: integer('attempts').notNull().default(0),
  createdAt: instant('created_at').notNull(),
});
