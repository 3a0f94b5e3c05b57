import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Error as engineErrors } from '@dbos-inc/dbos-sdk';
import { createMetrics } from '#platform/telemetry';
import { plainRun } from '#test/plain-run';
import { countRuns } from './count-runs.ts';

describe('the runs of a workflow', () => {
  it('are counted by how they ended, and not where the engine takes one away', async () => {
    const metrics = createMetrics();
    const ends: (() => unknown)[] = [
      () => 'done',
      () => 'done',
      () => assert.fail('It broke.'),
      () => {
        throw new engineErrors.DBOSWorkflowCancelledError('test');
      },
    ];
    const workflow = countRuns({
      metrics,
      workflow: { name: 'sync-calls', queue: 'gong', runUnchecked: async () => ends.shift()?.() },
    });
    const given = { run: plainRun, input: null };
    assert.equal(await workflow.runUnchecked(given), 'done');
    await workflow.runUnchecked(given);
    await assert.rejects(workflow.runUnchecked(given), /It broke/);
    await assert.rejects(workflow.runUnchecked(given));
    const { text } = await metrics.render();
    assert.deepEqual(text.match(/^sophia_workflow_runs_total\{.*$/gm), [
      'sophia_workflow_runs_total{workflow="sync-calls",outcome="succeeded"} 2',
      'sophia_workflow_runs_total{workflow="sync-calls",outcome="failed"} 1',
    ]);
  });
});
