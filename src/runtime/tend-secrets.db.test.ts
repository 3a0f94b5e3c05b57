import assert from 'node:assert/strict';
import { it } from 'node:test';
import { loadConfig } from '#config';
import type { DependencyHealth } from '#contracts';
import { createHealthRegistry } from '#platform/health';
import { databaseForSuite } from '#test/database-for-suite';
import { createTestSecretBox } from '#test/test-secret-box';
import { tendSecrets } from './tend-secrets.ts';

const suite = await databaseForSuite();
const dayMs = 86_400_000;
const secretBox = createTestSecretBox();

async function openMachine() {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  return {
    ctx,
    /** A start with these settings; returns the row of /health that stands for vendors' keys. */
    start: async (environment: Record<string, string>): Promise<DependencyHealth | undefined> => {
      const health = createHealthRegistry({ clock: ctx.clock });
      const config = loadConfig({ environment, envFile: null });
      await tendSecrets({
        resources: { config, health, clock: ctx.clock, log: ctx.log },
        contextFor: () => ({ ...ctx, secretBox }),
      });
      return (await health.check()).dependencies.find(({ name }) => name === 'vendor keys');
    },
  };
}

it('names the keys of vendors that are older than 90 days, and what to do, and never a key', async () => {
  const { ctx, start } = await openMachine();
  const settings = { SLACK_BOT_TOKEN: 'xoxb-first', HUBSPOT_ACCESS_TOKEN: 'pat-first' };
  assert.equal((await start(settings))?.state, 'healthy');
  ctx.clock.advance(90 * dayMs);
  assert.deepEqual((await start(settings))?.reason, 'None is known for more than 90 days; the oldest for 90.');
  ctx.clock.advance(dayMs);
  const row = await start({ ...settings, HUBSPOT_ACCESS_TOKEN: 'pat-second', OPENAI_API_KEY: 'sk-first' });
  assert.equal(row?.state, 'degraded');
  assert.equal(row.reason, 'Known for more than 90 days: SLACK_BOT_TOKEN (since 2026-09-14, 91 days).');
  assert.match(row.action ?? '', /^Make a new one at the vendor/);
  assert.ok(!/xoxb|pat-|sk-/.test(JSON.stringify([row, ctx.log.lines])));
});

it('has nothing to say where no vendor is connected', async () => {
  const { start } = await openMachine();
  assert.equal((await start({}))?.state, 'off');
});
