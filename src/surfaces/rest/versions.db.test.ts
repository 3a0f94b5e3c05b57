import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { inviteUser, redeemLink } from '#modules/users';
import { auditRecords } from '#platform/db';
import { and, eq, inArray } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';
import { SophiaApiError } from '../../../clients/typescript/sophia-client.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
const { server, client: visitor, clientWith } = await createRestServer(ctx);
after(() => server.close());
const password = 'a long enough password';
const maya = 'maya@tidewater.example';
const tom = 'tom@tidewater.example';
const { token } = await inviteUser({ ctx, input: { email: maya, name: 'Maya', role: 'administrator' } });
await redeemLink({ ctx: { ...ctx, actor: { type: 'visitor' } }, input: { token, password } });
await inviteUser({ ctx, input: { email: tom, name: 'Tom', role: 'representative' } });
const { accessToken } = await visitor.signIn({ body: { email: maya, password } });
const client = clientWith(accessToken);

function isStale(error: unknown): boolean {
  return error instanceof SophiaApiError && error.problem.status === 412 && error.problem.code === 'access.stale';
}

function get(path: string, headers: Record<string, string> = {}) {
  const own = { host: '127.0.0.1:8000', authorization: `Bearer ${accessToken}` };
  return server.inject({ url: `/api/v1${path}`, headers: { ...own, ...headers } });
}

async function changes(): Promise<number> {
  const actions = ['user.changed', 'user.ended', 'team.set', 'territory.set'];
  const rows = await ctx.db
    .select({ action: auditRecords.action })
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), inArray(auditRecords.action, actions)));
  return rows.length;
}

describe('an account, a team and a territory', () => {
  it('have a version in their tag, which is in their lists as well', async () => {
    await client.setTeam({ body: { name: 'West', leads: [maya], members: [tom] } });
    const rules = [{ of: 'deal', property: 'dealstage', values: ['won'] }] as const;
    await client.setTerritory({ body: { name: 'Oregon', rules: [...rules], members: [maya] } });
    const { users } = await client.listUsers();
    const { teams } = await client.listTeams();
    const { territories } = await client.listTerritories();
    const listed = {
      [`/users/${tom}`]: users.find(({ email }) => email === tom)?.version,
      '/teams/west': teams[0]?.version,
      '/territories/Oregon': territories[0]?.version,
    };
    for (const [path, version] of Object.entries(listed)) {
      const shown = await get(path);
      const tag = String(shown.headers['etag']);
      assert.deepEqual([shown.statusCode, tag.split(/[".]/)[1]], [200, version], path);
      assert.equal((await get(path, { 'if-none-match': tag })).statusCode, 304, path);
    }
    for (const path of ['/users/nobody@x.example', '/teams/none', '/territories/none']) {
      assert.equal((await get(path)).statusCode, 404, path);
    }
  });

  it('are sent again where something else of them has changed, and that makes no change stale', async () => {
    const path = `/users/${maya}`;
    const tag = String((await get(path)).headers['etag']);
    await visitor.signIn({ body: { email: maya, password } });
    await client.setTeam({ body: { name: 'South', leads: [maya], members: [] } });
    const again = await get(path, { 'if-none-match': tag });
    assert.equal(again.statusCode, 200);
    assert.match(again.body, /"South"/);
    const own = { host: '127.0.0.1:8000', authorization: `Bearer ${accessToken}`, 'if-match': tag };
    const url = `/api/v1${path}`;
    const kept = await server.inject({ method: 'PATCH', url, headers: own, payload: { role: 'administrator' } });
    assert.equal(kept.statusCode, 200, kept.body);
    await client.setTeam({ body: { name: 'South', leads: [], members: [] } });

    const { rules, members, name } = await client.getTerritory({ name: 'Oregon' });
    const territory = String((await get('/territories/Oregon')).headers['etag']);
    world.ctx.clock.advance(1000);
    await client.setTerritory({ body: { name, rules, members } });
    assert.equal((await get('/territories/Oregon', { 'if-none-match': territory })).statusCode, 200);
  });

  it('are changed by the first of two who have read the same, and the second is told', async () => {
    const { version: user } = await client.getUser({ user: tom });
    const { version: team } = await client.getTeam({ name: 'West' });
    const { version: territory, rules } = await client.getTerritory({ name: 'Oregon' });
    const attempts = [
      () => client.changeUser({ user: tom, ifMatch: user, body: { role: 'manager' } }),
      () => client.setTeam({ ifMatch: team, body: { name: 'West', leads: [tom], members: [] } }),
      () => client.setTerritory({ ifMatch: territory, body: { name: 'Oregon', rules, members: [maya, tom] } }),
    ];
    const before = await changes();
    for (const attempt of attempts) await attempt();
    for (const attempt of attempts) await assert.rejects(attempt(), isStale);
    assert.equal(await changes(), before + 3);
    assert.deepEqual((await client.getTeam({ name: 'West' })).leads, [tom]);
  });

  it('of two at the same moment, one is changed', async () => {
    const { version } = await client.getTeam({ name: 'West' });
    const ways = [[maya], [tom], [maya, tom]];
    const settled = await Promise.allSettled(
      ways.map((members) => client.setTeam({ ifMatch: version, body: { name: 'West', leads: [], members } })),
    );
    const failed = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    assert.deepEqual([failed.length, failed.every(isStale)], [failed.length, true]);
    assert.ok(failed.length >= 1);
  });

  it('are changed without a version as before, and a version of something that is gone is stale', async () => {
    const { version } = await client.getTeam({ name: 'West' });
    await client.setTeam({ body: { name: 'West', leads: [], members: [] } });
    const late = client.setTeam({ ifMatch: version, body: { name: 'West', leads: [maya], members: [] } });
    await assert.rejects(late, isStale);
    assert.deepEqual((await client.listTeams()).teams, []);
    await client.setTeam({ body: { name: 'West', leads: [maya], members: [] } });
  });

  it('keep their version over a sign-in and a change that changes nothing', async () => {
    const { version } = await client.getUser({ user: maya });
    await visitor.signIn({ body: { email: maya, password } });
    await client.changeUser({ user: maya, ifMatch: version, body: { role: 'administrator' } });
    assert.equal((await client.getUser({ user: maya })).version, version);
  });
});
