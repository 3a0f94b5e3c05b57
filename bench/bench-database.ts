import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { analysisTasks } from '#modules/analysis';
import type { AnalysisContext } from '#modules/insights';
import { configureWorkspace } from '#modules/workspaces';
import { systemClock } from '#platform/clock';
import { migrate, openDatabase } from '#platform/db';
import { createIds } from '#platform/ids';
import { createMemoryLog } from '#platform/log';
import { benchSettings } from './bench-settings.ts';

/** An embedded database on disk, as a user has it, with the tasks of the threads run in this process. */
export async function withBenchContext<Result>(
  work: (ctx: AnalysisContext, pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sophia-bench-'));
  const database = await openDatabase({
    databaseUrl: null,
    dataDirectory: path.join(folder, 'database'),
    bufferMegabytes: 128,
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
    await rm(folder, { recursive: true });
  }
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
