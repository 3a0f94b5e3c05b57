import type pg from 'pg';
import { drizzle } from '#platform/sql';
import type { Database } from './database.ts';
import { type Handle, handleOf, registerHandle, runHolding, type Transaction } from './handle-of.ts';
import { mapRowsTogether } from './map-rows-together.ts';
import { rememberSelections } from './remember-selections.ts';
import { withStatementErrors } from './statement-error.ts';

/**
 * Runs `work` in a transaction and returns what it returns; the ctx it is given carries the transaction as `db`.
 * Joins the transaction that ctx is already in, which then ends with the outer one. A throw rolls back.
 */
export async function transact<Ctx extends { readonly db: Database }, Result>(
  { ctx }: { readonly ctx: Ctx },
  work: (ctx: Ctx) => Promise<Result>,
): Promise<Result> {
  const handle = handleOf(ctx.db);
  if (handle.transaction !== null) {
    return await work(ctx);
  }
  const client = await handle.pool.connect();
  const transaction: Transaction = { open: true, signalsAfterCommit: new Set(), lastSteps: [] };
  const result = await runOn(client, {
    transaction,
    work: () => {
      const db = rememberSelections(withStatementErrors(mapRowsTogether(drizzle(client))));
      return work({ ...ctx, db: registerHandle(db, { ...handle, transaction }) });
    },
  });
  emitSignals(handle, transaction);
  return result;
}

async function runOn<Result>(
  client: pg.PoolClient,
  { transaction, work }: { transaction: Transaction; work: () => Promise<Result> },
): Promise<Result> {
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await runHolding(transaction, async () => {
      const done = await work();
      for (const step of transaction.lastSteps) await step();
      return done;
    });
    await client.query('commit');
    return result;
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    transaction.open = false;
    client.release(broken);
  }
}

/** Returns why the connection cannot be used again, or undefined where the roll-back succeeded. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function emitSignals(handle: Handle, transaction: Transaction): void {
  for (const signal of transaction.signalsAfterCommit) {
    handle.signals.emit(signal);
  }
}
