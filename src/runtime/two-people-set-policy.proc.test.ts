import assert from 'node:assert/strict';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { needs } from '#test/needs';
import { type Ended, type SophiaWorld, sophiaWorlds } from '#test/sophia-world';
import { createSophiaClient, SophiaApiError } from '../../clients/typescript/sophia-client.ts';

const worlds = await sophiaWorlds();

function textOf(name: string): string {
  return `version: 1\nrules: []\notherwise: { verdict: ask, because: "${name}" }\n`;
}

/** Takes the policy as it is and says so in the file of each of two people. */
async function draftsOf(world: SophiaWorld, names: readonly string[]): Promise<void> {
  const [first = '', ...others] = names.map((name) => join(world.folder, name));
  const shown = await world.run(['policy', 'show', '--out', first]);
  assert.equal(shown.code, 0, shown.stderr);
  const written = await readFile(first, 'utf8');
  for (const other of others) await copyFile(first, other);
  for (const name of names) await writeFile(join(world.folder, name), `# ${name}\n${written}`);
}

/** One of two commands did it, the other says who was first and what to do; the file is that of the first. */
async function assertOneWon({ world, ends }: { world: SophiaWorld; ends: Readonly<Record<string, Ended>> }) {
  const won = Object.entries(ends).filter(([, { code }]) => code === 0);
  assert.equal(won.length, 1, JSON.stringify(ends));
  const [name = ''] = won[0] ?? [];
  assert.match(await readFile(join(world.home, 'policy.yaml'), 'utf8'), new RegExp(`^# ${name}\\n`));
  for (const [other, { code, stderr }] of Object.entries(ends)) {
    if (other === name) continue;
    assert.equal(code, 1);
    assert.match(
      stderr,
      /put it in force at .*UTC\. Nothing was overwritten\.\n→ Read it again, .*`diff now\.yaml FILE`/,
    );
    assert.match(await readFile(join(world.folder, other), 'utf8'), new RegExp(`^# ${other}\\n`), 'it is still theirs');
  }
}

async function setAtOnce(world: SophiaWorld, names: readonly string[]): Promise<Record<string, Ended>> {
  const ends = await Promise.all(names.map((name) => world.run(['policy', 'set', name])));
  return Object.fromEntries(names.map((name, index) => [name, ends[index] ?? assert.fail(name)]));
}

describe('two people who set the policy by the command line', { timeout: 900_000 }, () => {
  it('at once, with a server and without: one does, the other is told, and a hand in the file is seen', async () => {
    const world = await worlds.createEmbedded();
    const alone = ['one.yaml', 'two.yaml'];
    await draftsOf(world, alone);
    await assertOneWon({ world, ends: await setAtOnce(world, alone) });
    const server = await world.serve();
    const served = ['three.yaml', 'four.yaml'];
    await draftsOf(world, served);
    await assertOneWon({ world, ends: await setAtOnce(world, served) });
    await draftsOf(world, ['five.yaml']);
    await writeFile(join(world.home, 'policy.yaml'), textOf('by hand'));
    const shown = await world.run(['policy', 'show']);
    assert.match(shown.stdout, /otherwise: by hand/, 'a server that runs follows the file');
    const late = await world.run(['policy', 'set', 'five.yaml']);
    assert.equal(late.code, 1);
    assert.match(late.stderr, /The file policy\.yaml was written by hand at .*UTC\./);
    assert.equal(await readFile(join(world.home, 'policy.yaml'), 'utf8'), textOf('by hand'));
    await writeFile(join(world.home, 'policy.yaml'), 'version: 2\n');
    const doctor = await world.run(['doctor']);
    assert.match(doctor.stdout, /! policy: degraded .* The policy file of main and example cannot be used/);
    const broken = await world.run(['policy', 'show']);
    assert.match(broken.stdout, /otherwise: by hand/);
    assert.match(broken.stderr, /not what is in force: .*line 1: version/);
    server.kill('SIGTERM');
    assert.equal((await server.ended).code, 0, server.stderr());
    const start = await world.run(['calls', 'list']);
    assert.equal(start.code, 1);
    assert.match(start.stderr, /found what cannot be used:\n {2}line 1: version/);
  });
});

describe('people who set the policy through two servers', { timeout: 900_000 }, () => {
  it('at once: exactly one does, and both servers have theirs in force', needs.realPostgres, async () => {
    const world = await worlds.create();
    const servers = [
      await world.serve(['--role', 'api', '--no-example']),
      await world.serve(['--role', 'api', '--no-example']),
    ];
    const clients = servers.map(({ address }) => createSophiaClient({ baseUrl: address }));
    for (const round of [1, 2, 3, 4, 5]) {
      const versions = await Promise.all(clients.map((client) => client.getPolicy()));
      assert.equal(versions[0]?.version, versions[1]?.version);
      const ifMatch = versions[0]?.version ?? '';
      const asked = [1, 2, 3, 4].map((writer) => ({ text: textOf(`round ${round}, writer ${writer}`), ifMatch }));
      const ends = await Promise.allSettled(
        asked.map(({ text, ifMatch: version }, index) =>
          (clients[index % 2] ?? assert.fail()).setPolicy({ ifMatch: version, body: { text } }),
        ),
      );
      const won = asked.filter((_, index) => ends[index]?.status === 'fulfilled');
      assert.equal(won.length, 1, JSON.stringify(ends));
      for (const end of ends) {
        if (end.status === 'fulfilled') continue;
        assert.ok(
          end.reason instanceof SophiaApiError && end.reason.problem.code === 'policy.stale',
          String(end.reason),
        );
      }
      for (const client of clients) assert.equal((await client.getPolicy()).text, won[0]?.text);
    }
    for (const server of servers) {
      server.kill('SIGTERM');
      assert.equal((await server.ended).code, 0, server.stderr());
    }
  });
});
