import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { law } from '#modules/access';
import { createKey } from '#modules/users';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { join, password } from '#test/access-place';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';
import { everyPage, type SophiaClient } from '../../../clients/typescript/sophia-client.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
const at = { ctx: world.ctx, visitor: { ...world.ctx, actor: { type: 'visitor' } } } as const;
const { server, client: visitor, clientWith } = await createRestServer(ctx);
after(() => server.close());
const maya = await join(at);
const tom = await join(at, { email: 'tom@tidewater.example', role: 'representative' });

async function as(email: string, given = password): Promise<SophiaClient> {
  const { accessToken } = await visitor.signIn({ body: { email, password: given } });
  return clientWith(accessToken);
}

const asMaya = await as(maya.email);
const asTom = await as(tom.email);

function recordsOf(action: string) {
  const { workspaceId } = ctx;
  return ctx.db
    .select()
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, workspaceId), eq(auditRecords.action, action)));
}

const denied = { message: /^access\.denied: / };

describe('accounts over the API', () => {
  it('invites with a link that is shown once, and the link opens the account', async () => {
    const email = 'ana@tidewater.example';
    const invited = await asMaya.inviteUser({ body: { email, name: 'Ana', role: 'manager' } });
    assert.equal(invited.path, `/welcome/${invited.token}`);
    const listed = JSON.stringify(await asMaya.listUsers());
    assert.ok(!listed.includes(invited.token) && listed.includes(email));
    const again = { email, name: 'Ana', role: 'manager' } as const;
    await assert.rejects(asMaya.inviteUser({ body: again }), { message: /^input\.invalid: / });
    await assert.rejects(asMaya.inviteUser({ body: again }, { idempotencyKey: 'k' }), { message: /^input\.invalid: / });
    const renewed = await asMaya.renewUserLink({ user: email });
    assert.notEqual(renewed.token, invited.token);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', host: '127.0.0.1:8000' };
    const payload = `password=${password}&again=${password}`;
    const entered = await server.inject({ method: 'POST', url: renewed.path, headers, payload });
    assert.equal(entered.statusCode, 303);
    const { users } = await asMaya.listUsers({ role: 'manager' });
    assert.deepEqual(
      users.map(({ email: address, state, openSessions }) => [address, state, openSessions]),
      [[email, 'active', 1]],
    );
    assert.equal(users[0]?.lastSignInAt, ctx.clock.now().toISOString());
    const seenByAna = await (await as(email)).listUsers();
    assert.deepEqual(new Set(seenByAna.users.map((user) => user.lastSignInAt ?? user.openSessions)), new Set([null]));
  });

  it('changes a role once for one key, and closes an account, whose sessions end', async () => {
    const given = { user: tom.email, body: { role: 'executive' } } as const;
    assert.deepEqual(await asMaya.changeUser(given, { idempotencyKey: 'promote' }), { changed: true });
    assert.deepEqual(await asMaya.changeUser(given, { idempotencyKey: 'promote' }), { changed: true });
    assert.equal((await recordsOf('user.changed')).length, 1);
    await assert.rejects(asTom.getSession(), { message: /^session\.ended: / });
    const asExecutive = await as(tom.email);
    assert.equal((await asExecutive.getSession()).role, 'executive');
    await asMaya.changeUser({ user: tom.userId, body: { role: 'representative' } });
    await asMaya.inviteUser({ body: { email: 'leaver@tidewater.example', name: 'Lea', role: 'read_only' } });
    await asMaya.changeUser({ user: 'leaver@tidewater.example', body: { state: 'ended' } });
    const { users } = await asMaya.listUsers({ state: 'ended' });
    assert.deepEqual(
      users.map(({ email }) => email),
      ['leaver@tidewater.example'],
    );
    await assert.rejects(asMaya.changeUser({ user: 'nobody@x.example', body: {} }), { message: /^user\.not-found: / });
    const last = asMaya.changeUser({ user: maya.email, body: { role: 'manager' } });
    await assert.rejects(last, { message: /^user\.last-administrator: / });
  });

  it('tells what the law gives each role', async () => {
    const { roles } = await asMaya.listRoles();
    assert.deepEqual(roles.map(({ role }) => role).toSorted(), Object.keys(law).toSorted());
    const manager = roles.find(({ role }) => role === 'manager');
    assert.equal(manager?.sees, 'team');
    assert.ok(manager.actions.includes('call.read') && !manager.actions.includes('user.manage'));
    const administrator = roles.find(({ role }) => role === 'administrator');
    assert.ok(administrator?.actions.includes('user.manage'));
  });

  it('sets teams and reads them in pages', async () => {
    const leads = [maya.email];
    for (const name of ['West', 'East', 'North']) await asMaya.setTeam({ body: { name, leads, members: [tom.email] } });
    const names: string[] = [];
    for await (const page of everyPage(asMaya.listTeams, { limit: 2 }))
      names.push(...page.teams.map(({ name }) => name));
    assert.deepEqual(names, ['East', 'North', 'West']);
    const { teams } = await asMaya.listTeams();
    assert.deepEqual([teams[0]?.leads, teams[0]?.members], [leads, [tom.email]]);
    await asMaya.setTeam({ body: { name: 'North', leads: [], members: [] } });
    assert.equal((await asMaya.listTeams()).teams.length, 2);
  });

  it('lists territories and keys in pages', async () => {
    const rules = [{ of: 'deal', property: 'dealstage', values: ['CA'] }] as const;
    for (const name of ['West', 'East']) {
      await asMaya.setTerritory({ body: { name, rules: [...rules], members: [maya.email] } });
      await asMaya.createKey({ body: { kind: 'personal', name } });
    }
    const found: string[] = [];
    for await (const page of everyPage(asMaya.listTerritories, { limit: 1 })) {
      found.push(...page.territories.map(({ name }) => name));
    }
    for await (const page of everyPage(asMaya.listKeys, { limit: 1 })) found.push(...page.keys.map(({ name }) => name));
    assert.deepEqual(
      [found.slice(0, 2), found.slice(2).toSorted()],
      [
        ['East', 'West'],
        ['East', 'West'],
      ],
    );
  });

  it('lists sessions, of all and of somebody, in pages, and ends those of others', async () => {
    const fresh = await as(tom.email);
    await as(tom.email);
    const mine = await asMaya.listSessions({ user: tom.email });
    assert.ok(mine.sessions.length >= 2 && mine.sessions.every(({ email }) => email === tom.email));
    const ids: string[] = [];
    for await (const page of everyPage(asMaya.listSessions, { limit: 1 })) {
      ids.push(...page.sessions.map(({ sessionId }) => sessionId));
    }
    const whole = await asMaya.listSessions();
    assert.deepEqual(
      ids,
      whole.sessions.map(({ sessionId }) => sessionId),
    );
    for (const { sessionId } of mine.sessions)
      assert.deepEqual(await asMaya.endSession({ sessionId }), { ended: true });
    await assert.rejects(fresh.getSession(), { message: /^session\.ended: / });
    const one = whole.sessions.find(({ email }) => email === maya.email);
    assert.ok(one);
    await assert.rejects((await as(tom.email)).endSession({ sessionId: one.sessionId }), denied);
  });
});

