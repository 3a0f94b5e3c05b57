import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createKey } from '#modules/users';
import { join } from '#test/access-place';
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

describe('the reference of the API', () => {
  it('names the address under which it is read', async () => {
    const email = 'ada@tidewater.example';
    await join({ ctx, visitor: { ...ctx, actor: { type: 'visitor' } } }, { email, role: 'administrator' });
    const { key } = await createKey({ ctx, input: { kind: 'personal', name: 'reader', user: email } });
    const publicHost = 'sophia.tidewater.example';
    const { server } = await createRestServer(ctx, { publicHost });
    after(() => server.close());
    async function commandAt(host: string): Promise<string> {
      const headers = { host, authorization: `Bearer ${key}` };
      const { body } = await server.inject({ method: 'GET', url: '/api/v1', headers });
      return /curl .*?calls/.exec(body)?.[0] ?? body;
    }
    assert.match(await commandAt('127.0.0.1:8910'), /http:\/\/127\.0\.0\.1:8910\/api\/v1\/calls/);
    assert.match(await commandAt('[::1]:8910'), /http:\/\/\[::1\]:8910\/api\/v1\/calls/);
    assert.match(await commandAt(publicHost), /https:\/\/sophia\.tidewater\.example\/api\/v1\/calls/);
  });
});
