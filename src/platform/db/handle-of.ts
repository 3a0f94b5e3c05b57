import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { SophiaError } from '#platform/errors';
import type { Database } from './database.ts';

/** A transaction that is under way, and what is to be signaled once it has been committed. */
export interface Transaction {
  open: boolean;
  readonly signalsAfterCommit: Set<string>;
  /** Done in the transaction itself, as its last statements. */
  readonly lastSteps: (() => Promise<void>)[];
}

/** What belongs to a database handle and is not Drizzle's: the pool behind it and the transaction it is. */
export interface Handle {
  readonly pool: pg.Pool;
  readonly signals: EventEmitter;
  readonly transaction: Transaction | null;
}

const handles = new WeakMap<Database, Handle>();
const heldTransaction = new AsyncLocalStorage<Transaction>();

export function registerHandle(db: Database, handle: Handle): Database {
  handles.set(db, handle);
  return db;
}

export function createSignals(): EventEmitter {
  return new EventEmitter({ captureRejections: false }).setMaxListeners(100);
}

export function handleOf(db: Database): Handle {
  const handle = handles.get(db);
  if (handle === undefined) {
    throw new SophiaError(
      'internal.unexpected',
      'Expected a database that openDatabase or transact made, found another object: pass ctx.db on.',
    );
  }
  return handle;
}

export function runHolding<Result>(transaction: Transaction, work: () => Promise<Result>): Promise<Result> {
  return heldTransaction.run(transaction, work);
}

/**
 * Throws `db.transaction-held` where the caller runs inside a transaction. Whatever needs a second connection
 * calls it first: PGlite has only one, so waiting for another would wait for ever.
 */
export function assertNoTransactionHeld(whatWasTried: string): void {
  if (heldTransaction.getStore()?.open === true) {
    throw new SophiaError(
      'db.transaction-held',
      `Expected no open transaction, found one while trying to ${whatWasTried}: use the ctx that transact handed in, or do this after it has returned.`,
    );
  }
}

/**
 * Does `step` as one of the last things of the transaction that `db` is, so that the locks it takes are held for
 * moments only and no other is waited for behind them. Returns false outside of a transaction.
 */
export function beforeCommit(db: Database, step: () => Promise<void>): boolean {
  const { transaction } = handleOf(db);
  transaction?.lastSteps.push(step);
  return transaction !== null;
}

/** Calls every listener of the signal in this process once the transaction is committed, or at once outside one. */
export function signalAfterCommit(db: Database, signal: string): void {
  const handle = handleOf(db);
  if (handle.transaction === null) {
    handle.signals.emit(signal);
    return;
  }
  handle.transaction.signalsAfterCommit.add(signal);
}

/** Listens for a signal of this process. Returns how to stop listening. */
export function listenForSignal(
  db: Database,
  { signal, listener }: { signal: string; listener: () => void },
): () => void {
  const { signals } = handleOf(db);
  signals.on(signal, listener);
  return () => {
    signals.off(signal, listener);
  };
}

/** Whether the handle is a transaction that is under way. */
export function isInTransaction(db: Database): boolean {
  return handleOf(db).transaction !== null;
}

/** The same object for a database and for every transaction on it, to remember something by. */
export function databaseBehind(db: Database): object {
  return handleOf(db).pool;
}
