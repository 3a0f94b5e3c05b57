import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { createFixedClock } from '#platform/clock';
import { createHttpClient, type DayBudget } from '#platform/http-client';
import { databaseForSuite } from '#test/database-for-suite';
import { createDayBudget } from './index.ts';

const suite = await databaseForSuite();
const { database } = suite;
const evening = new Date('2026-09-14T23:59:00Z');
const midnight = new Date('2026-09-15T00:00:00Z');

async function freshLimit(requests: number) {
  return { account: `gong.example ${await suite.createWorkspace()}`, requests };
}

describe('the requests of a day', () => {
  it('are counted over all that send some, up to the limit of the account, and anew on the next day', async () => {
    const clock = createFixedClock(evening);
    const [one, other] = [createDayBudget({ database, clock }), createDayBudget({ database, clock })];
    const limit = await freshLimit(10_000);
    assert.deepEqual(await one.used(limit), { used: 0, endsAt: midnight });
    await one.spend(limit);
    await database.pool.query(`update vendor_days set requests = 9990 where account = $1`, [limit.account]);
    const spent = await Promise.all(
      Array.from({ length: 20 }, (_, place) => (place % 2 === 0 ? one : other).spend(limit)),
    );
    const granted = spent.filter(({ isSpent }) => isSpent).map(({ used }) => used);
    assert.deepEqual(
      granted.toSorted((first, second) => first - second),
      [9991, 9992, 9993, 9994, 9995, 9996, 9997, 9998, 9999, 10_000],
    );
    assert.deepEqual(await other.spend(limit), { isSpent: false, used: 10_000, endsAt: midnight });
    assert.equal((await other.spend(await freshLimit(1))).isSpent, true, 'another account has its own');
    assert.deepEqual(await one.used(limit), { used: 10_000, endsAt: midnight });
    clock.advance(60_000);
    assert.deepEqual(await one.spend(limit), { isSpent: true, used: 1, endsAt: new Date('2026-09-16T00:00:00Z') });
  });
});

/** A host that answers what it is told to, and a client that counts its requests of the day. */
async function openHost({
  dayBudget,
  requests,
  statuses,
}: {
  dayBudget: DayBudget;
  requests: number;
  statuses: number[];
}) {
  const taken: number[] = [];
  const server = createServer((_request, response) => {
    const status = statuses[taken.length] ?? 200;
    taken.push(status);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const host = `127.0.0.1:${address.port}`;
  const clock = createFixedClock(evening);
  const dayLimit = await freshLimit(requests);
  const told: string[] = [];
  const client = createHttpClient({
    clock,
    random: () => 0,
    policies: { [host]: { dayLimit, retryBaseDelayMs: 1 } },
    dayBudget,
    onDaySpent: ({ used, requests: all }) => told.push(`${used} of ${all}`),
    onTurnsAlone: ({ error }) => told.push(String(error)),
  });
  return {
    host,
    client,
    taken,
    told,
    ask: async () => (await client.createFetch()(`http://${host}/v2/users`)).status,
    close: async () => {
      client.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a client of a host that allows so many requests on a day', () => {
  it('counts each try, sends none above it, and says when the count begins anew', async () => {
    const dayBudget = createDayBudget({ database, clock: createFixedClock(evening) });
    const { host, client, taken, told, ask, close } = await openHost({ dayBudget, requests: 3, statuses: [503] });
    try {
      assert.deepEqual([await ask(), await ask()], [200, 200]);
      await assert.rejects(ask(), {
        code: 'vendor.day-used-up',
        message: `Expected ${host} to take another request today, found that all 3 of the day are used. The count begins anew at 2026-09-15T00:00:00.000Z.`,
        details: { host, sent: false, beginsAnewAt: '2026-09-15T00:00:00.000Z' },
      });
      assert.deepEqual(taken, [503, 200, 200]);
      assert.deepEqual(told, ['1 of 3', '2 of 3', '3 of 3', '3 of 3']);
      assert.deepEqual(await client.usedToday(host), { used: 3, requests: 3, endsAt: midnight });
      assert.equal(await client.usedToday('elsewhere.example'), null);
      assert.equal(client.isLeftAlone(host), false);
    } finally {
      await close();
    }
  });

  it('goes on where the count cannot be asked, and says so', async () => {
    const away = { spend: () => Promise.reject(new Error('away')), used: () => Promise.reject(new Error('away')) };
    const { told, ask, close } = await openHost({ dayBudget: away, requests: 1, statuses: [] });
    try {
      assert.deepEqual([await ask(), await ask()], [200, 200]);
      assert.deepEqual(told, ['Error: away', 'Error: away']);
    } finally {
      await close();
    }
  });
});
