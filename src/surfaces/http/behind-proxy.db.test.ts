import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);

async function serve(publicHost: string | null) {
  const { server } = await createRestServer(ctx, { publicHost });
  server.get('/address', async (request) => request.ip);
  after(() => server.close());
  return {
    server,
    addressFor: async (forwarded: string, remoteAddress = '127.0.0.1') => {
      const headers = { host: '127.0.0.1:8000', 'x-forwarded-for': forwarded };
      return (await server.inject({ method: 'GET', url: '/address', headers, remoteAddress })).body;
    },
  };
}

describe('the address of a caller', () => {
  it('is what a proxy on this machine adds, whatever the caller claims before it', async () => {
    const { addressFor } = await serve('sophia.tidewater.example');
    assert.equal(await addressFor('198.51.100.7'), '198.51.100.7');
    assert.equal(await addressFor('203.0.113.9, 198.51.100.7'), '198.51.100.7');
    assert.equal(await addressFor('198.51.100.7', '192.0.2.3'), '192.0.2.3', 'nobody else is believed');
  });

  it('is that of the connection where there is no proxy', async () => {
    const { addressFor, server } = await serve(null);
    assert.equal(await addressFor('198.51.100.7'), '127.0.0.1');
    assert.equal(server.server.requestTimeout, 60_000, 'a request that trickles in is cut off');
  });
});
