import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pg from 'pg';
import { assertNothingLostOrDoubled, hasReached, writeCalls } from '#test/batch-of-calls';
import { needs, testDatabaseUrl } from '#test/needs';
import { type SophiaWorld, sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';

const worlds = await sophiaWorlds();
const files = 40;

/** Ends every connection to the world's database, as a restart of the server does, and returns how many there were. */
async function cutConnections(world: SophiaWorld): Promise<number> {
  const client = new pg.Client({ connectionString: testDatabaseUrl() ?? '' });
  await client.connect();
  try {
    const name = new URL(world.databaseUrl ?? '').pathname.slice(1);
    const cut = await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    return cut.rows.length;
  } finally {
    await client.end();
  }
}

describe('a batch whose database server drops every connection', { timeout: 900_000 }, () => {
  it('goes on with new ones, in the same process, and loses nothing', needs.realPostgres, async (context) => {
    const world = await worlds.create();
    await writeCalls({ world, files });
    const command = world.start(['analyze', 'calls', '--internal', 'Maya Okafor', '--format', 'json']);
    let hasEnded = false;
    void command.ended.then(() => {
      hasEnded = true;
    });
    for (const { mayHaveEnded, ...point } of [
      { calls: 3, analyzed: 0, mayHaveEnded: false },
      { calls: 12, analyzed: 12, mayHaveEnded: false },
      // On a busy machine the command may be done when its last call is seen.
      { calls: files, analyzed: 12, mayHaveEnded: true },
    ]) {
      await waitUntil(`${JSON.stringify(point)} is reached`, {
        condition: async () => (mayHaveEnded && hasEnded) || (await hasReached({ world, ...point })),
      });
      const cut = mayHaveEnded && hasEnded ? 0 : await cutConnections(world);
      assert.ok(cut > 0 || mayHaveEnded);
      context.diagnostic(`${cut} connections cut at ${JSON.stringify(point)}`);
    }
    const ended = await command.ended;
    assert.deepEqual([ended.code, ended.signal], [0, null], ended.stderr);
    await assertNothingLostOrDoubled({ world, files, batches: 1 });
  });
});