describe('the audit trail over the API', () => {
  it('is listed by filters and in pages', async () => {
    const { records } = await asMaya.listAuditRecords({ action: 'team.', actor: maya.email });
    assert.equal(records.length, 4);
    const numbers: (number | null)[] = [];
    for await (const page of everyPage(asMaya.listAuditRecords, { action: 'team.', limit: 3 })) {
      numbers.push(...page.records.map(({ sequence }) => sequence));
    }
    assert.deepEqual(
      numbers,
      records.map(({ sequence }) => sequence),
    );
    assert.deepEqual((await asMaya.listAuditRecords({ to: '2020-01-01T00:00:00Z' })).records, []);
    await assert.rejects(asMaya.listAuditRecords({ cursor: 'nonsense' }), { message: /^cursor\.malformed: / });
  });

  it('is exported whole, line by line or in pages, without chasing the records of being exported', async () => {
    const before = (await asMaya.listAuditRecords({ limit: 1 })).records[0]?.sequence;
    const lines: (number | null)[] = [];
    for await (const { sequence, hash } of asMaya.streamExportAuditRecords({ limit: 7 })) {
      assert.match(hash ?? '', /^[0-9a-f]{64}$/);
      lines.push(sequence);
    }
    assert.deepEqual(
      lines,
      Array.from({ length: before ?? 0 }, (_, place) => place + 1),
    );
    const taken = await recordsOf('audit.exported');
    assert.equal(taken.length, Math.ceil(lines.length / 7));
    const after = lines.length - 3;
    const pages: (number | null)[] = [];
    for await (const { records } of everyPage(asMaya.exportAuditRecords, { after, limit: 2 })) {
      pages.push(...records.map(({ sequence }) => sequence));
    }
    assert.deepEqual(pages.slice(0, 3), [after + 1, after + 2, after + 3]);
  });

  it('is verified, also against the end of an earlier check', async () => {
    const verdict = await asMaya.verifyAudit();
    assert.equal(verdict.intact, true);
    assert.ok(verdict.end !== null);
    assert.equal((await asMaya.verifyAudit({ anchor: verdict.end })).intact, true);
    const other = `${verdict.checked}:${'0'.repeat(64)}`;
    assert.equal((await asMaya.verifyAudit({ anchor: other })).fault?.kind, 'anchor');
  });
});

