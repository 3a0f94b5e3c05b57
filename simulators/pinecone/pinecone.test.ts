import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import type { RunningSimulator } from '../kit/index.ts';
import { pineconeKey, startPineconeSimulator } from './index.ts';

let pinecone: RunningSimulator;

async function control(what: string, body: unknown): Promise<void> {
  const answer = await fetch(`${pinecone.url}/_control/${what}`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}

async function ask(route: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const [method = '', path = ''] = route.split(' ');
  const answer = await fetch(`${pinecone.url}${path}`, {
    method,
    headers: { 'api-key': pineconeKey, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : z.unknown().parse(JSON.parse(text)) };
}

const spec = { serverless: { cloud: 'aws', region: 'us-east-1' } };

describe('the simulator of Pinecone', () => {
  before(async () => {
    pinecone = await startPineconeSimulator({ port: 0 });
  });
  beforeEach(async () => {
    await control('reset', {});
    await control('clock', { now: '2026-09-01T12:00:00Z', frozen: true });
  });
  after(() => pinecone.close());

  describe('an index', () => {
    it('is ready a while after it was made, and gone a while after it was deleted', async () => {
      const made = await ask('POST /indexes', { name: 'one', dimension: 2, spec });
      assert.equal(made.status, 201);
      const onDemand = { mode: 'OnDemand', status: { state: 'Ready' } };
      assert.deepEqual(Object(made.body).spec, { serverless: { ...spec.serverless, read_capacity: onDemand } });
      assert.equal((await ask('POST /indexes', { name: 'one', dimension: 2, spec })).status, 409);
      assert.equal((await ask('POST /data/one/query', { vector: [1, 0], topK: 1 })).status, 503);
      await control('clock', { advanceMs: 1_000 });
      assert.equal((await ask('POST /data/one/query', { vector: [1, 0], topK: 1 })).status, 200);
      assert.equal((await ask('DELETE /indexes/one')).status, 202);
      assert.equal((await ask('GET /indexes/one')).status, 200);
      await control('clock', { advanceMs: 1_000 });
      const gone = await ask('GET /indexes/one');
      assert.equal(gone.status, 404);
      assert.deepEqual(gone.body, { status: 404, error: { code: 'NOT_FOUND', message: 'Resource one not found' } });
    });

    it('shows what was written after a while, and refuses what Pinecone refuses', async () => {
      await ask('POST /indexes', { name: 'one', dimension: 2, spec });
      await control('clock', { advanceMs: 1_000 });
      const vectors = [
        { id: '1', values: [1, 0], metadata: { chunk_id: 1 } },
        { id: '2', values: [0.6, 0.8], metadata: { chunk_id: 2 } },
      ];
      const upserted = await ask('POST /data/one/vectors/upsert', { vectors, namespace: 'a' });
      assert.deepEqual(upserted.body, { upsertedCount: 2 });
      assert.deepEqual(await found({ topK: 5, namespace: 'a' }), []);
      await control('clock', { advanceMs: 400 });
      assert.deepEqual(await found({ topK: 5, namespace: 'a' }), ['1', '2']);
      assert.deepEqual(await found({ topK: 5, namespace: 'a', filter: { chunk_id: { $in: [2, 3] } } }), ['2']);
      assert.deepEqual(await found({ topK: 5, namespace: 'b' }), []);
      for (const wrong of [
        { id: '3', values: [1] },
        { id: '3', values: [0, 0] },
        { id: '3', values: [1, 0], metadata: { deal: null } },
      ]) {
        const answer = await ask('POST /data/one/vectors/upsert', { vectors: [wrong], namespace: 'a' });
        assert.equal(answer.status, 400, JSON.stringify(wrong));
        assert.equal(z.object({ code: z.int() }).parse(answer.body).code, 3);
      }
    });
  });

  it('refuses a key that is not its own, each plane in its own words', async () => {
    for (const path of ['/indexes', '/data/one/vectors/list']) {
      const answer = await fetch(`${pinecone.url}${path}`, { headers: { 'api-key': 'pcsk_other' } });
      assert.equal(answer.status, 401);
      assert.match(await answer.text(), /Invalid API key/u);
    }
  });
});

async function found(question: object): Promise<string[]> {
  const answer = await ask('POST /data/one/query', { vector: [1, 0], ...question });
  const Matches = z.object({ matches: z.array(z.object({ id: z.string() })) });
  return Matches.parse(answer.body).matches.map(({ id }) => id);
}
