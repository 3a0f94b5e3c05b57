import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { assertNothingLostOrDoubled, callText, hasReached, writeCalls } from '#test/batch-of-calls';
import { needs } from '#test/needs';
import { sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';

const worlds = await sophiaWorlds();
const Calls = z.object({ calls: z.array(z.unknown()) });
const Reports = z.array(z.object({ envelope: z.object({ callId: z.string() }) }));

describe('one state folder on the embedded database', { timeout: 900_000 }, () => {
  it('takes one server; the second ends with the error that names it, and commands go through the first', async () => {
    const world = await worlds.createEmbedded();
    const alone = await world.run(['doctor']);
    assert.match(alone.stdout, /asked of this machine \(no server is running\)/);
    const server = await world.serve();
    const second = await world.run(['start', '--no-example']);
    assert.deepEqual([second.code, second.stdout], [1, '']);
    assert.match(second.stderr, /^Expected .*\/home to be free, found a Sophia that has it open already\.\n→ /);

    // A look that takes longer than three seconds, as on a busy machine, counts as none.
    const doctor = await waitUntil('the server is healthy', {
      condition: async () => {
        const ended = await world.run(['doctor']);
        return ended.code === 0 ? ended : null;
      },
    });
    assert.match(doctor.stdout, /Sophia is healthy, asked of the running server\./);
    assert.equal(doctor.stdout.match(/^– Gong: off/gm)?.length, 1, doctor.stdout);
    const status = await world.run(['db', 'status']);
    assert.match(status.stdout, /Database: embedded/);
    assert.equal((await world.run(['db', 'migrate'])).code, 0);
    await writeFile(join(world.folder, 'call.txt'), callText(1));
    const analyzed = await world.run(['analyze', 'call.txt', '--internal', 'Maya Okafor', '--format', 'markdown']);
    assert.equal(analyzed.code, 0, analyzed.stderr);
    assert.match(analyzed.stdout, /big jump from what we pay today/);
    const list = await fetch(`${server.address}/api/v1/calls`);
    assert.match(await list.text(), /"sourceName":"call\.txt"/);
    server.kill('SIGTERM');
    assert.equal((await server.ended).code, 0);
    const later = await world.run(['calls', 'list']);
    assert.match(later.stdout, /call\.txt/);
  });

  it('goes over to a command that was working through the server when the server is stopped', async () => {
    const world = await worlds.createEmbedded();
    const files = 24;
    await writeCalls({ world, files });
    const server = await world.serve();
    const command = world.start(['analyze', 'calls', '--internal', 'Maya Okafor', '--format', 'json']);
    await waitUntil('five calls are analyzed', {
      condition: () => hasReached({ world, calls: 5, analyzed: 5 }),
    });
    server.kill('SIGTERM');
    assert.equal((await server.ended).code, 0, server.stderr());
    const ended = await command.ended;
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(Reports.parse(JSON.parse(ended.stdout)).length, files);
    await assertNothingLostOrDoubled({ world, files, batches: 1 });
  });

  it('serves two commands at once, each to its end', async () => {
    const world = await worlds.createEmbedded();
    await Promise.all([1, 2].map((number) => writeFile(join(world.folder, `${number}.txt`), callText(number))));
    const both = await Promise.all(
      ['1.txt', '2.txt'].map((name) => world.run(['analyze', name, '--internal', 'Maya Okafor', '--format', 'json'])),
    );
    for (const ended of both) {
      assert.equal(ended.code, 0, ended.stderr);
      assert.equal(Reports.parse(JSON.parse(`[${ended.stdout}]`)).length, 1);
    }
    const list = await world.run(['calls', 'list', '--json']);
    assert.equal(Calls.parse(JSON.parse(list.stdout)).calls.length, 2);
  });

  it('is refused to a process with a single role, with the setting that would allow it', async () => {
    const world = await worlds.createEmbedded();
    for (const role of ['worker', 'api']) {
      const ended = await world.run(['start', '--role', role]);
      assert.equal(ended.code, 1);
      assert.match(ended.stderr, /^Expected DATABASE_URL for a process with a single role/);
    }
  });
});

describe('a database server', { timeout: 900_000 }, () => {
  it('is shared by processes with a role each and by commands', needs.realPostgres, async () => {
    const world = await worlds.create();
    const worker = world.start(['start', '--role', 'worker', '--no-example']);
    const api = await world.serve(['--role', 'api', '--no-example']);
    await writeFile(join(world.folder, 'call.txt'), callText(1));
    const ended = await world.run(['analyze', 'call.txt', '--internal', 'Maya Okafor', '--format', 'json']);
    assert.equal(ended.code, 0, ended.stderr);
    await waitUntil('the server is ready', {
      condition: async () => (await fetch(`${api.address}/health/ready`)).status === 200,
    });
    for (const running of [worker, api]) {
      running.kill('SIGTERM');
      assert.deepEqual([(await running.ended).code, (await running.ended).signal], [0, null], running.stderr());
    }
    await assertNothingLostOrDoubled({ world, files: 1, batches: 1 });
  });
});

describe('two servers on a database server', { timeout: 900_000 }, () => {
  it('start at once on an empty database and load the example calls once', needs.realPostgres, async () => {
    const world = await worlds.createEmpty();
    const environment = { SOPHIA_SIMULATORS: 'off' };
    const both = await Promise.all([world.serve([], { environment }), world.serve([], { environment })]);
    for (const { address } of both) {
      await waitUntil('the server is ready', {
        condition: async () => (await fetch(`${address}/health/ready`)).status === 200,
      });
    }
    for (const server of both) {
      server.kill('SIGTERM');
      assert.equal((await server.ended).code, 0, server.stderr());
      assert.doesNotMatch(server.stderr(), /"level":"error"/);
    }
    await world.withDatabase(async ({ pool }) => {
      const { rows } = await pool.query(`select (select count(*)::int from calls) calls,
        (select count(*)::int from call_versions) versions, (select count(*)::int from analyses) analyses`);
      assert.deepEqual(rows, [{ calls: 12, versions: 12, analyses: 12 }]);
    });
  });
});

describe('two commands on a database server', { timeout: 900_000 }, () => {
  it('that import the same files at once make each call once', needs.realPostgres, async () => {
    const world = await worlds.create();
    const files = 30;
    await writeCalls({ world, files });
    const command = ['analyze', 'calls', '--internal', 'Maya Okafor', '--format', 'json'];
    const both = await Promise.all([world.run(command), world.run(command)]);
    for (const ended of both) {
      assert.equal(ended.code, 0, ended.stderr);
      assert.equal(Reports.parse(JSON.parse(ended.stdout)).length, files);
    }
    await assertNothingLostOrDoubled({ world, files, batches: 2 });
  });
});

describe('sophia start', { timeout: 900_000 }, () => {
  it('names a port that is in use and leaves the state folder free', async () => {
    const world = await worlds.createEmpty();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    assert.ok(address !== null && typeof address === 'object');
    const environment = { SOPHIA_PORT: String(address.port) };
    const ended = await world.run(['start', '--no-example'], { environment });
    other.close();
    assert.equal(ended.code, 1);
    assert.match(
      ended.stderr,
      new RegExp(
        `Expected port ${address.port} of 127\\.0\\.0\\.1 \\(SOPHIA_PORT\\) to be free, found another program on it\\.\n→ .*SOPHIA_PORT`,
      ),
    );
    assert.match((await world.run(['doctor'])).stdout, /no server is running/);
  });

  it('refuses to listen beyond this machine, and reports every wrong setting at once', async () => {
    const world = await worlds.createEmbedded();
    const environment = { SOPHIA_HOST: '0.0.0.0', SOPHIA_THREADS: 'many' };
    const ended = await world.run(['start', '--no-example'], { environment });
    assert.deepEqual([ended.code, ended.stdout], [1, '']);
    assert.match(ended.stderr, /^2 settings cannot be used:/);
    assert.match(ended.stderr, /SOPHIA_HOST.*loopback only/);
    assert.match(ended.stderr, /SOPHIA_THREADS/);
  });
});
