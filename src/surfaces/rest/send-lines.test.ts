import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import Fastify from 'fastify';
import { createTestContext } from '#test/test-context';
import { sendLines } from './send-lines.ts';

const ctx = createTestContext();
const server = Fastify();
const pages = new Map([
  [null, { lines: [{ n: 1 }, { n: 2 }], nextCursor: 'second' }],
  ['second', { lines: [], nextCursor: 'third' }],
  ['third', { lines: [{ n: 3 }], nextCursor: null }],
]);

async function pageAt(cursor: string | null) {
  const page = pages.get(cursor);
  if (page === undefined) throw new Error('There is no such page.');
  return page;
}

server.get('/whole', (_request, reply) => sendLines({ reply, ctx, pageAt }));
server.get('/none', (_request, reply) => sendLines({ reply, ctx, pageAt: () => pageAt('none') }));
server.get('/broken', (_request, reply) => {
  return sendLines({ reply, ctx, pageAt: (cursor) => pageAt(cursor === null ? null : 'gone') });
});
await server.listen({ host: '127.0.0.1', port: 0 });
after(() => server.close());
const url = server.listeningOrigin;

describe('a list that is sent line by line', () => {
  it('is sent whole, page after page', async () => {
    const answer = await fetch(`${url}/whole`);
    assert.equal(answer.headers.get('content-type'), 'application/x-ndjson; charset=utf-8');
    assert.equal(await answer.text(), '{"n":1}\n{"n":2}\n{"n":3}\n');
  });

  it('is answered with an error where the first page fails, and cut off where a later one does', async () => {
    assert.equal((await fetch(`${url}/none`)).status, 500);
    const cut = await fetch(`${url}/broken`);
    assert.equal(cut.status, 200);
    await assert.rejects(cut.text());
  });
});
