import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { needs } from '#test/needs';
import { sophiaWorlds } from '#test/sophia-world';
import { createSophiaClient, SophiaApiError, type SophiaClient } from '../../clients/typescript/sophia-client.ts';

const worlds = await sophiaWorlds();
const writers = [1, 2, 3, 4];

type Publish = (asked: { client: SophiaClient; ifMatch: string; writer: number }) => Promise<unknown>;

/** All at once, by turns through one server and the other; the number of whoever was taken. */
async function publishAtOnce({
  clients,
  ifMatch,
  publish,
}: {
  clients: readonly SophiaClient[];
  ifMatch: string;
  publish: Publish;
}): Promise<number> {
  const ends = await Promise.allSettled(
    writers.map((writer) => publish({ client: clients[writer % 2] ?? assert.fail(), ifMatch, writer })),
  );
  const won = writers.filter((_, place) => ends[place]?.status === 'fulfilled');
  assert.equal(won.length, 1, JSON.stringify(ends));
  for (const end of ends) {
    if (end.status === 'fulfilled') continue;
    const { reason } = end;
    assert.ok(reason instanceof SophiaApiError && reason.problem.code === 'settings.stale', String(reason));
    assert.match(String(reason.problem.detail), /put it in force at .*Nothing was overwritten\./);
  }
  return won[0] ?? assert.fail();
}

describe('people who publish limits and methods through two servers', { timeout: 900_000 }, () => {
  it('at once: exactly one does, and both servers have theirs in force', needs.realPostgres, async () => {
    const world = await worlds.create();
    const servers = [
      await world.serve(['--role', 'api', '--no-example']),
      await world.serve(['--role', 'api', '--no-example']),
    ];
    const clients = servers.map(({ address }) => createSophiaClient({ baseUrl: address }));
    const [one = assert.fail(), other = assert.fail()] = clients;
    for (const round of [1, 2, 3]) {
      const before = [await one.getWarningLimits(), await other.getWarningLimits()];
      assert.equal(before[0]?.version, before[1]?.version);
      const won = await publishAtOnce({
        clients,
        ifMatch: before[0]?.version ?? '',
        publish: ({ client, ifMatch, writer }) =>
          client.publishWarningLimits({
            ifMatch,
            body: { warningLimits: { nextStepWithinDays: round * 10 + writer } },
          }),
      });
      for (const client of clients) {
        const { settings, history } = await client.getWarningLimits();
        assert.deepEqual(settings, { warningLimits: { nextStepWithinDays: round * 10 + won } });
        assert.equal(history.length, round);
      }
    }
    const { version } = await one.getMethods();
    const ways = [['spin'], ['bant'], ['spiced'], ['sandler']];
    const won = await publishAtOnce({
      clients,
      ifMatch: version,
      publish: ({ client, ifMatch, writer }) =>
        client.publishMethods({ ifMatch, body: { qualifyBy: ways[writer - 1] ?? [] } }),
    });
    for (const client of clients) {
      assert.deepEqual((await client.getMethods()).settings, { qualifyBy: ways[won - 1] });
    }
    for (const server of servers) {
      server.kill('SIGTERM');
      assert.equal((await server.ended).code, 0, server.stderr());
    }
  });
});
