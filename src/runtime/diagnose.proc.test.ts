import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { HealthReport } from '#contracts';
import { sophiaWorlds } from '#test/sophia-world';

const DoctorDocument = HealthReport.extend({ vendors: z.array(z.unknown()) });
const worlds = await sophiaWorlds();

describe('sophia doctor where Sophia cannot be opened', { timeout: 900_000 }, () => {
  it('still lists every dependency, and why the database is not among the healthy', async () => {
    const world = await worlds.createEmbedded();
    const ended = await world.run(['doctor', '--json'], {
      environment: { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' },
    });
    assert.equal(ended.code, 1, ended.stderr);
    const { state, dependencies, vendors } = DoctorDocument.parse(JSON.parse(ended.stdout));
    assert.deepEqual(vendors, []);
    assert.equal(state, 'unhealthy');
    assert.deepEqual(
      dependencies.map((one) => [one.name, one.state]),
      [
        ['database', 'unhealthy'],
        ['workflows', 'unhealthy'],
        ['analysis', 'healthy'],
        ['language models', 'off'],
        ['redis', 'off'],
        ['encryption', 'healthy'],
      ],
    );
    assert.match(dependencies[0]?.reason ?? '', /ECONNREFUSED 127\.0\.0\.1:1/);
    assert.match(dependencies[0]?.action ?? '', /DATABASE_URL/);
  });

  it('says what to do where the folder of the state cannot be used', async () => {
    const world = await worlds.createEmbedded();
    const ended = await world.run(['doctor'], { environment: { SOPHIA_HOME: '/dev/null/home' } });
    assert.equal(ended.code, 1, ended.stderr);
    assert.match(
      ended.stdout,
      /✗ database: unhealthy since .* UTC\. .*'\/dev\/null\/home'\n {4}→ See that SOPHIA_HOME/,
    );
    assert.match(ended.stdout, /✓ analysis: healthy/);
  });

  it('gives one row with all faults of the settings', async () => {
    const world = await worlds.createEmbedded();
    const ended = await world.run(['doctor'], { environment: { SOPHIA_PORT: 'abc', SOPHIA_THREADS: '-4' } });
    assert.equal(ended.code, 1, ended.stderr);
    assert.match(ended.stdout, /✗ settings: unhealthy since .*2 settings cannot be used:/);
    assert.match(ended.stdout, /SOPHIA_PORT: [\s\S]*SOPHIA_THREADS: /);
    assert.doesNotMatch(ended.stdout, /database|redis/);
  });
});
