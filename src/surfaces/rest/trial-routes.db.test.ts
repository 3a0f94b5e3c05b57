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
    const { version } = await client.getMethods({ workspace });
    assert.deepEqual(await client.tryMethods({ workspace, body: { qualifyBy: ['spin'], calls: 5 } }), {
      replaces: version,
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

describe('what was tried, published over the API', () => {
  it('replaces what it was tried against, and nothing that somebody else has published since', async () => {
    const { days: _days, ...draft } = { warningLimits: { nextStepWithinDays: 2 }, days: 5 };
    const { replaces } = await client.tryWarningLimits({ workspace, body: { ...draft, days: 5 } });
    const read = await send('GET', { url: '/api/v1/warnings/limits' });
    assert.ok(String(read.headers['etag']).startsWith(`"${replaces}.`));
    assert.equal((await send('PUT', { url: '/api/v1/warnings/limits', payload: draft })).statusCode, 428);
    const headers = { 'if-match': `"${replaces}"` };
    const put = await send('PUT', { url: '/api/v1/warnings/limits', payload: draft, headers });
    assert.equal(put.statusCode, 200, put.body);
    const other = { warningLimits: { nextStepWithinDays: 9 } };
    assert.equal((await send('PUT', { url: '/api/v1/warnings/limits', payload: other, headers })).statusCode, 412);
    const { settings, inForce, history, version } = await client.getWarningLimits({ workspace });
    const sources = new Map(inForce.map(({ name, value, from }) => [name, [value, from]]));
    assert.deepEqual(sources.get('warningLimits.nextStepWithinDays'), ['2', 'published']);
    assert.deepEqual(sources.get('warningLimits.pushes'), ['atLeast 2, withinDays 60', 'sophia']);
    assert.deepEqual([settings, history.length], [draft, 1]);
    const again = await send('GET', { url: '/api/v1/warnings/limits' });
    assert.ok(String(put.headers['etag']).startsWith(`"${version}.`));
    assert.equal(again.headers['etag'], put.headers['etag']);
  });

  it('takes methods back by publishing the former ones', async () => {
    const first = await client.getMethods({ workspace });
    assert.ok(first.inForce.length > 0 && first.inForce.every(({ from }) => from === 'sophia'));
    const put = await send('PUT', {
      url: '/api/v1/methods',
      payload: { qualifyBy: ['spin'] },
      headers: { 'if-match': `"${first.version}"` },
    });
    assert.equal(put.statusCode, 200, put.body);
    const headers = { 'if-match': String(put.headers['etag']) };
    const wrong = await send('PUT', { url: '/api/v1/methods', payload: { qualifyBy: ['meddic'] }, headers });
    assert.equal(wrong.statusCode, 422);
    const back = await send('PUT', { url: '/api/v1/methods', payload: {}, headers });
    assert.equal(back.statusCode, 200);
    assert.ok(
      String(back.headers['etag']).startsWith(`"${first.version}.`),
      'the version of before, with another history',
    );
    const { history } = await client.getMethods({ workspace });
    assert.deepEqual(
      history.map(({ settings }) => settings),
      [{}, { qualifyBy: ['spin'] }],
    );
  });
});

async function send(
  method: 'GET' | 'PUT',
  { url, headers = {}, payload }: { url: string; headers?: Record<string, string>; payload?: object },
) {
  return server.inject({
    method,
    url: `${url}?workspace=${workspace}`,
    headers: { host: '127.0.0.1:8000', ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
}
