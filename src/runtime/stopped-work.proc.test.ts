import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { assertNothingLostOrDoubled, signalAt, waitForAll, writeCalls } from '#test/batch-of-calls';
import { projectDirectory, type SophiaWorld, sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';

const worlds = await sophiaWorlds();
/** Enough that the command still works when it is seen to have come to a point. */
const files = 160;

/** The socket by which others find the holder is gone, and the directory with it is free. */
async function assertReleased(world: SophiaWorld): Promise<void> {
  const names = await readdir(world.home).catch(() => []);
  assert.deepEqual(
    names.filter((name) => name.startsWith('holder-')),
    [],
  );
}

describe('SIGTERM', { timeout: 900_000 }, () => {
  it('in the middle of an analysis ends command and server in order, and the next start finishes the work', async () => {
    const world = await worlds.create();
    await writeCalls({ world, files });
    const command = await signalAt(world, {
      running: world.start(['analyze', 'calls', '--internal', 'Maya Okafor', '--format', 'json']),
      signal: 'SIGTERM',
      calls: 5,
      analyzed: 5,
    });
    assert.deepEqual([command.code, command.signal, command.stdout], [1, null, '']);
    assert.match(command.stderr, /SIGTERM received: the command ends before its work is done\.\n→ Nothing is lost/);
    assert.doesNotMatch(command.stderr, /at .*\.ts:\d+/);
    await assertReleased(world);

    const first = await signalAt(world, {
      running: await world.serve(),
      signal: 'SIGTERM',
      calls: 20,
      analyzed: 20,
    });
    assert.deepEqual([first.code, first.signal], [0, null], first.stderr);
    assert.match(first.stderr, /SIGTERM received: closing\. Work under way goes on at the next start\./);
    assert.doesNotMatch(first.stderr, /"level":"error"/);
    await assertReleased(world);

    const server = await world.serve();
    await waitForAll({ server, files });
    server.kill('SIGINT');
    const last = await server.ended;
    assert.deepEqual([last.code, last.signal], [0, null], last.stderr);
    await assertNothingLostOrDoubled({ world, files, batches: 1 });
  });

  it('sent to npm start closes the server, which leaves nothing behind', async () => {
    const world = await worlds.create();
    const running = world.start(['start', '--silent', '--', '--no-example'], {
      program: 'npm',
      workingDirectory: projectDirectory,
    });
    const [, address] = await waitUntil('the server listens', {
      condition: () => /Sophia answers at (\S+)/.exec(running.stderr()),
    });
    assert.equal((await fetch(`${address}/health/live`)).status, 200);
    running.kill('SIGTERM');
    const ended = await running.ended;
    assert.match(ended.stderr, /SIGTERM received: closing/);
    await assert.rejects(fetch(`${address}/health/live`));
    await assertReleased(world);
    const next = await world.run(['doctor']);
    assert.match(next.stdout, /asked of this machine \(no server is running\)/);
  });
});
