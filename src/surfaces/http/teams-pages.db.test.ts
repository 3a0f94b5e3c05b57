import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { listTeams, listTerritories, setTeam, setTerritory } from '#modules/users';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { join, password } from '#test/access-place';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { createTestSecretBox } from '#test/test-secret-box';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
/** The pages name the workspace `main`; in a test that is the one of the suite. */
const { server } = await createRestServer(ctx, {
  contextFor: ({ requestId }) => ({ ...ctx, requestId }),
  access: { workspaceId: 'main', secretBox: createTestSecretBox(), isPublicSecure: true, openid: null },
});
after(() => server.close());
const at = { ctx: world.ctx, visitor: { ...world.ctx, actor: { type: 'visitor' } } } as const;
const host = '127.0.0.1:8000';
const origin = `http://${host}`;
const maya = await join(at);
const tom = await join(at, { email: 'tom@tidewater.example', role: 'representative' });
const ops = await join(at, { email: 'ops@tidewater.example', role: 'revenue_operations' });
const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function cookieFor(email: string): Promise<string> {
  const payload = new URLSearchParams({ email, password }).toString();
  const answer = await server.inject({ method: 'POST', url: '/sign-in', headers: { host, origin, ...form }, payload });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}
const [asMaya, asTom, asOps] = [await cookieFor(maya.email), await cookieFor(tom.email), await cookieFor(ops.email)];

async function open(cookie: string) {
  return server.inject({ url: '/teams', headers: { host, cookie, accept: 'text/html' } });
}

/** Beside the fields of the form, who sends it and from where. */
async function post(url: string, { cookie = asMaya, from = origin, ...fields }: Record<string, string>) {
  const headers = { host, cookie, accept: 'text/html', origin: from, ...form };
  return server.inject({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() });
}

async function recordsOf(action: string): Promise<unknown[]> {
  return ctx.db
    .select({ details: auditRecords.details })
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, action)))
    .orderBy(auditRecords.sequence);
}

async function onlyTeam() {
  const { teams } = await listTeams({ ctx });
  assert.equal(teams.length, 1);
  return teams[0] ?? assert.fail();
}

