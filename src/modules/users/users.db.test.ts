import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SignJWT, UnsecuredJWT } from 'jose';
import { verifyAudit } from '#modules/trail';
import { createSecretBox } from '#platform/crypto';
import { auditRecords } from '#platform/db';
import { and, asc, eq, sql } from '#platform/sql';
import { createPlace, join, type Place, password, who } from '#test/access-place';
import { codeOf } from '#test/code-of';
import { databaseForSuite } from '#test/database-for-suite';
import type { TestContext } from '#test/test-context';
import * as door from './index.ts';

const suite = await databaseForSuite();
const secretBox = createSecretBox([Buffer.alloc(32, 7)]);
const minuteMs = 60_000;
const dayMs = 86_400_000;

async function tokenFor(at: Place, sessionToken: string): Promise<string> {
  const actor = await who(at, { kind: 'session', secret: sessionToken });
  return (await door.issueToken({ ctx: { ...at.ctx, actor, secretBox } })).accessToken;
}

describe('an account', () => {
  it('begins with a link that sets a password once', async () => {
    const at = await createPlace(suite);
    assert.equal(await door.hasAccounts({ ctx: at.visitor }), false);
    const { token } = await door.inviteUser({
      ctx: at.ctx,
      input: { email: 'Maya@Tidewater.example', name: 'Maya', role: 'administrator' },
    });
    assert.equal(await door.hasAccounts({ ctx: at.visitor }), false);
    assert.equal((await door.readLink({ ctx: at.visitor, input: { token } }))?.email, 'maya@tidewater.example');
    const short = door.redeemLink({ ctx: at.visitor, input: { token, password: 'too short' } });
    assert.equal(await codeOf(short), 'input.invalid');
    const session = await door.redeemLink({ ctx: at.visitor, input: { token, password } });
    assert.equal(await door.hasAccounts({ ctx: at.visitor }), true);
    assert.equal((await who(at, { kind: 'session', secret: session.token })).type, 'user');
    assert.equal(await codeOf(door.redeemLink({ ctx: at.visitor, input: { token, password } })), 'link.used');
    assert.equal(await codeOf(door.readLink({ ctx: at.visitor, input: { token } })), 'link.used');
  });

  it('is not opened with an expired, a replaced or an invented link', async () => {
    const at = await createPlace(suite);
    const invited = { email: 'tom@tidewater.example', name: 'Tom', role: 'representative' } as const;
    const { token } = await door.inviteUser({ ctx: at.ctx, input: invited });
    const { token: newer } = await door.renewLink({ ctx: at.ctx, input: { user: invited.email } });
    assert.equal(await codeOf(door.redeemLink({ ctx: at.visitor, input: { token, password } })), 'link.invalid');
    const invented = door.redeemLink({ ctx: at.visitor, input: { token: 'welcome_invented', password } });
    assert.equal(await codeOf(invented), 'link.invalid');
    at.ctx.clock.advance(72 * 60 * minuteMs);
    const late = door.redeemLink({ ctx: at.visitor, input: { token: newer, password } });
    assert.equal(await codeOf(late), 'link.expired');
  });

  it('is made by the link for the first one, once, and by nobody after somebody has one', async () => {
    const at = await createPlace(suite);
    const replaced = await door.offerFirstLink({ ctx: at.ctx });
    const link = await door.offerFirstLink({ ctx: at.ctx });
    assert.ok(replaced !== null && link !== null);
    const { token } = link;
    assert.equal(await codeOf(door.readLink({ ctx: at.visitor, input: { token: replaced.token } })), 'link.invalid');
    assert.equal(await door.readLink({ ctx: at.visitor, input: { token } }), null);
    assert.equal(await codeOf(door.redeemLink({ ctx: at.visitor, input: { token, password } })), 'input.invalid');
    const person = { email: 'Maya@Tidewater.example', name: 'Maya' };
    const session = await door.redeemLink({ ctx: at.visitor, input: { token, password, person } });
    const actor = await who(at, { kind: 'session', secret: session.token });
    assert.ok(actor.type === 'user');
    assert.deepEqual([actor.email, actor.grant.role], ['maya@tidewater.example', 'administrator']);
    assert.equal(await codeOf(door.redeemLink({ ctx: at.visitor, input: { token, password, person } })), 'link.used');
    assert.equal(await door.offerFirstLink({ ctx: at.ctx }), null);
  });

  it('is not made by the link for the first one where somebody was faster, or it is old', async () => {
    const at = await createPlace(suite);
    const link = await door.offerFirstLink({ ctx: at.ctx });
    assert.ok(link !== null);
    const { token } = link;
    await join(at, { email: 'tom@tidewater.example', role: 'representative' });
    const person = { email: 'tom@tidewater.example', name: 'Eve' };
    assert.equal(await codeOf(door.readLink({ ctx: at.visitor, input: { token } })), 'link.used');
    assert.equal(await codeOf(door.redeemLink({ ctx: at.visitor, input: { token, password, person } })), 'link.used');
    const late = await createPlace(suite);
    const old = await door.offerFirstLink({ ctx: late.ctx });
    late.ctx.clock.advance(72 * 60 * minuteMs);
    const answer = door.readLink({ ctx: late.visitor, input: { token: old?.token ?? '' } });
    assert.equal(await codeOf(answer), 'link.expired');
  });

  it('of somebody who was invited becomes an administrator’s by the link for the first one', async () => {
    const at = await createPlace(suite);
    const invited = { email: 'tom@tidewater.example', name: 'Tom', role: 'representative' } as const;
    await door.inviteUser({ ctx: at.ctx, input: invited });
    const link = await door.offerFirstLink({ ctx: at.ctx });
    const person = { email: invited.email, name: 'Tom Okafor' };
    await door.redeemLink({ ctx: at.visitor, input: { token: link?.token ?? '', password, person } });
    const { users } = await door.listUsers({ ctx: at.ctx });
    assert.deepEqual(
      users.map(({ name, role, state }) => [name, role, state]),
      [['Tom Okafor', 'administrator', 'active']],
    );
  });

  it('is one for an address, and the last administrator stays', async () => {
    const at = await createPlace(suite);
    const { email } = await join(at);
    const again = door.inviteUser({ ctx: at.ctx, input: { email, name: 'Maya', role: 'manager' } });
    assert.equal(await codeOf(again), 'input.invalid');
    const demoted = door.changeUser({ ctx: at.ctx, input: { user: email, role: 'manager', state: null } });
    assert.equal(await codeOf(demoted), 'user.last-administrator');
    await join(at, { email: 'tom@tidewater.example' });
    const change = { user: email, role: 'manager', state: null } as const;
    assert.deepEqual(await door.changeUser({ ctx: at.ctx, input: change }), { changed: true });
    assert.deepEqual(await door.changeUser({ ctx: at.ctx, input: change }), { changed: false });
  });

  it('that is closed ends sessions and keys at once, and a new link opens it again', async () => {
    const at = await createPlace(suite);
    await join(at, { email: 'admin@tidewater.example' });
    const { session, userId, email } = await join(at, { role: 'representative' });
    const { key } = await door.createKey({ ctx: at.ctx, input: { kind: 'personal', name: 'Export', user: userId } });
    await door.changeUser({ ctx: at.ctx, input: { user: email, role: null, state: 'ended' } });
    assert.equal(await codeOf(who(at, { kind: 'session', secret: session.token })), 'session.ended');
    assert.equal(await codeOf(who(at, { kind: 'bearer', secret: key })), 'key.ended');
    assert.equal(await codeOf(door.signIn({ ctx: at.visitor, input: { email, password } })), 'sign-in.wrong');
    const { token } = await door.renewLink({ ctx: at.ctx, input: { user: email } });
    await door.redeemLink({ ctx: at.visitor, input: { token, password } });
    assert.equal((await who(at, { kind: 'bearer', secret: key })).type, 'user');
  });
});

