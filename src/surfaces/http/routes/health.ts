import type { FastifyInstance } from 'fastify';
import type { ServerResources } from '../server-resources.ts';

/** `/health/live`: the process lives. `/health/ready`: its dependencies serve. `/metrics`: for Prometheus. */
export function addHealthRoutes(server: FastifyInstance, resources: ServerResources): void {
  server.get('/health/live', async () => ({ state: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const report = await resources.health.check();
    const isReady = report.state === 'healthy' || report.state === 'degraded';
    return reply.code(isReady ? 200 : 503).send(report);
  });
  server.get('/metrics', async (_request, reply) => {
    await measureHealth(resources);
    const { contentType, text } = await resources.metrics.render();
    return reply.type(contentType).send(text);
  });
}

const ratios = { healthy: 1, degraded: 0.5, starting: 0.5, unhealthy: 0, off: null } as const;

async function measureHealth({ health, metrics }: ServerResources): Promise<void> {
  const { dependencies } = await health.check();
  for (const { name, state } of dependencies) {
    const ratio = ratios[state];
    if (ratio !== null) metrics.dependencyHealth.set({ dependency: name }, ratio);
  }
}