describe('what administrators may do over the API', () => {
  it('is refused to a representative, and the refusal recorded', async () => {
    const client = await as(tom.email);
    const before = (await recordsOf('access.denied')).length;
    const tries = [
      () => client.listUsers(),
      () => client.listRoles(),
      () => client.listTeams(),
      () => client.listSessions(),
      () => client.listAuditRecords(),
      () => client.exportAuditRecords(),
      () => client.streamExportAuditRecords().next(),
      () => client.verifyAudit(),
      () => client.inviteUser({ body: { email: 'x@x.example', name: 'X', role: 'administrator' } }),
      () => client.renewUserLink({ user: maya.email }),
      () => client.changeUser({ user: tom.email, body: { role: 'administrator' } }),
      () => client.setTeam({ body: { name: 'West', leads: [tom.email], members: [maya.email] } }),
    ];
    for (const attempt of tries) await assert.rejects(attempt, denied);
    assert.equal((await recordsOf('access.denied')).length, before + tries.length);
  });

  it('gives through a key that is limited no more than the key has', async () => {
    const scopes = ['admin_access'] as const;
    const { key } = await createKey({
      ctx,
      input: { kind: 'personal', name: 'Accounts', user: maya.email, scopes: [...scopes] },
    });
    const whole = await createKey({ ctx, input: { kind: 'personal', name: 'All', user: maya.email } });
    const limited = clientWith(key);
    assert.ok((await limited.listUsers()).users.length > 0);
    const more = [
      () => limited.createKey({ body: { kind: 'personal', name: 'More' } }),
      () => limited.createKey({ body: { kind: 'personal', name: 'More', scopes: ['call_access'] } }),
      () => limited.rotateKey({ keyId: whole.keyId, body: {} }),
      () => limited.inviteUser({ body: { email: 'x@x.example', name: 'X', role: 'administrator' } }),
      () => limited.renewUserLink({ user: maya.email }),
      () => limited.changeUser({ user: tom.email, body: { role: 'administrator' } }),
    ];
    for (const attempt of more) await assert.rejects(attempt, denied);
    const { keyId } = await limited.createKey({ body: { kind: 'personal', name: 'Same', scopes: [...scopes] } });
    assert.deepEqual(await limited.revokeKey({ keyId }), { keyId, revoked: true });
  });
});
