import type { Config } from '#config';
import type { HealthReport } from '#contracts';
import { analysisWorkerUrl } from '#modules/analysis';
import { systemClock } from '#platform/clock';
import { migrationStatus, openDatabase } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { createHealthRegistry, type HealthRegistry, type Probe, type ProbeResult } from '#platform/health';
import { createHttpClient } from '#platform/http-client';
import { chooseModels, createMemoryLedger, createModelGateway } from '#platform/llm';
import type { Log } from '#platform/log';
import { createThreadPool } from '#platform/threads';
import { trustAuthorities } from '#platform/tls';
import { registerProbesWithoutDatabase } from './register-probes.ts';
import { watchModels } from './watch-models.ts';

export interface Diagnosis {
  /** Throws `config.invalid` where the settings are the problem. */
  readonly readConfig: () => Config;
  readonly openLog: () => Log;
  /** What Sophia could not be opened for. */
  readonly problem: unknown;
}

/**
 * The state of each dependency where Sophia cannot be opened: the problem where it belongs, and what can be asked
 * without a database. Where the settings cannot be used nothing else is known, and their row is the only one.
 */
export async function diagnose({ readConfig, openLog, problem }: Diagnosis): Promise<HealthReport> {
  const health = createHealthRegistry({ clock: systemClock });
  const config = configOrNull(readConfig);
  const row = rowOf(problem);
  health.register({ name: row, action: '', check: async () => describe(problem) });
  if (config === null) return health.check();
  trustAuthorities(config.authoritiesFile);
  const stack = new AsyncDisposableStack();
  try {
    registerRest({ health, config, log: openLog(), row, stack });
    return await health.check();
  } finally {
    await stack.disposeAsync();
  }
}

function registerRest({
  health,
  config,
  log,
  row,
  stack,
}: {
  health: HealthRegistry;
  config: Config;
  log: Log;
  row: string;
  stack: AsyncDisposableStack;
}): void {
  if (row !== 'database') health.register(databaseProbe({ config, log }));
  health.register({
    name: 'workflows',
    action: '',
    check: async () => unhealthy('They were not started: Sophia could not be opened.', `Look at ${row} first.`),
  });
  const threads = createThreadPool({ workerUrl: analysisWorkerUrl, threadCount: config.threads, log });
  stack.defer(() => threads.close());
  const httpClient = createHttpClient({ clock: systemClock, random: Math.random });
  stack.defer(() => httpClient.close());
  const budget = { capMicroUsd: config.models.budgetMicroUsd, capUnpricedTokens: 0, ledger: createMemoryLedger() };
  registerProbesWithoutDatabase({
    resources: { health, threads, config, modelWatch: watchModels({ clock: systemClock }) },
    models: () => createModelGateway({ models: chooseModels(config.models), httpClient, log, budget }),
  });
}

function configOrNull(readConfig: () => Config): Config | null {
  try {
    return readConfig();
  } catch {
    return null;
  }
}

/** The dependency that a problem belongs to. */
function rowOf(problem: unknown): 'settings' | 'database' | 'start' {
  if (isFileProblem(problem)) return 'database';
  if (!(problem instanceof SophiaError)) return 'start';
  if (problem.code === 'config.invalid') return 'settings';
  return /^(?:db|instance)\./.test(problem.code) ? 'database' : 'start';
}

function describe(problem: unknown): ProbeResult {
  if (problem instanceof SophiaError) return unhealthy(problem.message, problem.entry.action);
  if (isFileProblem(problem))
    return unhealthy(problem.message, 'See that SOPHIA_HOME is a folder that can be written.');
  const reason = problem instanceof Error ? problem.message : String(problem);
  return unhealthy(`Something unforeseen happened: ${reason}`, 'Please report it with this line.');
}

/** Opening Sophia touches no other files than those of SOPHIA_HOME. */
function isFileProblem(problem: unknown): problem is Error {
  return problem instanceof Error && 'syscall' in problem && 'path' in problem;
}

/** The embedded database belongs to whoever holds it: it is not opened only to be asked. */
function databaseProbe({ config, log }: { config: Config; log: Log }): Probe {
  return {
    name: 'database',
    action: 'See that the server of DATABASE_URL runs and can be reached.',
    check: async () => {
      if (config.databaseUrl === null) {
        return { state: 'off', reason: `Embedded, in ${config.home}; it was not asked.`, action: null };
      }
      const database = await openDatabase({
        databaseUrl: config.databaseUrl,
        tls: config.databaseTls,
        dataDirectory: config.home,
        log,
      });
      try {
        const { pending } = await migrationStatus({ database });
        if (pending.length === 0) return { state: 'healthy', reason: 'The server answers.', action: null };
        return unhealthy(`${pending.length} migrations are not applied.`, 'Run: sophia db migrate');
      } finally {
        await database.close();
      }
    },
  };
}

function unhealthy(reason: string, action: string): ProbeResult {
  return { state: 'unhealthy', reason, action };
}
