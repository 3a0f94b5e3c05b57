import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import type { RunningSimulator } from '../kit/index.ts';
import { startWeaviateSimulator, weaviateKey } from './index.ts';

const first = '00000000-0000-5000-8000-000000000001';
const second = '00000000-0000-5000-8000-000000000002';
const definition = { class: 'CallInsight', vectorizer: 'none', multiTenancyConfig: { enabled: true } };

let weaviate: RunningSimulator;

async function control(what: string, body: unknown): Promise<void> {
  const answer = await fetch(`${weaviate.url}/_control/${what}`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}

async function ask(route: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const [method = '', path = ''] = route.split(' ');
  const answer = await fetch(`${weaviate.url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${weaviateKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : z.unknown().parse(JSON.parse(text)) };
}

function objectOf({ id, vector, tenant = 'a' }: { id: string; vector: number[]; tenant?: string }) {
  return { class: 'CallInsight', id, tenant, vector, properties: { chunk_id: id === first ? 1 : 2 } };
}

async function graphql(query: string): Promise<string> {
  return JSON.stringify((await ask('POST /graphql', { query })).body);
}

describe('the simulator of Weaviate', () => {
  before(async () => {
    weaviate = await startWeaviateSimulator({ port: 0 });
  });
  beforeEach(async () => {
    await control('reset', {});
    await control('clock', { now: '2026-09-01T12:00:00Z', frozen: true });
    await ask('POST /schema', definition);
    await ask('POST /schema/CallInsight/tenants', [{ name: 'a' }]);
  });
  after(() => weaviate.close());

  describe('objects', () => {
    it('are listed at once, and found by their vector a while later', async () => {
      const objects = [objectOf({ id: first, vector: [1, 0] }), objectOf({ id: second, vector: [0.6, 0.8] })];
      assert.equal((await ask('POST /batch/objects', { objects })).status, 200);
      const listed = JSON.stringify((await ask(`GET /objects?class=CallInsight&tenant=a&limit=1&after=${first}`)).body);
      assert.ok(listed.includes(second) && !listed.includes(first));
      const near = '{ Get { CallInsight(tenant: "a", limit: 5, nearVector: {vector: [1, 0]}) { chunk_id } } }';
      assert.equal(await graphql(near), '{"data":{"Get":{"CallInsight":[]}}}');
      await control('clock', { advanceMs: 400 });
      assert.equal(await graphql(near), '{"data":{"Get":{"CallInsight":[{"chunk_id":1},{"chunk_id":2}]}}}');
      const among = near.replace(
        '[1, 0]}',
        '[1, 0]}, where: {path: ["chunk_id"], operator: ContainsAny, valueInt: [2]}',
      );
      assert.equal(await graphql(among), '{"data":{"Get":{"CallInsight":[{"chunk_id":2}]}}}');
    });

    it('fail one by one, and what is wrong with a question comes with status 200', async () => {
      const objects = [
        objectOf({ id: first, vector: [1, 0] }),
        objectOf({ id: second, vector: [1] }),
        objectOf({ id: second, vector: [1, 0], tenant: 'b' }),
      ];
      const said = JSON.stringify((await ask('POST /batch/objects', { objects })).body);
      assert.match(said, /"SUCCESS".*vector with length 1.*tenant not found: \\"b\\"/u);
      assert.match(await graphql('{ Get { Nothing(limit: 1, nearVector: {vector: [1]}) { chunk_id } } }'), /"errors"/u);
    });
  });

  it('refuses a key that is not its own', async () => {
    const answer = await fetch(`${weaviate.url}/v1/schema`, { headers: { authorization: 'Bearer other' } });
    assert.equal(answer.status, 401);
  });
});
