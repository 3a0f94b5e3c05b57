import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { hasReached, writeCalls } from '#test/batch-of-calls';
import { sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';

const worlds = await sophiaWorlds();
const files = 24;
const Reports = z.array(z.object({ envelope: z.object({ callId: z.string() }) }));

describe('commands that work through a server', { timeout: 900_000 }, () => {
  it('go on to their end by themselves when the server is killed', async () => {
    const world = await worlds.createEmbedded();
    await writeCalls({ world, files });
    const server = await world.serve();
    const parameters = ['analyze', 'calls', '--internal', 'Maya Okafor', '--format', 'json'];
    const commands = [world.start(parameters), world.start(parameters)];
    await waitUntil('five calls are analyzed', {
      condition: () => hasReached({ world, calls: 5, analyzed: 5 }),
    });
    server.kill('SIGKILL');
    assert.equal((await server.ended).signal, 'SIGKILL');
    for (const command of commands) {
      const ended = await command.ended;
      assert.equal(ended.code, 0, ended.stderr);
      const reports = Reports.parse(JSON.parse(ended.stdout));
      assert.equal(new Set(reports.map(({ envelope }) => envelope.callId)).size, files);
    }
    const counted = await world.withDatabase(({ pool }) =>
      pool.query(`select (select count(*)::int from calls) calls, (select count(*)::int from analyses) analyses,
        (select count(*)::int from import_items where analysis_id is not null) items`),
    );
    assert.deepEqual(counted.rows, [{ calls: files, analyses: files, items: files * 2 }]);
  });
});
