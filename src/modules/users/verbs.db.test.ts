import { describe, test } from 'node:test';
import { createSecretBox } from '#platform/crypto';
import { createPlace, join, password, who } from '#test/access-place';
import { databaseForSuite } from '#test/database-for-suite';
import type { TestContext } from '#test/test-context';
import { assertAllRefused, assertNonsenseIsNamed, assertNothingSeen, type VerbCase } from '#test/verb-cases';
import * as door from './index.ts';

const suite = await databaseForSuite();
const secretBox = createSecretBox([Buffer.alloc(32, 7)]);
const known = await createPlace(suite);
const maya = await join(known);
const asMaya = { ...known.ctx, actor: await who(known, { kind: 'session', secret: maya.session.token }) };
const made = await door.createKey({ ctx: known.ctx, input: { kind: 'service', name: 'n8n', role: 'read_only' } });
const user = maya.email;
const member = { source: 'slack', memberId: 'U1' } as const;
const rules = [{ of: 'deal', property: 'state', values: ['CA'] }] as const;
const cases: Readonly<Record<string, VerbCase<TestContext>>> = {
  authenticate: {
    ask: (ctx) => door.authenticate({ ctx, input: { kind: 'session', secret: maya.session.token } }),
    nonsense: (ctx) => door.authenticate({ ctx, input: { kind: 'bearer', secret: 'x'.repeat(5000) } }),
  },
  changeUser: { ask: (ctx) => door.changeUser({ ctx, input: { user, role: null, state: null } }) },
  createKey: {
    ask: (ctx) => door.createKey({ ctx, input: { kind: 'personal', name: 'A key', user } }),
    nonsense: (ctx) => door.createKey({ ctx, input: { kind: 'service', name: '', role: 'read_only' } }),
  },
  endSession: { ask: (ctx) => door.endSession({ ctx, input: { sessionId: maya.session.sessionId } }) },
  findFirstKey: {
    ask: (ctx) => door.findFirstKey({ ctx, input: { key: made.keyId } }),
    nonsense: (ctx) => door.findFirstKey({ ctx, input: { key: '' } }),
  },
  getTeam: {
    ask: (ctx) => door.getTeam({ ctx, input: { name: 'West' } }),
    nonsense: (ctx) => door.getTeam({ ctx, input: { name: '' } }),
  },
  getTerritory: {
    ask: (ctx) => door.getTerritory({ ctx, input: { name: 'West' } }),
    nonsense: (ctx) => door.getTerritory({ ctx, input: { name: '' } }),
  },
  getUser: {
    ask: (ctx) => door.getUser({ ctx, input: { user } }),
    nonsense: (ctx) => door.getUser({ ctx, input: { user: '' } }),
  },
  hasAccounts: { ask: (ctx) => door.hasAccounts({ ctx }) },
  identifyChatUser: {
    ask: (ctx) => door.identifyChatUser({ ctx, input: { source: 'slack', userId: 'U1', email: user } }),
  },
  inviteUser: {
    ask: (ctx) => door.inviteUser({ ctx, input: { email: user, name: 'Maya', role: 'manager' } }),
    nonsense: (ctx) => door.inviteUser({ ctx, input: { email: 'no address', name: '', role: 'manager' } }),
  },
  issueToken: { ask: (ctx) => door.issueToken({ ctx: { ...ctx, secretBox } }) },
  linkChatUser: {
    ask: (ctx) =>
      door.linkChatUser({ ctx, input: { ...member, user, address: 'maya@mail.example', because: 'asked her' } }),
    nonsense: (ctx) => door.linkChatUser({ ctx, input: { ...member, user, address: 'none', because: '' } }),
  },
  listChatLinks: { ask: (ctx) => door.listChatLinks({ ctx }) },
  listKeys: {
    ask: (ctx) => door.listKeys({ ctx, input: {} }),
    nonsense: (ctx) => door.listKeys({ ctx, input: { limit: 0 } }),
  },
  listRoles: { ask: (ctx) => door.listRoles({ ctx }) },
  listSessions: {
    ask: (ctx) => door.listSessions({ ctx, input: {} }),
    nonsense: (ctx) => door.listSessions({ ctx, input: { limit: 0 } }),
  },
  listTeams: { ask: (ctx) => door.listTeams({ ctx }) },
  listTerritories: { ask: (ctx) => door.listTerritories({ ctx }) },
  listUsers: { ask: (ctx) => door.listUsers({ ctx }) },
  noteRefusedSignIn: {
    ask: (ctx) => door.noteRefusedSignIn({ ctx, input: { because: 'openid.untrusted' } }),
    nonsense: (ctx) => door.noteRefusedSignIn({ ctx, input: { because: '' } }),
  },
  offerFirstLink: { ask: (ctx) => door.offerFirstLink({ ctx }) },
  readLink: { ask: (ctx) => door.readLink({ ctx, input: { token: maya.linkToken } }) },
  redeemLink: {
    ask: (ctx) => door.redeemLink({ ctx, input: { token: maya.linkToken, password } }),
    nonsense: (ctx) => door.redeemLink({ ctx, input: { token: '', password: '' } }),
  },
  resealSigningKeys: { ask: (ctx) => door.resealSigningKeys({ ctx: { ...ctx, secretBox } }) },
  renewActor: { ask: (ctx) => door.renewActor({ ctx, input: { actor: asMaya.actor } }) },
  renewLink: { ask: (ctx) => door.renewLink({ ctx, input: { user } }) },
  revokeKey: { ask: (ctx) => door.revokeKey({ ctx, input: { key: made.keyId } }) },
  rotateKey: { ask: (ctx) => door.rotateKey({ ctx, input: { key: made.keyId } }) },
  setTeam: { ask: (ctx) => door.setTeam({ ctx, input: { name: 'West', leads: [user], members: [] } }) },
  setTerritory: {
    ask: (ctx) => door.setTerritory({ ctx, input: { name: 'West', rules: [...rules], members: [user] } }),
    nonsense: (ctx) => door.setTerritory({ ctx, input: { name: 'West', rules: [], members: [user] } }),
  },
  signIn: { ask: (ctx) => door.signIn({ ctx, input: { email: user, password } }) },
  signInByOpenid: {
    ask: (ctx) => door.signInByOpenid({ ctx, input: { issuer: 'https://id.example', email: user, isVerified: true } }),
    nonsense: (ctx) => door.signInByOpenid({ ctx, input: { issuer: '', email: 'no address', isVerified: true } }),
  },
  unlinkChatUser: {
    ask: (ctx) => door.unlinkChatUser({ ctx, input: member }),
    nonsense: (ctx) => door.unlinkChatUser({ ctx, input: { ...member, memberId: '' } }),
  },
  sweepSignIns: { ask: (ctx) => door.sweepSignIns({ ctx }) },
};

describe('every verb of users', () => {
  test('is refused to whoever has no right to it', () =>
    assertAllRefused({ door, notVerbs: ['permissionsOf', 'readAccessToken'], cases, ctx: asMaya }));

  test('names what is wrong with input that makes no sense', () => assertNonsenseIsNamed({ cases, ctx: asMaya }));

  test('lets nothing of another workspace be seen', async () => {
    const elsewhere = { ...known.ctx, workspaceId: await suite.createWorkspace() };
    const { issueToken: _token, inviteUser: _invite, ...asked } = cases;
    await assertNothingSeen({ cases: asked, elsewhere, secrets: [maya.userId, made.keyId, maya.session.sessionId] });
  });
});
