import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '#platform/telemetry';
import { plainRun } from '#test/plain-run';
import { countRuns } from './count-runs.ts';

test('each run that ends is counted by its workflow and how it ended, and ends as it did', async () => {
  const metrics = createMetrics();
  const outcomes: (() => unknown)[] = [
    () => 'done',
    () => {
      throw new RangeError('broken');
    },
  ];
  const workflow = countRuns({
    metrics,
    workflow: { name: 'follow-up-call', queue: 'follow-ups', runUnchecked: async () => outcomes.shift()?.() },
  });
  assert.equal(await workflow.runUnchecked({ run: plainRun, input: {} }), 'done');
  await assert.rejects(workflow.runUnchecked({ run: plainRun, input: {} }), RangeError);
  const { text } = await metrics.render();
  assert.match(text, /^sophia_workflow_runs_total\{workflow="follow-up-call",outcome="succeeded"\} 1$/m);
  assert.match(text, /^sophia_workflow_runs_total\{workflow="follow-up-call",outcome="failed"\} 1$/m);
});
