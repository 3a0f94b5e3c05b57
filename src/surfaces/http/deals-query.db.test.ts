import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
const { server } = await createRestServer(ctx, { contextFor: ({ requestId }) => ({ ...ctx, requestId }) });
after(() => server.close());

describe('a filter of deals that cannot be read', () => {
  it('is told as a sentence on the page, without the marks of a terminal', async () => {
    const headers = { host: '127.0.0.1:8000', accept: 'text/html' };
    const { statusCode, body } = await server.inject({ url: '/deals?closesFrom=nextweek', headers });
    assert.equal(statusCode, 400);
    assert.match(body, /closesFrom: Expected a day such as 2026-09-14\./);
    assert.doesNotMatch(body, /✖|→ at/);
  });
});
