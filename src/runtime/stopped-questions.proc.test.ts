import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ModelVendors, startModelVendors } from '#test/model-vendors';
import { sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';

const worlds = await sophiaWorlds();
const question = 'Could you weigh everything against everything else, whatever it takes?';

let vendors: ModelVendors;

before(async () => {
  vendors = await startModelVendors();
});
after(() => vendors.close());

describe('Ctrl-C while an answer is planned', { timeout: 900_000 }, () => {
  it('stops the spend, shows what was shown, and keeps the question as stopped', async () => {
    const world = await worlds.create();
    const environment = { ...vendors.environment('anthropic'), SOPHIA_MODEL_TIMEOUT_SECONDS: '60' };
    await vendors.spoil('anthropic', { kind: 'slow', latencyMs: 600_000 });
    const running = world.start(['ask', question], { environment });
    await waitUntil('the model was asked', {
      condition: async () => (await vendors.received('anthropic')).length === 1,
    });
    running.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    assert.deepEqual([code, /SIGINT received/.test(stderr)], [1, true]);
    assert.match(stdout, /a model plans the answer/);
    const { kept, spent } = await world.withDatabase(async ({ pool }) => ({
      kept: (await pool.query('select question, outcome from assistant_interactions')).rows,
      spent: (await pool.query('select purpose, estimated from model_usage')).rows,
    }));
    assert.deepEqual(kept, [{ question, outcome: 'stopped' }]);
    assert.deepEqual(spent, [{ purpose: 'assistant', estimated: true }]);
    assert.equal((await vendors.received('anthropic')).length, 1);
  });
});
