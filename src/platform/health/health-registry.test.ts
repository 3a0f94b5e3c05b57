import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HealthReport, type HealthState } from '#contracts';
import { createFixedClock } from '#platform/clock';
import { createHealthRegistry, type Probe } from './health-registry.ts';

function settableProbe(name: string): Probe & { state: HealthState } {
  const probe: Probe & { state: HealthState } = {
    name,
    state: 'healthy',
    action: `Look after ${name}.`,
    check: async () => ({ state: probe.state, reason: `It is ${probe.state}.`, action: null }),
  };
  return probe;
}

test('since stays while a state lasts, and moves when it changes', async () => {
  const clock = createFixedClock(new Date('2026-01-01T00:00:00.000Z'));
  const registry = createHealthRegistry({ clock });
  const database = settableProbe('database');
  registry.register(database);
  async function sinceNow(): Promise<string | undefined> {
    return (await registry.check()).dependencies[0]?.since;
  }
  assert.equal(await sinceNow(), '2026-01-01T00:00:00.000Z');
  clock.advance(60_000);
  assert.equal(await sinceNow(), '2026-01-01T00:00:00.000Z');
  database.state = 'degraded';
  assert.equal(await sinceNow(), '2026-01-01T00:01:00.000Z');
  clock.advance(60_000);
  database.state = 'healthy';
  assert.equal(await sinceNow(), '2026-01-01T00:02:00.000Z');
});

test('a probe that knows since when is believed', async () => {
  const registry = createHealthRegistry({ clock: createFixedClock(new Date('2026-01-01T12:00:00.000Z')) });
  const since = '2026-01-01T09:00:00.000Z';
  registry.register({
    name: 'vendor',
    action: 'Look.',
    check: async () => ({ state: 'degraded', reason: 'It fails.', action: null, since }),
  });
  assert.equal((await registry.check()).dependencies[0]?.since, since);
});

test('the worst dependency gives the state, and one that is off does not count', async () => {
  const registry = createHealthRegistry({ clock: createFixedClock(new Date(0)) });
  const database = settableProbe('database');
  const cache = settableProbe('cache');
  registry.register(database);
  registry.register(cache);
  cache.state = 'off';
  assert.equal((await registry.check()).state, 'healthy');
  cache.state = 'degraded';
  assert.equal((await registry.check()).state, 'degraded');
  database.state = 'starting';
  assert.equal((await registry.check()).state, 'starting', 'what is not there yet is waited for');
  database.state = 'unhealthy';
  const report = await registry.check();
  assert.equal(report.state, 'unhealthy');
  assert.deepEqual(HealthReport.parse(report), report);
});

test('a probe that throws or never answers is unhealthy, with why and what to do', async () => {
  const registry = createHealthRegistry({ clock: createFixedClock(new Date(0)), timeoutMs: 20 });
  const aborted: boolean[] = [];
  registry.register({
    name: 'database',
    action: 'Start PostgreSQL.',
    check: () => Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:5432')),
  });
  registry.register({
    name: 'workflow engine',
    action: 'Restart Sophia.',
    check: (signal) =>
      new Promise(() => {
        signal.addEventListener('abort', () => aborted.push(true));
      }),
  });
  const { state, dependencies } = await registry.check();
  assert.equal(state, 'unhealthy');
  assert.deepEqual(
    dependencies.map(({ reason, action }) => ({ reason, action })),
    [
      { reason: 'connect ECONNREFUSED 127.0.0.1:5432', action: 'Start PostgreSQL.' },
      { reason: 'It did not answer within 20 ms.', action: 'Restart Sophia.' },
    ],
  );
  assert.deepEqual(aborted, [true]);
});

test('with nothing registered the report is healthy and empty', async () => {
  const registry = createHealthRegistry({ clock: createFixedClock(new Date(0)) });
  assert.deepEqual(await registry.check(), { state: 'healthy', dependencies: [] });
});
