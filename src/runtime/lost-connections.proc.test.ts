import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pg from 'pg';
import { assertNothingLostOrDoubled, hasReached, writeCalls } from '#test/batch-of-calls';
import { needs, testDatabaseUrl } from '#test/needs';
import { type SophiaWorld, sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';

const worlds = await sophiaWorlds();
const files = 40;

/** Ends every connection to the world's database, as a restart of the server does. */
async function cutConnections(world: SophiaWorld): Promise<void> {
  const client = new pg.Client({ connectionString: testDatabaseUrl() ?? '' });
  await client.connect();
  try {
    const name = new URL(world.databaseUrl ?? '').pathname.slice(1);
    const cut = await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    assert.ok(cut.rows.length > 0);
  } finally {
    await client.end();
  }
}

describe('a batch whose database server drops every connection', { timeout: 900_000 }, () => {
  it('goes on with new ones, in the same process, and loses nothing', needs.realPostgres, async () => {
    const world = await worlds.create();
    await writeCalls({ world, files });
    const command = world.start(['analyze', 'calls', '--internal', 'Maya Okafor', '--format', 'json']);
    for (const point of [
      { calls: 3, analyzed: 0 },
      { calls: 12, analyzed: 12 },
    ]) {
      await waitUntil(`${JSON.stringify(point)} is reached`, {
        condition: () => hasReached({ world, ...point }),
      });
      await cutConnections(world);
    }
    const ended = await command.ended;
    assert.deepEqual([ended.code, ended.signal], [0, null], ended.stderr);
    await assertNothingLostOrDoubled({ world, files, batches: 1 });
  });
});
