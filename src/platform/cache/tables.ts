import { customType, pgTable, primaryKey, text, timestamp } from '#platform/sql';

/** Of the server's counter of transactions, which never begins anew; it exceeds what a number holds. */
const transactionId = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

/** That a transaction has written something with a tag; written by triggers. */
export const cacheMarks = pgTable(
  'cache_marks',
  {
    workspaceId: text('workspace_id').notNull(),
    tag: text('tag').notNull(),
    transactionId: transactionId('transaction_id').notNull(),
    markedAt: timestamp('marked_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.tag, table.transactionId] })],
);
