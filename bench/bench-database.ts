import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { analysisTasks } from '#modules/analysis';
import type { AnalysisContext } from '#modules/insights';
import { configureWorkspace } from '#modules/workspaces';
import { systemClock } from '#platform/clock';
import { migrate, openDatabase, type QueryObserver } from '#platform/db';
import { createIds } from '#platform/ids';
import { createMemoryLog } from '#platform/log';
import { benchSettings } from './bench-settings.ts';

interface BenchDatabase {
  /** A server to make a database on, for as long as it is measured; without one, an embedded database on disk. */
  readonly serverUrl?: string;
  /** Told how long each statement takes. */
  readonly onQuery?: QueryObserver;
}

/** A database as a user has it, with the tasks of the threads run in this process. */
export async function withBenchContext<Result>(
  work: (ctx: AnalysisContext, pool: pg.Pool) => Promise<Result>,
  { serverUrl, ...observed }: BenchDatabase = {},
): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sophia-bench-'));
  const onServer = serverUrl === undefined ? null : await createOnServer(serverUrl);
  const database = await openDatabase({
    databaseUrl: onServer?.databaseUrl ?? null,
    dataDirectory: path.join(folder, 'database'),
    bufferMegabytes: 128,
    ...observed,
  });
  try {
    await migrate({ database, clock: systemClock });

    const ids = createIds(systemClock);
    const ctx: AnalysisContext = {
      actor: { type: 'operator', name: 'bench' },
      workspaceId: 'bench',
      requestId: ids.create('request'),
      clock: systemClock,
      ids,
      log: createMemoryLog(),
      db: database.db,
      models: { state: 'off', reason: 'The bench measures the rules.' },
      threads: {
        run: async (name, payload) => runTask({ analysisTasks, name, payload }),
        close: async () => undefined,
      },
    };
    await configureWorkspace({ ctx, input: { ...workspaceSettings } });
    return await work(ctx, database.pool);
  } finally {
    await database.close();
    await onServer?.drop();
    await rm(folder, { recursive: true });
  }
}

async function createOnServer(serverUrl: string): Promise<{ databaseUrl: string; drop: () => Promise<void> }> {
  const name = `bench_of_sophia_${process.pid}`;
  async function run(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }
  await run(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { databaseUrl: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}

const workspaceSettings = {
  internalDomains: [],
  internalNames: [],
  competitors: benchSettings.competitors,
  products: benchSettings.products,
  lexicons: {},
};

/** The bench names only tasks that there are, with the payload that they take. */
function runTask({
  analysisTasks,
  name,
  payload,
}: {
  analysisTasks: Readonly<Record<string, unknown>>;
  name: string;
  payload: unknown;
}): unknown {
  const task = analysisTasks[name];
  if (typeof task !== 'function') throw new Error(`Expected a task, found none named ${name}.`);
  return task(payload);
}
