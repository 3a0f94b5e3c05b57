import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { callText, hasReached } from '#test/batch-of-calls';
import { needs } from '#test/needs';
import { type RunningServer, type SophiaWorld, sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';
import { createSophiaClient } from '../../clients/typescript/sophia-client.ts';

const worlds = await sophiaWorlds();
const files = 24;
/** So many calls are on their way at once: some of them in the process that is stopped. */
const ahead = 6;
const Left = z.array(z.object({ left: z.int() }));

/** The two servers, of which each is another process after its restart. */
type Pair = [RunningServer, RunningServer];

/** Calls come in one by one, at the one server or the other; where one does not answer, at the other. */
async function letArrive({ world, pair }: { world: SophiaWorld; pair: Pair }): Promise<void> {
  for (let number = 1; number <= files; number += 1) {
    const calls = Math.max(0, number - ahead);
    await waitUntil(`${calls} calls are analyzed`, { condition: () => hasReached({ world, calls, analyzed: calls }) });
    await waitUntil(`call ${number} is taken`, { condition: () => submit({ pair, number }) });
  }
}

async function submit({ pair, number }: { pair: Pair; number: number }): Promise<boolean> {
  const { address } = pair[number % 2] ?? pair[0];
  const other = pair[(number + 1) % 2] ?? pair[1];
  const contentBase64 = Buffer.from(callText(number)).toString('base64');
  const body = { items: [{ sourceName: `call-${number}.txt`, contentBase64 }] };
  for (const baseUrl of [address, other.address]) {
    try {
      await createSophiaClient({ baseUrl }).submitBatch({ body });
      return true;
    } catch {
      // It is being stopped: the other takes it.
    }
  }
  return false;
}

/** Stopped as a new version is brought in: it ends by itself, and its successor listens before the next one goes. */
async function restart({ world, pair, place }: { world: SophiaWorld; pair: Pair; place: 0 | 1 }): Promise<void> {
  pair[place].kill('SIGTERM');
  const { code, signal, stderr } = await pair[place].ended;
  assert.deepEqual([code, signal], [0, null], stderr);
  assert.doesNotMatch(stderr, /"level":"error"/);
  pair[place] = await world.serve();
}

async function isAtRest(world: SophiaWorld): Promise<boolean> {
  return world.withDatabase(async ({ pool }) => {
    const { rows } = await pool.query(`select (select count(*)::int from outbox where dispatched_at is null)
      + (select count(*)::int from import_items where state in ('pending', 'imported')) as left`);
    return Left.parse(rows)[0]?.left === 0;
  });
}

describe('two servers on a database server', { timeout: 900_000 }, () => {
  it(
    'are started anew one after the other while calls come in, and lose and double nothing',
    needs.realPostgres,
    async () => {
      const world = await worlds.create();
      const pair: Pair = [await world.serve(), await world.serve()];
      const arriving = letArrive({ world, pair });
      for (const place of [0, 1] as const) {
        const calls = 4 + place * 8;
        await waitUntil(`${calls} calls are analyzed`, {
          condition: () => hasReached({ world, calls, analyzed: calls }),
        });
        await restart({ world, pair, place });
      }
      await arriving;
      await waitUntil('every call is analyzed', {
        condition: () => hasReached({ world, calls: files, analyzed: files }),
      });
      await waitUntil('nothing is on its way', { condition: () => isAtRest(world) });
      for (const server of pair) {
        server.kill('SIGTERM');
        assert.equal((await server.ended).code, 0, server.stderr());
      }
      await world.withDatabase(async ({ pool }) => {
        const { rows } = await pool.query(`select (select count(*)::int from calls) calls,
        (select count(*)::int from call_versions) versions,
        (select count(*)::int from analyses) analyses,
        (select count(distinct call_id)::int from analyses) analyzed,
        (select count(*)::int from (
          select from claims group by analysis_id, field having count(*) > 1
        ) twice) doubled,
        (select count(*)::int from audit_records where action = 'call.analyzed') recorded`);
        const once = { calls: files, versions: files, analyses: files, analyzed: files };
        assert.deepEqual(rows, [{ ...once, doubled: 0, recorded: files }]);
      });
    },
  );
});