/** One goes after the other. */
describe('the page of teams and territories', () => {
  it('says what to do where there is none', async () => {
    const page = await open(asMaya);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /There is no team yet[^<]*Make the first one here/);
    assert.match(page.body, /There is no territory yet[^<]*Make the first one here/);
    assert.match((await open(asOps)).body, /An administrator makes them here/);
  });

  it('makes a team, shows its people by their names, and records it', async () => {
    const made = await post('/teams', { name: 'West <b>', leads: maya.email, members: `${tom.email}\r\n${ops.email}` });
    assert.deepEqual([made.statusCode, made.headers.location], [303, '/teams']);
    const { leads, members } = await onlyTeam();
    assert.deepEqual([leads, members], [[maya.email], [ops.email, tom.email]]);
    const { body } = await open(asMaya);
    assert.ok(body.includes('West &lt;b&gt;') && !body.includes('West <b>'));
    assert.match(body, /<bdi title="tom@tidewater\.example">/);
    assert.equal((await recordsOf('team.set')).length, 1);
  });

  it('makes no second of a name, none of nobody, none of strangers, and keeps what was typed', async () => {
    const wrong = [
      [{ name: 'west <B>', leads: maya.email, members: '' }, 400, /is there already/],
      [{ name: 'East', leads: ' ', members: '' }, 400, /at least one person/],
      [{ name: 'East', leads: 'nobody@tidewater.example', members: '' }, 404, /nobody@tidewater\.example/],
      [{ name: '', leads: maya.email, members: '' }, 400, /role="alert"/],
    ] as const;
    for (const [fields, status, says] of wrong) {
      const answer = await post('/teams', fields);
      assert.equal(answer.statusCode, status, fields.name);
      assert.match(answer.body, says);
      assert.match(answer.body, /<details class="tools" open><summary>Make a team/);
      assert.ok(answer.body.includes(`>${fields.leads}</textarea>`));
    }
    await onlyTeam();
  });

  it('changes a team as it was read, and shows the second of two what the first has made of it', async () => {
    const { teamId, version, name } = await onlyTeam();
    await setTeam({ ctx, input: { name, leads: [ops.email], members: [] } });
    const late = await post(`/teams/${teamId}`, { leads: tom.email, members: '', version });
    assert.equal(late.statusCode, 412);
    assert.match(late.body, /Nothing was changed/);
    assert.ok(late.body.includes(`>${ops.email}</textarea>`) && !late.body.includes(`>${tom.email}</textarea>`));
    const now = await onlyTeam();
    assert.deepEqual(now.leads, [ops.email]);
    const changed = await post(`/teams/${teamId}`, { leads: tom.email, members: '', version: now.version });
    assert.equal(changed.statusCode, 303);
    assert.deepEqual((await onlyTeam()).leads, [tom.email]);
  });

  it('keeps the version that was typed over, so that a mended slip overwrites nothing', async () => {
    const { teamId, version, name } = await onlyTeam();
    const path = `/teams/${teamId}`;
    await setTeam({ ctx, input: { name, leads: [tom.email], members: [ops.email] } });
    const slip = await post(path, { leads: 'tmo@tidewater.example', members: '', version });
    assert.equal(slip.statusCode, 404);
    const kept = new RegExp(`action="${path}"><input type="hidden" name="version" value="([^"]*)"`).exec(
      slip.body,
    )?.[1];
    assert.equal(kept, version);
    assert.equal((await post(path, { leads: tom.email, members: '', version: kept ?? '' })).statusCode, 412);
    assert.deepEqual((await onlyTeam()).members, [ops.email]);

    await setTerritory({
      ctx,
      input: { name: 'Coast', rules: [{ of: 'deal', property: 'dealstage', values: ['won'] }], members: [ops.email] },
    });
    const [coast] = (await listTerritories({ ctx })).territories;
    const place = `/territories/${coast?.territoryId}`;
    const wrong = await post(place, { rules: 'dealstage', members: maya.email, version: 'of before' });
    assert.ok(wrong.body.includes(`action="${place}"><input type="hidden" name="version" value="of before"`));
    await setTerritory({ ctx, input: { name: 'Coast', rules: [], members: [] } });
  });

  it('makes, shows and removes a territory, whose rules are typed one a line', async () => {
    const fields = { name: 'Oregon', rules: 'deal.dealstage=won,lost\n', members: maya.email };
    const wrong = await post('/territories', { ...fields, rules: 'dealstage' });
    assert.equal(wrong.statusCode, 400);
    assert.match(wrong.body, /found the line &quot;dealstage&quot;/);
    assert.equal((await post('/territories', fields)).statusCode, 303);
    assert.match((await open(asMaya)).body, /dealstage of the deal is won or lost/);
    const [made] = (await listTerritories({ ctx })).territories;
    assert.ok(made !== undefined);
    const path = `/territories/${made.territoryId}`;
    const changes = { rules: 'deal.dealstage=won', members: `${maya.email} ${ops.email}`, version: made.version };
    assert.equal((await post(path, changes)).statusCode, 303);
    assert.equal((await post(path, changes)).statusCode, 412);
    const [changed] = (await listTerritories({ ctx })).territories;
    assert.equal((await post(`${path}/remove`, { version: made.version })).statusCode, 412);
    assert.equal((await post(`${path}/remove`, { version: changed?.version ?? '' })).statusCode, 303);
    assert.deepEqual((await listTerritories({ ctx })).territories, []);
    assert.equal((await recordsOf('territory.set')).length, 5);
  });

  it('is read by revenue operations, changed by administrators alone, and is nothing to others', async () => {
    const { teamId, version } = await onlyTeam();
    const { body } = await open(asOps);
    assert.ok(body.includes('West') && !body.includes('<textarea'));
    assert.ok(!body.includes('/audit?'));
    assert.equal((await open(asTom)).statusCode, 403);
    for (const cookie of [asOps, asTom]) {
      assert.equal((await post(`/teams/${teamId}/remove`, { version, cookie })).statusCode, 403);
    }
    const elsewhere = await post(`/teams/${teamId}/remove`, { version, from: 'https://evil.example' });
    assert.equal(elsewhere.statusCode, 403);
    await onlyTeam();
    assert.equal((await post('/teams/team_none/remove', { version })).statusCode, 404);
    assert.equal((await post(`/teams/${teamId}/remove`, { version })).statusCode, 303);
    assert.deepEqual((await listTeams({ ctx })).teams, []);
  });
});
