import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { assertNothingLostOrDoubled, signalAt, waitForAll, writeCalls } from '#test/batch-of-calls';
import { type Running, type SophiaWorld, sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';

const worlds = await sophiaWorlds();
/** Enough that a process still works when it is seen to have come to a point. */
const files = 160;

async function killAt(world: SophiaWorld, point: { running: Running; calls: number; analyzed: number }): Promise<void> {
  const { signal } = await signalAt(world, { ...point, signal: 'SIGKILL' });
  assert.equal(signal, 'SIGKILL');
}

describe('a first start that is killed', { timeout: 900_000 }, () => {
  it('is done anew by the next one, wherever it was', async () => {
    for (const file of ['database/cluster', 'database/cluster.complete']) {
      const world = await worlds.createEmbeddedEmpty();
      const first = world.start(['calls', 'list']);
      await waitUntil(`${file} is there`, {
        condition: () => existsSync(join(world.home, file)),
      });
      first.kill('SIGKILL');
      assert.equal((await first.ended).signal, 'SIGKILL', file);
      const second = await world.run(['calls', 'list']);
      assert.equal(second.code, 0, second.stderr);
    }
  });
});

/**
 * What the killed process had begun is finished by a later start; on a server once its lease has lapsed. The embedded
 * database is asked between starts.
 */
async function takeOver(world: SophiaWorld): Promise<void> {
  await waitUntil('the work of the killed process has ended', {
    condition: async () => {
      const server = await world.serve();
      await waitForAll({ server, files });
      if (world.databaseUrl !== null) await waitUntil('it is taken over', { condition: () => hasEnded(world) });
      server.kill('SIGTERM');
      assert.equal((await server.ended).code, 0);
      return hasEnded(world);
    },
  });
}

function hasEnded(world: SophiaWorld): Promise<boolean> {
  return world.withDatabase(async ({ pool }) => {
    const { rows } = await pool.query(
      "select from dbos.workflow_status where status <> 'SUCCESS' and name in ('import-batch', 'analyze-call')",
    );
    return rows.length === 0;
  });
}

function anyOf(from: number, to: number): number {
  return from + Math.floor(Math.random() * (to - from + 1));
}

describe('a batch whose process is killed', { timeout: 900_000 }, () => {
  it('is finished by the next starts, killed again in between', async (context) => {
    const world = await worlds.create();
    await writeCalls({ world, files });
    const points = [
      { calls: anyOf(1, 60), analyzed: 0 },
      { calls: anyOf(60, 80), analyzed: anyOf(3, 30) },
      // A server does not end by itself, so it can be met when all is stored.
      { calls: files, analyzed: anyOf(35, 50) },
    ] as const;
    context.diagnostic(`killed at ${JSON.stringify(points)}`);
    await killAt(world, { running: world.start(['analyze', 'calls', '--internal', 'Maya Okafor']), ...points[0] });
    await killAt(world, { running: world.start(['start', '--no-example']), ...points[1] });
    assert.equal((await world.run(['calls', 'list'])).code, 0);
    await killAt(world, { running: world.start(['start', '--no-example']), ...points[2] });
    const server = await world.serve();
    await waitForAll({ server, files });
    server.kill('SIGTERM');
    assert.equal((await server.ended).code, 0);
    await assertNothingLostOrDoubled({ world, files, batches: 1 });
  });

  it('is finished by the same command typed again', async (context) => {
    const world = await worlds.create();
    await writeCalls({ world, files });
    const command = ['analyze', 'calls', '--internal', 'Maya Okafor', '--format', 'json'];
    const point = { calls: anyOf(10, 40), analyzed: anyOf(2, 12) };
    context.diagnostic(`killed at ${JSON.stringify(point)}`);
    await killAt(world, { running: world.start(command), ...point });
    const again = await world.run(command);
    assert.equal(again.code, 0, again.stderr);
    const reports = z.array(z.object({ envelope: z.object({ callId: z.string() }) })).parse(JSON.parse(again.stdout));
    assert.equal(new Set(reports.map(({ envelope }) => envelope.callId)).size, files);
    await takeOver(world);
    await assertNothingLostOrDoubled({ world, files, batches: 2 });
  });
});
