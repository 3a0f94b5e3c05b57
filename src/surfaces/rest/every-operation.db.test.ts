import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { password } from '#test/access-place';
import { analysisSuite } from '#test/analysis-suite';
import { anyRequestOf, assertAsDescribed } from '#test/any-request';
import type { Known } from '#test/arbitrary-of-schema';
import { createFilledWorld } from '#test/filled-world';
import { knownSamples } from '#test/known-samples';
import { describeApi } from './index.ts';

const suite = await analysisSuite();
const world = await createFilledWorld(suite);
const { server, client, accounts, secret } = world;
after(() => server.close());

const runs = 12;
/** What is asked for with a session, which each request of them ends or needs. */
const ofSessions: ReadonlySet<string> = new Set(['signOut', 'issueToken']);

async function credentialFor(operationId: string): Promise<string> {
  if (!ofSessions.has(operationId)) return secret;
  return (await client.signIn({ body: { email: accounts[0] ?? '', password } })).accessToken;
}

/** What stands there now, as whoever would replace it has read it. */
async function tagOf(path: string): Promise<Record<string, readonly string[]>> {
  const headers = { host: '127.0.0.1:8000', authorization: `Bearer ${secret}` };
  const workspace = String(known.named['workspace']?.[0]);
  const { headers: told } = await server.inject({ url: `/api/v1${path}?workspace=${workspace}`, headers });
  return typeof told['etag'] === 'string' ? { 'If-Match': [told['etag']] } : {};
}

const known: { words: Known['words']; named: Known['named'] } = { words: [], named: {} };

describe('asked for anything, an operation does something, answers as described and never that something unforeseen happened', () => {
  before(async () => {
    Object.assign(known, await knownSamples(world));
  });

  for (const [path, methods] of Object.entries(describeApi().paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const { operationId } = operation;
      it(operationId, async () => {
        const named = { ...known.named, ...(await tagOf(path)) };
        const statuses = new Map<number, string>();
        const property = fc.asyncProperty(anyRequestOf(operation, { ...known, named }), async (request) => {
          const asked = { server, secret: await credentialFor(operationId), path, method, operation, request };
          const { status, body } = await assertAsDescribed(asked);
          statuses.set(status, body.slice(0, 300));
        });
        await fc.assert(property, { numRuns: runs });
        const reached = [...statuses.keys()].some((status) => status < 300);
        const told = `${operationId} has done nothing: ${JSON.stringify([...statuses])}`;
        assert.ok(reached, told);
      });
    }
  }
});
