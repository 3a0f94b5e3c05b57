import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { matchCall } from '#modules/matching';
import { createSearchEngine } from '#modules/search';
import { createOutbound } from '#platform/outbound';
import { analysisSuite } from '#test/analysis-suite';
import { anyRequestOf, assertAsDescribed } from '#test/any-request';
import { createChangeWorld, setting } from '#test/change-world';
import { createRestServer } from '#test/rest-server';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { describeApi } from './index.ts';

const suite = await analysisSuite();
const { threads, models } = await suite.freshContext();
const world = await createChangeWorld(suite);
const outbound = createOutbound({ privateHosts: [], resolve: async () => [] });
const ctx = { ...workContextOf(world.ctx).ctx, threads, models, outbound, search: createSearchEngine() };
const { server } = await createRestServer(ctx);
after(() => server.close());

const runs = 12;

/** What there is, so that the operations are not only asked for what there is not. */
async function fillWorld(): Promise<readonly string[]> {
  const parties = [partyOf({ side: 'external', name: 'Ana Ruiz', speakerId: '2', email: 'sam@larkspur.example' })];
  const startedAt = '2026-09-10T10:00:00.000Z';
  const callId = await storeCall({ ctx, externalId: ctx.workspaceId, startedAt, parties });
  await matchCall({ ctx, input: { callId } });
  const [change] = await world.propose([setting('amount', '27500'), setting('next_steps', 'Board')]);
  assert.ok(change);
  return [callId, change.changeId, change.changeSetId, 'larkspur', '501', 'amount', 'deal'];
}

describe('asked for anything, an operation answers as described and never that something unforeseen happened', () => {
  let words: readonly string[] = [];
  before(async () => {
    words = await fillWorld();
  });

  for (const [path, methods] of Object.entries(describeApi().paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      it(operation.operationId, async () => {
        const requests = anyRequestOf(operation, { words, workspaceId: ctx.workspaceId });
        const property = fc.asyncProperty(requests, (request) =>
          assertAsDescribed({ server, path, method, operation, request }).then(() => undefined),
        );
        await fc.assert(property, { numRuns: runs });
      });
    }
  }
});
