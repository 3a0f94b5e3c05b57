import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '#platform/clock';
import { SophiaError } from '#platform/errors';
import { createHttpClient, type HttpClient, type SharedTurns } from '#platform/http-client';
import { sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { startHubspotSimulator } from '../../../simulators/hubspot/index.ts';
import { smallWorld } from '../../../simulators/world/small-world.ts';
import { createSharedTurns } from './index.ts';

const suite = await databaseForSuite();
const { database } = suite;
/** A window that no slow machine outlasts; the vendor's own stands still. */
const limit = { requests: 95, windowMs: 600_000 };

describe('turns at a vendor', () => {
  it('are counted for all that ask, up to the limit, and anew once the window is over', async () => {
    const [one, other] = [createSharedTurns({ database }), createSharedTurns({ database })];
    const wanted = { host: 'turns.example', limit: { requests: 10, windowMs: 3_600_000 }, most: 4 };
    const granted = [];
    for (const turns of [one, other, one, other]) granted.push((await turns.take(wanted)).granted);
    assert.deepEqual(granted, [4, 4, 2, 0]);
    assert.equal((await one.take({ ...wanted, host: 'another.example' })).granted, 4);
    const { remainingMs } = await one.take(wanted);
    assert.ok(remainingMs > 3_000_000 && remainingMs <= 3_600_000, String(remainingMs));
    await database.db.execute(sql`update vendor_turns set ends_at = clock_timestamp() where host = ${wanted.host}`);
    assert.equal((await other.take(wanted)).granted, 4);
    await Promise.all(Array.from({ length: 5 }, () => one.take(wanted)));
    assert.equal((await other.take(wanted)).granted, 0);
  });
});

describe('two clients of one HubSpot', () => {
  let simulator: Awaited<ReturnType<typeof startHubspotSimulator>>;
  before(async () => {
    simulator = await startHubspotSimulator({ port: 0, world: smallWorld() });
    await control('clock', { now: null, frozen: true });
  });
  after(() => simulator.close());

  async function control(what: string, body: unknown): Promise<void> {
    const answer = await fetch(`${simulator.url}/_control/${what}`, { method: 'POST', body: JSON.stringify(body) });
    assert.equal(answer.status, 200, await answer.text());
  }

  function client(sharedTurns: SharedTurns | null): HttpClient {
    const policy = { rateLimit: limit, concurrency: 6, retries: 0, maxRetryAfterMs: 50 };
    const { host } = new URL(simulator.url);
    return createHttpClient({ clock: systemClock, random: () => 0, policies: { [host]: policy }, sharedTurns });
  }

  /** What became of so many requests of each client: a status, or `held` for one that was never sent. */
  async function ask(clients: readonly HttpClient[], each: number): Promise<Map<string, number>> {
    const headers = { authorization: 'Bearer pat-na1-simulator' };
    const outcomes = await Promise.all(
      clients.flatMap((one) =>
        Array.from({ length: each }, async () => {
          try {
            const answer = await one.createFetch()(`${simulator.url}/crm/v3/owners`, { headers });
            return String(answer.status);
          } catch (error) {
            assert.ok(error instanceof SophiaError && error.code === 'vendor.rate-limited', String(error));
            return 'held';
          }
        }),
      ),
    );
    for (const one of clients) one.close();
    return new Map([...Map.groupBy(outcomes, (outcome) => outcome)].map(([outcome, list]) => [outcome, list.length]));
  }

  it('keep to its limit together, and use all of it; alone, each uses the whole', async () => {
    // Each asks for more than there is: one that had enough would keep the turns that it has taken in advance.
    const together = await ask([client(createSharedTurns({ database })), client(createSharedTurns({ database }))], 100);
    assert.deepEqual(
      together,
      new Map([
        ['200', 95],
        ['held', 105],
      ]),
    );
    const alone = await ask([client(null), client(null)], 60);
    assert.ok((alone.get('429') ?? 0) > 0, 'the vendor has to refuse some');
  });

  it('go on alone where the count cannot be asked', async () => {
    await control('clock', { advanceMs: 60_000 });
    const failures: string[] = [];
    const { host } = new URL(simulator.url);
    const lone = createHttpClient({
      clock: systemClock,
      random: () => 0,
      policies: { [host]: { rateLimit: { requests: 2, windowMs: 60_000 }, retries: 0, maxRetryAfterMs: 50 } },
      sharedTurns: { take: () => Promise.reject(new Error('away')) },
      onTurnsAlone: ({ host: where }) => failures.push(where),
    });
    const outcomes = await ask([lone], 3);
    assert.deepEqual([outcomes.get('held'), failures.length], [1, 3]);
  });
});
