import assert from 'node:assert/strict';
import { test } from 'node:test';
import { receiveEvent, retryEvent, settleEvent } from '#modules/intake';
import { createHealthRegistry } from '#platform/health';
import { databaseForSuite } from '#test/database-for-suite';
import { noConnections } from '#test/no-connections';
import { workContextOf } from '#test/work-context';
import { registerInboxProbe } from './register-inbox-probe.ts';

const suite = await databaseForSuite();

test('what failed in every try is a restriction for a week, or until it is tried again', async () => {
  const base = suite.createContext({ workspaceId: await suite.createWorkspace() });
  const { ctx } = workContextOf({ ...base, connections: noConnections });
  const { clock } = base;
  const empty = { ...ctx, workspaceId: await suite.createWorkspace() };
  const health = createHealthRegistry({ clock });
  registerInboxProbe({
    resources: { health, clock },
    contextFor: ({ workspaceId }) => (workspaceId === 'main' ? ctx : empty),
  });
  async function row(): Promise<string> {
    const [inbox] = (await health.check()).dependencies;
    return `${inbox?.name} ${inbox?.state}: ${inbox?.reason} ${inbox?.action}`;
  }
  assert.equal(await row(), 'inbox healthy: What came was processed or is being so. null');
  const told = {
    source: 'hubspot',
    kind: 'deal.propertyChange',
    subject: '501',
    payload: {},
    occurredAt: null,
  } as const;
  const { inboxId } = await receiveEvent({ ctx, input: { ...told, dedupeKey: 'probe:1' } });
  const problem = { code: 'vendor.refused', message: 'It was refused.', action: 'Look at it.' };
  await settleEvent({ ctx, input: { inboxId, problem, attempts: 3 } });
  const day = clock.now().toISOString().slice(0, 10);
  clock.advance(60_000);
  const reason = `1 event failed in every try, the last ${day}; nothing waits behind what failed.`;
  assert.equal(await row(), `inbox degraded: ${reason} Run: sophia inbox list --dead`);
  clock.advance(8 * 86_400_000);
  assert.equal(await row(), `inbox healthy: ${reason} null`);
  await retryEvent({ ctx, input: { inboxId } });
  clock.advance(60_000);
  assert.equal(await row(), 'inbox healthy: What came was processed or is being so. null');
});