describe('a sign-in', () => {
  it('with a wrong password is slowed for that place, and its owner elsewhere is not', async () => {
    const at = await createPlace(suite);
    const { email } = await join(at);
    function wrong(): Promise<string> {
      return codeOf(door.signIn({ ctx: at.visitor, input: { email, password: 'a wrong password' } }));
    }
    function right(ctx: TestContext): Promise<string> {
      return codeOf(door.signIn({ ctx, input: { email: ` ${email.toUpperCase()}`, password } }));
    }
    for (let tries = 0; tries < 5; tries += 1) assert.equal(await wrong(), 'sign-in.wrong');
    assert.equal(await wrong(), 'sign-in.slowed');
    assert.equal(await right(at.visitor), 'sign-in.slowed');
    assert.equal(await right({ ...at.visitor, ipAddress: '10.1.2.3' }), 'no error');
    at.ctx.clock.advance(1000);
    assert.equal(await wrong(), 'sign-in.wrong');
    assert.equal(await wrong(), 'sign-in.slowed');
    at.ctx.clock.advance(30_000);
    assert.equal(await right(at.visitor), 'no error');
    assert.equal(await wrong(), 'sign-in.wrong');
  });

  it('answers an unknown address as a wrong password, and keeps neither in any record', async () => {
    const at = await createPlace(suite);
    const input = { email: 'my-password-by-mistake', password: 'whatever it may be' };
    assert.equal(await codeOf(door.signIn({ ctx: at.visitor, input })), 'sign-in.wrong');
    const rows = await at.ctx.db
      .select()
      .from(auditRecords)
      .where(eq(auditRecords.workspaceId, at.ctx.workspaceId))
      .orderBy(asc(auditRecords.sequence));
    assert.deepEqual(
      rows.map(({ action, result }) => [action, result]),
      [['session.refused', 'refused']],
    );
    assert.ok(!JSON.stringify(rows).includes('mistake') && !JSON.stringify(rows).includes('whatever'));
  });

  it('holds for 24 hours at most, and ends at once when it is ended', async () => {
    const at = await createPlace(suite);
    const { email, session } = await join(at);
    const secret = session.token;
    const actor = await who(at, { kind: 'session', secret });
    assert.deepEqual(await door.endSession({ ctx: { ...at.ctx, actor }, input: { sessionId: session.sessionId } }), {
      ended: true,
    });
    assert.deepEqual(await door.endSession({ ctx: { ...at.ctx, actor }, input: { sessionId: session.sessionId } }), {
      ended: false,
    });
    assert.equal(await codeOf(who(at, { kind: 'session', secret })), 'session.ended');
    const next = await door.signIn({ ctx: at.visitor, input: { email, password } });
    at.ctx.clock.advance(dayMs - 1);
    assert.equal((await who(at, { kind: 'session', secret: next.token })).type, 'user');
    at.ctx.clock.advance(1);
    assert.equal(await codeOf(who(at, { kind: 'session', secret: next.token })), 'session.ended');
  });

  it('of somebody else is ended by those who manage users alone', async () => {
    const at = await createPlace(suite);
    const { session } = await join(at);
    const tom = await join(at, { email: 'tom@tidewater.example', role: 'representative' });
    const actor = await who(at, { kind: 'session', secret: tom.session.token });
    const tried = door.endSession({ ctx: { ...at.ctx, actor }, input: { sessionId: session.sessionId } });
    assert.equal(await codeOf(tried), 'access.denied');
    assert.equal((await door.listSessions({ ctx: at.ctx, input: {} })).sessions.length, 2);
    assert.equal((await door.listSessions({ ctx: at.ctx, input: { user: tom.email } })).sessions.length, 1);
    const looked = await at.ctx.db
      .select({ resource: auditRecords.resource })
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, at.ctx.workspaceId), eq(auditRecords.action, 'session.listed')))
      .orderBy(asc(auditRecords.sequence));
    assert.deepEqual(
      looked.map(({ resource }) => resource),
      [
        { type: 'user', id: 'all' },
        { type: 'user', id: tom.userId },
      ],
    );
    assert.deepEqual(await door.endSession({ ctx: at.ctx, input: { sessionId: tom.session.sessionId } }), {
      ended: true,
    });
  });
});

