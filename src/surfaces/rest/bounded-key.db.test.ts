import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { analysisSuite } from '#test/analysis-suite';
import { anyRequestOf, assertAsDescribed } from '#test/any-request';
import { assertKept } from '#test/assert-kept';
import { createRestServer } from '#test/rest-server';
import { createTwoTeamsWorld } from '#test/two-teams-world';
import { describeApi } from './index.ts';

const suite = await analysisSuite();
const { ctx, keyOf, west, east } = await createTwoTeamsWorld(suite);
const { server } = await createRestServer(ctx);
after(() => server.close());

const runs = 8;
/** What is theirs, and what is another's: the ids of both, as somebody would try them. */
const words = [west, east].flatMap((side) => [
  side.callId,
  side.dealId,
  side.commitmentId,
  side.warningId,
  side.contradictionId,
  side.changeSetId,
  side.changeId,
  side.dealName,
]);

describe('asked for anything by a representative’s key, an operation', { concurrency: false }, () => {
  const statuses = new Map<number, number>();

  for (const [path, methods] of Object.entries(describeApi().paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      // A key that was ended by a request of before would leave the rest with nothing but refusals.
      if (method === 'delete' || /session|password/i.test(path)) continue;
      it(`${operation.operationId} answers as described, and never that something unforeseen happened`, async () => {
        const secret = await keyOf(west.email);
        const requests = anyRequestOf(operation, { words, named: { workspace: [ctx.workspaceId] } });
        const property = fc.asyncProperty(requests, async (request) => {
          const asked = { server, secret, path, method, operation, request };
          const { status, body } = await assertAsDescribed(asked);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          const told = JSON.stringify(request).replaceAll('\\', '');
          const secrets = [...east.secrets, 'repaired kangaroo file'].filter((one) => !told.includes(one));
          assertKept(body, { secrets, what: operation.operationId });
        });
        await fc.assert(property, { numRuns: runs });
      });
    }
  }

  it('was let in, refused and sent on by turns', () => {
    for (const status of [200, 400, 403, 404]) assert.ok((statuses.get(status) ?? 0) > 0, `${status} was among them`);
    assert.equal(statuses.get(401) ?? 0, 0, 'the key holds to the end');
  });
});

describe('the limit of requests', () => {
  it('is that of each key by itself, also of two that are one person’s', async () => {
    const limited = await createRestServer(ctx, { apiRequestsPerMinute: 3 });
    after(() => limited.server.close());
    async function ask(secret: string) {
      const url = `/api/v1/deals?workspace=${ctx.workspaceId}`;
      const headers = { host: '127.0.0.1:8000', authorization: `Bearer ${secret}` };
      const { statusCode, headers: told } = await limited.server.inject({ method: 'GET', url, headers });
      return [statusCode, told['ratelimit-remaining']];
    }
    const [one, other, agent] = [await keyOf(west.email), await keyOf(east.email), await keyOf(west.email, 'agent')];
    assert.deepEqual([await ask(one), await ask(one), await ask(one), await ask(one)].map(String), [
      '200,2',
      '200,1',
      '200,0',
      '429,0',
    ]);
    assert.deepEqual(await ask(other), [200, '2'], 'another key has its own');
    assert.deepEqual(await ask(agent), [200, '2'], 'so has a program that acts for the same person');
    assert.deepEqual((await ask(one))[0], 429);
  });
});
