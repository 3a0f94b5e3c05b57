import type { Config } from '#config';
import { systemClock } from '#platform/clock';
import { migrate, migrationStatus, openDatabase } from '#platform/db';
import { acquireInstance } from '#platform/instance';
import type { Log } from '#platform/log';
import { trustAuthorities } from '#platform/tls';
import type { DatabaseCommands } from '#surfaces/cli';
import { databaseDirectory } from './open-resources.ts';

/**
 * Opens the database for `sophia db` without bringing it up to date. Where a running server holds the embedded one,
 * it has applied every migration itself, and that is what is answered.
 */
export async function openDatabaseCommands({ config, log }: { config: Config; log: Log }): Promise<DatabaseCommands> {
  const stack = new AsyncDisposableStack();
  try {
    return await open({ config, log, stack });
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function open({
  config,
  log,
  stack,
}: {
  config: Config;
  log: Log;
  stack: AsyncDisposableStack;
}): Promise<DatabaseCommands> {
  if (config.databaseUrl === null) {
    const instance = await acquireInstance({ dataDirectory: config.home });
    stack.defer(() => instance.release());
    if (instance.role === 'guest') return heldByServer(stack);
  }
  trustAuthorities(config.authoritiesFile);
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    tls: config.databaseTls,
    dataDirectory: databaseDirectory(config),
    log,
  });
  stack.defer(() => database.close());
  return {
    status: async () => {
      const { applied, pending } = await migrationStatus({ database });
      const kind = config.databaseUrl === null ? `embedded (${config.home})` : 'PostgreSQL server';
      return { kind, applied: applied.map(fullName), pending: pending.map(fullName) };
    },
    migrate: async () => ({ applied: await migrate({ database, clock: systemClock }) }),
    close: () => stack.disposeAsync(),
  };
}

function heldByServer(stack: AsyncDisposableStack): DatabaseCommands {
  return {
    status: async () => ({
      kind: 'embedded, held by the running server, which keeps it up to date',
      applied: [],
      pending: [],
    }),
    migrate: async () => ({ applied: [] }),
    close: () => stack.disposeAsync(),
  };
}

function fullName({ number, name }: { number: number; name: string }): string {
  return `${String(number).padStart(4, '0')}-${name}`;
}
