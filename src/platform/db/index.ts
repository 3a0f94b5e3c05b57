export { buildOnce } from './build-once.ts';
export type { Database, DatabaseKind, ObservedQuery, OpenDatabase, QueryObserver } from './database.ts';
export { findId } from './find-id.ts';
export {
  assertNoTransactionHeld,
  beforeCommit,
  databaseBehind,
  isInTransaction,
  listenForSignal,
  signalAfterCommit,
} from './handle-of.ts';
export { insertRows } from './insert-rows.ts';
export { type AppliedMigration, type MigrationStatus, migrate, migrationStatus } from './migrate.ts';
export { olderThan } from './older-than.ts';
export { type DatabaseOptions, openDatabase } from './open-database.ts';
export { type Share, type SharePage, shareOut } from './share-out.ts';
export { isUniqueViolation, StatementError } from './statement-error.ts';
export {
  artifacts,
  auditHeads,
  auditRecords,
  dueWork,
  effects,
  outbox,
  vendorDays,
  vendorTurns,
  workflowExecutors,
  workspaces,
} from './tables.ts';
export { transact } from './transact.ts';
