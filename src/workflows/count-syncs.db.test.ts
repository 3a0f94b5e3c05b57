import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideChanges, undoChanges } from '#modules/changesets';
import type { BroughtAcross, ConnectedContext } from '#platform/context';
import { createMetrics, type Metrics } from '#platform/telemetry';
import { createChangeWorld, deal, dealOwner, setting, shippedPolicy } from '#test/change-world';
import { crmSuite } from '#test/crm-suite';
import { openGong } from '#test/gong-world';
import { plainRun } from '#test/plain-run';
import { workContextOf } from '#test/work-context';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { applyChangeSet } from './apply-change-set.ts';
import { syncCrm } from './sync-crm.ts';
import { takeInCall } from './take-in-call.ts';

const suite = await crmSuite();

function counted<Ctx extends ConnectedContext>(ctx: Ctx): { metrics: Metrics; ctx: Ctx } {
  const metrics = createMetrics();
  function countSync({ source, target, status, count }: BroughtAcross): void {
    metrics.crmSync.inc({ source, target, status }, count);
  }
  return { metrics, ctx: { ...ctx, countSync } };
}

/** The lines of the metric, as Prometheus reads them. */
async function scrape(metrics: Metrics): Promise<string[]> {
  const { text } = await metrics.render();
  return text
    .split('\n')
    .filter((line) => line.startsWith('sophia_crm_sync_total{'))
    .toSorted();
}

describe('what goes from one system into another is counted', () => {
  it('into the CRM: what was written, taken back, and not taken back', async () => {
    const world = await createChangeWorld(suite);
    const { metrics, ctx } = counted(world.ctx);
    const [first, second] = await world.propose([setting('next_steps', 'Board'), setting('amount', '27500')]);
    const changeSetId = first?.changeSetId ?? '';
    const decision = { changeId: second?.changeId ?? '', decision: 'approve', value: null, reason: null } as const;
    await decideChanges({ ctx: world.as(dealOwner), input: { decisions: [decision] } });
    const { workspaceId, requestId } = ctx;
    const workflow = applyChangeSet({ contextFor: ({ actor }) => ({ ...ctx, actor }), metrics });
    const input = { workspaceId, changeSetId, requestId, traceparent: null };
    await workflow.runUnchecked({ run: plainRun, input });
    world.crm.edit(deal, { property: 'amount', value: '31000', source: 'person' });
    await undoChanges({ ctx: { ...ctx, actor: dealOwner }, input: { changeSetId } });
    assert.deepEqual(await scrape(metrics), [
      'sophia_crm_sync_total{source="sophia",target="hubspot",status="settled"} 2',
      'sophia_crm_sync_total{source="sophia",target="hubspot",status="undo_refused"} 1',
      'sophia_crm_sync_total{source="sophia",target="hubspot",status="undone"} 1',
    ]);
  });

  it('out of the CRM: the records of a sync, once changed and then unchanged', async () => {
    const { metrics, ctx } = counted(await suite.freshContext());
    const workflow = syncCrm({ contextFor: ({ actor }) => ({ ...ctx, policy: shippedPolicy, dryRun: false, actor }) });
    const { workspaceId, requestId } = ctx;
    const input = { workspaceId, mode: 'full', requestId, traceparent: null };
    const { read } = Object(await workflow.runUnchecked({ run: plainRun, input }));
    assert.ok(read > 0);
    const changed = `sophia_crm_sync_total{source="hubspot",target="sophia",status="changed"} ${read}`;
    assert.deepEqual(await scrape(metrics), [changed]);
    await workflow.runUnchecked({ run: plainRun, input });
    const unchanged = `sophia_crm_sync_total{source="hubspot",target="sophia",status="unchanged"} ${read}`;
    assert.deepEqual(await scrape(metrics), [changed, unchanged]);
  });

  it('out of the source of calls: what was taken in, known already, or is not there', async () => {
    const simulator = await startGongSimulator({ port: 0, world: smallWorld() });
    const gong = await openGong({ url: simulator.url });
    try {
      await gong.control({ path: '/clock', body: { now: '2026-11-20T12:00:00Z' } });
      const work = workContextOf((await createChangeWorld(suite)).ctx).ctx;
      const calls = { state: 'on', client: gong.source, simulated: true } as const;
      const { metrics, ctx } = counted({ ...work, connections: { ...work.connections, calls } });
      const workflow = takeInCall({ contextFor: () => ctx, metrics, processChat: null, random: () => 0 });
      const { workspaceId, requestId } = ctx;
      for (const externalId of ['8100000000000000001', '8100000000000000001', '1']) {
        const input = { workspaceId, externalId, inboxId: null, attempts: 1, requestId };
        await workflow.runUnchecked({ run: plainRun, input });
      }
      assert.deepEqual(await scrape(metrics), [
        'sophia_crm_sync_total{source="gong",target="sophia",status="created"} 1',
        'sophia_crm_sync_total{source="gong",target="sophia",status="unchanged"} 1',
        'sophia_crm_sync_total{source="gong",target="sophia",status="unknown"} 1',
      ]);
    } finally {
      gong.httpClient.close();
      await simulator.close();
    }
  });
});
