import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { AnalysisReport } from '#contracts';
import { callText } from '#test/batch-of-calls';
import { type ModelVendors, startModelVendors } from '#test/model-vendors';
import { sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';

const worlds = await sophiaWorlds();

let vendors: ModelVendors;

before(async () => {
  vendors = await startModelVendors();
});
after(() => vendors.close());

/** A fraction of what the answer takes: whoever waited for it is told from a slow machine. */
const longestStopMs = 400_000;

describe('SIGTERM while a model is thinking', { timeout: 900_000 }, () => {
  it('gives the answer up, writes down what it may have cost, and the next start asks again', async () => {
    const world = await worlds.create();
    const environment = { ...vendors.environment('anthropic', 'openai'), SOPHIA_MODEL_TIMEOUT_SECONDS: '600' };
    await writeFile(join(world.folder, 'call.txt'), callText(1));
    await vendors.spoil('anthropic', { kind: 'slow', latencyMs: 600_000 });
    const parameters = ['analyze', 'call.txt', '--internal', 'Maya Okafor', '--engine', 'model', '--format', 'json'];
    const running = world.start(parameters, { environment });
    await waitUntil('the model was asked', {
      condition: async () => (await vendors.received('anthropic')).length === 1,
    });
    const stoppedAtMs = performance.now();
    running.kill('SIGTERM');
    const ended = await running.ended;
    assert.deepEqual([ended.code, ended.signal], [1, null]);
    assert.ok(performance.now() - stoppedAtMs < longestStopMs, 'the stop did not wait for the answer');
    await vendors.recover();
    const again = await world.run(parameters, { environment });
    assert.equal(again.code, 0, again.stderr);
    const { engine } = AnalysisReport.parse(JSON.parse(again.stdout)).result;
    assert.deepEqual([engine.name, engine.provider, engine.fellBackFrom], ['model', 'anthropic', []]);
    const spent = await world.withDatabase(({ pool }) =>
      pool.query(`select estimated, provider from model_usage order by created_at`),
    );
    assert.deepEqual(spent.rows, [
      { estimated: true, provider: 'anthropic' },
      { estimated: false, provider: 'anthropic' },
    ]);
  });
});
