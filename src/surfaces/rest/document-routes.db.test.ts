import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { createSearchEngine, indexPending, searchPending } from '#modules/search';
import { dueWork } from '#platform/db';
import { eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { noOutbound } from '#test/no-outbound';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const ctx = { ...workContextOf(world.ctx).ctx, outbound: noOutbound, search: createSearchEngine() };
const { server } = await createRestServer(ctx);
after(() => server.close());

const headers = { host: '127.0.0.1:8000' };

function addressOf(path: string, query = ''): string {
  return `/api/v1${path}?workspace=${ctx.workspaceId}${query}`;
}

const Found = z.object({ hits: z.array(z.object({ kind: z.string(), audience: z.string().nullable() })) });

async function find(kind: string) {
  const answer = await server.inject({ url: addressOf('/search', `&q=setup+fee&kind=${kind}`), headers });
  return Found.parse(JSON.parse(answer.body)).hits.map((hit) => [hit.kind, hit.audience]);
}

describe('documents over HTTP', () => {
  it('are added, found, shown and taken away', async () => {
    const payload = { name: 'lattice.md', text: '# Lattice\n\nThey charge a setup fee.', audience: 'external' };
    const added = await server.inject({ method: 'POST', url: addressOf('/documents'), headers, payload });
    assert.equal(added.statusCode, 200, added.body);
    const waiting = await ctx.db.select().from(searchPending).where(eq(searchPending.workspaceId, ctx.workspaceId));
    assert.deepEqual(
      waiting.map(({ kind }) => kind),
      ['document'],
    );
    const planned = await ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, ctx.workspaceId));
    assert.ok(planned.some(({ kind }) => kind === 'index-search'));
    await indexPending({ ctx, input: { limit: 10 } });
    assert.deepEqual(await find('document'), [['document', 'external']]);
    assert.deepEqual(await find('note'), []);
    const shown = await server.inject({ url: addressOf('/documents/lattice.md'), headers });
    assert.match(shown.body, /They charge a setup fee/u);
    const gone = await server.inject({ method: 'DELETE', url: addressOf('/documents/lattice.md'), headers });
    assert.equal(gone.statusCode, 200, gone.body);
    assert.deepEqual(await find('document'), []);
    const listed = await server.inject({ url: addressOf('/documents'), headers });
    assert.deepEqual(JSON.parse(listed.body), { documents: [], nextCursor: null });
  });

  it('are refused with a name for what is wrong', async () => {
    const url = addressOf('/documents');
    const long = { name: 'long.md', text: 'x'.repeat(500_001) };
    const tooLong = await server.inject({ method: 'POST', url, headers, payload: long });
    assert.deepEqual(
      [tooLong.statusCode, z.object({ code: z.string() }).parse(JSON.parse(tooLong.body)).code],
      [413, 'document.too-large'],
    );
    const none = await server.inject({ url: addressOf('/documents/none.md'), headers });
    assert.equal(none.statusCode, 404);
  });
});
