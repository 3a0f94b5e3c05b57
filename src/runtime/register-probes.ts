import { connect } from 'node:net';
import { connect as connectOverTls } from 'node:tls';
import { migrationStatus } from '#platform/db';
import type { ProbeResult } from '#platform/health';
import type { ModelGateway } from '#platform/llm';
import type { Resources } from './open-resources.ts';
import { registerEncryptionProbe } from './register-encryption-probe.ts';

/** Registers a probe for each resource, so that `sophia doctor` and /health/ready can say how it is. */
export function registerProbes({ resources, models }: { resources: Resources; models: ModelGateway }): void {
  registerDatabase(resources);
  registerProbesWithoutDatabase({ resources, models: () => models });
}

/** What the probes ask that need no database. */
export type ProbedResources = Pick<Resources, 'health' | 'threads' | 'config' | 'modelWatch'>;

/** Registers the probes that need no database. */
export function registerProbesWithoutDatabase({ resources, models }: ProbedParts): void {
  registerThreads(resources);
  registerModels({ resources, models });
  registerRedis(resources);
  registerEncryptionProbe(resources);
}

interface ProbedParts {
  readonly resources: ProbedResources;
  /** Throws `config.invalid` where a model lacks what it needs. */
  readonly models: () => ModelGateway;
}

function registerDatabase({ health, database, config }: Resources): void {
  const what = config.databaseUrl === null ? `embedded, in ${config.home}` : 'a server';
  health.register({
    name: 'database',
    action:
      'See that the server of DATABASE_URL runs and can be reached, or that the disk of SOPHIA_HOME can be written.',
    check: async () => {
      await database.pool.query('select 1');
      const { pending } = await migrationStatus({ database });
      if (pending.length > 0) {
        const reason = `${pending.length} migrations are not applied.`;
        return { state: 'unhealthy', reason, action: 'Run: sophia db migrate' };
      }
      return healthy(`PostgreSQL ${database.serverVersion}, ${what}; every migration is applied.`);
    },
  });
}

function registerThreads({ health, threads, config }: ProbedResources): void {
  health.register({
    name: 'analysis',
    action: 'Start Sophia again; if it stays so, report it with the log.',
    check: async () => {
      await threads.run('ping', null);
      return healthy(`The rules answer, in up to ${config.threads} ${config.threads === 1 ? 'thread' : 'threads'}.`);
    },
  });
}

function registerModels({ resources, models }: ProbedParts): void {
  resources.health.register({
    name: 'language models',
    action: 'Check the keys and addresses of the models.',
    check: async () => resources.modelWatch.check(models()),
  });
}

function registerRedis({ health, config }: ProbedResources): void {
  const { redisUrl } = config;
  health.register({
    name: 'redis',
    action: 'See that the server of REDIS_URL runs, or remove the setting: Sophia works without it.',
    check: async (signal) => {
      if (redisUrl === null)
        return { state: 'off', reason: 'REDIS_URL is not set; it is never required.', action: null };
      const { protocol, hostname, port } = new URL(redisUrl);
      const overTls = protocol === 'rediss:';
      const reached = await canConnect({ host: hostname, port: Number(port || '6379'), overTls, signal });
      return reached
        ? healthy(overTls ? 'It can be reached, over TLS.' : 'It can be reached.')
        : {
            state: 'degraded',
            reason: overTls
              ? `Nothing answers over TLS at ${hostname}:${port || '6379'} with a certificate that is trusted.`
              : `Nothing answers at ${hostname}:${port || '6379'}.`,
            action: 'Start that Redis or remove REDIS_URL: Sophia works without it.',
          };
    },
  });
}

function canConnect({
  host,
  port,
  overTls,
  signal,
}: {
  host: string;
  port: number;
  overTls: boolean;
  signal: AbortSignal;
}): Promise<boolean> {
  const socket = overTls ? connectOverTls({ host, port }) : connect({ host, port });
  const answered = new Promise<boolean>((resolve) => {
    socket.once(overTls ? 'secureConnect' : 'connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
  return answered.finally(() => socket.destroy());
}

function healthy(reason: string): ProbeResult {
  return { state: 'healthy', reason, action: null };
}
