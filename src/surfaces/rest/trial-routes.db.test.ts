import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';
import { SophiaApiError } from '../../../clients/typescript/sophia-client.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { workspaceId: workspace } = world.ctx;
const { ctx } = workContextOf({ ...world.ctx });
const { server, client } = await createRestServer(ctx);
after(() => server.close());

function isProblem(code: string) {
  return (error: unknown) => error instanceof SophiaApiError && error.problem.code === code;
}

describe('trials over the API', () => {
  it('hold deals against limits, thirty days back where nothing is said', async () => {
    const trial = await client.tryWarningLimits({ workspace, body: { dealLimits: { nowhere: { quietDays: 1 } } } });
    assert.deepEqual([trial.days, trial.unknownStages, trial.differences], [30, ['nowhere'], []]);
    assert.equal(trial.kinds.length, 6);
    const body = { warningLimits: { singleThread: { calls: 0 } } };
    await assert.rejects(client.tryWarningLimits({ workspace, body }), isProblem('input.invalid'));
  });

  it('qualify calls by other methods, and say what is wrong with these', async () => {
    assert.deepEqual(await client.tryMethods({ workspace, body: { qualifyBy: ['spin'], calls: 5 } }), {
      calls: 0,
      engine: 'rules',
      methods: [],
      perCall: [],
    });
    await assert.rejects(
      client.tryMethods({ workspace, body: { qualifyBy: ['meddic'] } }),
      isProblem('lexicon.invalid'),
    );
  });
});