describe('an access token', () => {
  it('holds for minutes, says who may what, and ends with its session', async () => {
    const at = await createPlace(suite);
    const { session, userId } = await join(at);
    const token = await tokenFor(at, session.token);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    assert.deepEqual(
      [claims.sub, claims.workspace, claims.exp - claims.iat, claims.permissions.length],
      [userId, at.ctx.workspaceId, 300, 5],
    );
    const actor = await who(at, { kind: 'bearer', secret: token });
    assert.ok(actor.type === 'user' && actor.userId === userId);
    at.ctx.clock.advance(5 * minuteMs);
    assert.equal(await codeOf(who(at, { kind: 'bearer', secret: token })), 'token.expired');
    const fresh = await tokenFor(at, session.token);
    await door.endSession({ ctx: at.ctx, input: { sessionId: session.sessionId } });
    assert.equal(await codeOf(who(at, { kind: 'bearer', secret: fresh })), 'session.ended');
  });

  it('that is tampered with, unsigned, signed otherwise or of elsewhere is refused', async () => {
    const at = await createPlace(suite);
    const { session } = await join(at);
    const token = await tokenFor(at, session.token);
    const [head = '', body = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const header = JSON.parse(Buffer.from(head, 'base64url').toString());
    function encode(value: object): string {
      return Buffer.from(JSON.stringify(value)).toString('base64url');
    }
    const publicKey = await at.ctx.db.execute<{ x: string }>(
      sql`select public_key->>'x' as x from signing_keys where workspace_id = ${at.ctx.workspaceId}`,
    );
    const publicBytes = Buffer.from(String(publicKey.rows[0]?.x), 'base64url');
    const forged = [
      `${head}.${encode({ ...claims, sub: 'usr_other' })}.${signature}`,
      `${encode({ ...header, alg: 'none' })}.${body}.`,
      `${encode({ ...header, kid: 'sig_unknown' })}.${body}.${signature}`,
      `${head}.${body}.${signature.slice(0, -2)}`,
      `${head}.${body}`,
      'not a token',
      new UnsecuredJWT(claims).encode(),
      await new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(publicBytes),
    ];
    for (const each of forged) {
      assert.equal(await codeOf(who(at, { kind: 'bearer', secret: each })), 'token.invalid', each);
    }
    const other = await createPlace(suite);
    assert.equal(await codeOf(who(other, { kind: 'bearer', secret: token })), 'token.invalid');
    assert.equal((await who(at, { kind: 'bearer', secret: token })).type, 'user');
  });

  it('is signed with a new key after 30 days, or where the old one cannot be decrypted', async () => {
    const at = await createPlace(suite);
    const { email, session } = await join(at);
    const first = await tokenFor(at, session.token);
    assert.equal(kidOf(await tokenFor(at, session.token)), kidOf(first));
    const actor = await who(at, { kind: 'session', secret: session.token });
    const otherBox = createSecretBox([Buffer.alloc(32, 8)]);
    const { accessToken } = await door.issueToken({ ctx: { ...at.ctx, actor, secretBox: otherBox } });
    assert.notEqual(kidOf(accessToken), kidOf(first));
    assert.equal((await who(at, { kind: 'bearer', secret: first })).type, 'user');
    at.ctx.clock.advance(31 * dayMs);
    const next = await door.signIn({ ctx: at.visitor, input: { email, password } });
    assert.notEqual(kidOf(await tokenFor(at, next.token)), kidOf(first));
  });
});

function kidOf(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
}

describe('somebody in the chat', () => {
  it('is nobody’s account before there is one, and from then on theirs or none', async () => {
    const at = await createPlace(suite);
    function identify(email: string) {
      return door.identifyChatUser({ ctx: at.visitor, input: { source: 'slack', userId: 'U1', email } });
    }
    const invited = { email: 'tom@tidewater.example', name: 'Tom', role: 'representative' } as const;
    await door.inviteUser({ ctx: at.ctx, input: invited });
    assert.equal(await identify('maya@tidewater.example'), null);
    await join(at, { role: 'manager' });
    const maya = await identify('Maya@Tidewater.example');
    assert.deepEqual(maya?.grant, { role: 'manager', scopes: null, seesOnly: ['maya@tidewater.example'] });
    assert.equal(await codeOf(identify('nobody@tidewater.example')), 'account.missing');
    await assert.rejects(identify(invited.email), { message: /an invitation that was not used yet/ });
  });
});

describe('a team', () => {
  it('bounds what whoever leads it sees, until they no longer do', async () => {
    const at = await createPlace(suite);
    const maya = await join(at, { role: 'manager' });
    const tom = await join(at, { email: 'tom@tidewater.example', role: 'representative' });
    const secret = maya.session.token;
    async function seen(): Promise<readonly string[] | null> {
      const actor = await who(at, { kind: 'session', secret });
      return actor.type === 'user' ? actor.grant.seesOnly : null;
    }
    assert.deepEqual(await seen(), [maya.email]);
    const team = { name: 'West', leads: [maya.email], members: [tom.email] };
    await door.setTeam({ ctx: at.ctx, input: team });
    assert.deepEqual(await seen(), [maya.email, tom.email]);
    await door.setTeam({ ctx: at.ctx, input: { name: 'west', leads: [], members: [maya.email, tom.email] } });
    assert.deepEqual(await seen(), [maya.email]);
    const { users } = await door.listUsers({ ctx: at.ctx });
    assert.deepEqual(
      users.map(({ teams }) => teams),
      [[{ name: 'West', leads: false }], [{ name: 'West', leads: false }]],
    );
    assert.deepEqual(await door.setTeam({ ctx: at.ctx, input: { name: 'West', leads: [], members: [] } }), {
      teamId: null,
      members: 0,
    });
    const unknown = door.setTeam({ ctx: at.ctx, input: { ...team, members: ['nobody@tidewater.example'] } });
    assert.equal(await codeOf(unknown), 'user.not-found');
    assert.equal((await verifyAudit({ ctx: at.ctx, input: { anchor: null } })).intact, true);
  });
});
