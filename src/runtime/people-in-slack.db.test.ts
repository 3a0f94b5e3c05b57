import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crmActivities } from '#modules/crm';
import { actionIds, chatChannels } from '#modules/notifications';
import { identities } from '#modules/people';
import { changeUser, inviteUser, linkChatUser, listChatLinks, redeemLink, unlinkChatUser } from '#modules/users';
import { auditRecords } from '#platform/db';
import { and, asc, desc, eq, like } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { assertKept } from '#test/assert-kept';
import { createAssistantWorld } from '#test/assistant-world';
import { openPeopleInSlack } from '#test/people-in-slack';
import { createTwoTeamsWorld, workContextFor } from '#test/two-teams-world';

const suite = await analysisSuite();
const { ctx, chat, west, east } = await createTwoTeamsWorld(suite);

const slack = openPeopleInSlack({ ctx, chat });

/** Says that a member of Slack is the person whom HubSpot has as that owner, and nobody else. */
async function matchInSlack(member: string, ownerId: string): Promise<void> {
  const { workspaceId } = ctx;
  const [owner] = await ctx.db
    .select({ personId: identities.personId })
    .from(identities)
    .where(and(eq(identities.workspaceId, workspaceId), eq(identities.externalId, ownerId)));
  const id = ctx.ids.create('identity');
  const shared = { workspaceId, personId: owner?.personId ?? '', name: member, createdAt: ctx.clock.now() };
  const evidence = { rule: 'said_by_a_person', detail: 'joined by hand' } as const;
  await ctx.db.delete(identities).where(and(eq(identities.workspaceId, workspaceId), eq(identities.source, 'slack')));
  await ctx.db.insert(identities).values({ ...shared, id, source: 'slack', externalId: member, email: null, evidence });
}

describe('people in Slack, once there are accounts', () => {
  it('are answered from what their own account sees, and nobody else reads it', async () => {
    for (const [who, own, other] of [
      ['MAYA', west, east],
      ['BEN', east, west],
      ['LENA', west, east],
    ] as const) {
      const { whispers, posted } = await slack.ask(who, '<@U0> which deals are at risk?');
      assert.equal(posted.length, 0);
      assert.ok(whispers.every(({ userId, threadId }) => userId === who && threadId === '1.0'));
      const told = JSON.stringify(whispers);
      assert.ok(told.includes(own.dealName), told);
      assertKept(told, { secrets: other.secrets, what: 'Slack' });
      const waiting = await slack.command(who, 'approve');
      assert.ok(waiting.includes(own.changeId.slice(-8)), waiting);
      assertKept(waiting, { secrets: other.secrets, what: 'Slack' });
    }
  });

  it('are offered questions about the account beside whose channel they look, where they see it', async () => {
    for (const [channel, { dealId }] of [
      ['C8', west],
      ['C9', east],
    ] as const) {
      const { workspaceId } = ctx;
      const state = { isPrivate: true, isArchived: false, isMember: true, syncedAt: ctx.clock.now() };
      const row = { workspaceId, source: 'slack', externalId: channel, name: channel, accountRecordId: dealId };
      await ctx.db.insert(chatChannels).values({ ...row, ...state });
    }
    for (const [who, own, other, theirs] of [
      ['MAYA', west, east, 'C8'],
      ['BEN', east, west, 'C9'],
      ['LENA', west, east, 'C8'],
    ] as const) {
      assert.ok((await slack.openPane(who, theirs)).includes(`Where does ${own.dealName} stand?`), who);
      for (const elsewhere of [theirs === 'C8' ? 'C9' : 'C8', 'C7']) {
        const offered = await slack.openPane(who, elsewhere);
        assert.match(offered, /^done .*Ask about your deals and calls.*Which deals close this quarter\?/u);
        assertKept(offered, { secrets: other.secrets, what: 'what is offered beside a channel of others' });
      }
    }
  });

  it('open deals and calls of theirs, and find none of others', async () => {
    assert.match(await slack.command('MAYA', `deal ${west.dealName}`), /smaller proposal/);
    assert.match(await slack.command('BEN', `deal ${west.dealName}`), /refused.*found none/s);
    assert.match(await slack.command('MAYA', 'call Pricing with'), /done/);
    assertKept(await slack.command('BEN', 'call Pricing'), { secrets: west.secrets, what: 'Slack' });
    assertKept(await slack.command('MAYA', 'ledger'), { secrets: east.secrets, what: 'the ledger in Slack' });
    assert.match(await slack.command('MAYA', 'channel open Larkspur Hill'), /refused.*channel\./s);
    const denials = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'access.denied')))
      .orderBy(asc(auditRecords.sequence));
    assert.match(JSON.stringify(denials.at(-1)?.actor), /maya@tidewater\.example/);
  });

  it('are given a brief, a forecast and what waits for them by their own rights', async () => {
    assert.match(await slack.command('MAYA', `brief ${west.dealName}`), /smaller proposal/);
    assertKept(await slack.command('BEN', `brief ${west.dealName}`), {
      secrets: west.secrets.slice(0, 4),
      what: 'brief',
    });
    for (const [who, own, other] of [
      ['MAYA', west, east],
      ['BEN', east, west],
    ] as const) {
      const waiting = await slack.command(who, 'decide');
      assert.ok(waiting.includes(own.changeId.slice(-8)), waiting);
      assertKept(waiting, { secrets: other.secrets, what: 'what waits' });
      assertKept(await slack.command(who, 'forecast'), { secrets: other.secrets, what: 'the forecast' });
    }
    assert.match(await slack.command('BEN', `decide ${west.changeId} approve`), /^refused/);
    assert.match(await slack.command('BEN', `decide ${west.contradictionId} crm`), /^refused/);
    assert.match(await slack.command('MAYA', 'channel policy all listens=never'), /^refused/);
  });

  it('have the brief and the contradictions of the owner whom Sophia has matched, and no right to decide by it', async () => {
    await matchInSlack('LENA', '11');
    const at = new Date(ctx.clock.now().getTime() + 3_600_000);
    const meeting = { workspaceId: ctx.workspaceId, recordId: west.dealId, kind: 'meeting', at, done: false } as const;
    await ctx.db.insert(crmActivities).values({ ...meeting, externalId: 'm-people' });
    assert.match(await slack.command('LENA', 'brief'), /Larkspur Hill - Renewal/);
    assert.match(await slack.command('ERIK', 'brief'), /No meeting of yours/);
    const waiting = await slack.command('LENA', 'decide');
    assert.ok(waiting.includes(west.contradictionId.slice(-8)), waiting);
    assert.ok(!waiting.includes(west.changeId.slice(-8)), 'who approves is known by an address alone');
    assert.match(await slack.command('ERIK', 'decide'), /Nothing waits for your decision/);
    await matchInSlack('ERIK', '11');
    assertKept(await slack.command('ERIK', 'brief'), { secrets: west.secrets, what: 'the brief of a deal not seen' });
    assertKept(await slack.command('ERIK', 'decide'), { secrets: west.secrets, what: 'what waits of a deal not seen' });
  });

  it('ask about another team’s call in vain: no title, no count, no name of it, also where all read along', async () => {
    for (const question of [
      `what was said in ${west.callTitle}?`,
      'how many calls did we have this year?',
      'who said the price is too high?',
    ]) {
      const { whispers, posted } = await slack.ask('BEN', `<@U0> ${question}`);
      assert.equal(posted.length, 0);
      const told = JSON.stringify(whispers).replaceAll(question, '');
      assertKept(told, { secrets: [west.dealName, 'smaller proposal', west.callId], what: 'an answer' });
    }
  });

  it('press buttons with their own rights, and the policy has its word', async () => {
    const approve = { action: actionIds.approveChange, value: west.changeId };
    assert.match(await slack.press('BEN', approve), /^refused.*Expected the id of a change/);
    assert.match(await slack.press('LENA', approve), /^refused.*On this change decides maya@tidewater\.example/);
    assert.match(await slack.press('MAYA', approve), /^done/);
    const kept = { action: actionIds.commitmentKept, value: west.commitmentId };
    assert.match(await slack.press('BEN', kept), /^refused/);
    assert.match(await slack.press('MAYA', kept), /^done/);
  });

  it('are told what is wrong with a question of 50,000 characters', async () => {
    const { whispers } = await slack.ask('BEN', `<@U0> ${'x'.repeat(50_000)}`);
    assert.match(JSON.stringify(whispers), /at most 2,000 characters, found 50,000/);
  });

  it('without an account, or with one that is closed, are told what to do', async () => {
    assert.match(
      await slack.command('TOM', 'approve'),
      /refused.*Expected an account of Sophia for tom@.*sophia users invite/s,
    );
    await changeUser({ ctx, input: { user: 'erik@tidewater.example', role: null, state: 'ended' } });
    assert.match(await slack.command('ERIK', 'approve'), /refused.*found one that is closed/s);
    const { whispers } = await slack.ask('TOM', '<@U0> which deals are at risk?');
    assert.match(JSON.stringify(whispers), /Expected an account/);
  });
});

describe('somebody whose address in Slack is another than that of the account', () => {
  const elsewhere = 'maya.private@mail.example';
  const member = { source: 'slack', memberId: 'MAYA2' } as const;
  const approve = `decide ${east.changeId} approve`;

  it('is told which address Slack gives, for which member, and what an administrator does', async () => {
    slack.addresses.set('MAYA2', elsewhere);
    const told = await slack.command('MAYA2', 'approve');
    assert.match(told, /^refused.*maya\.private@mail\.example, the address that Slack gives for the member MAYA2/s);
    assert.match(told, /sophia users slack-link ACCOUNT --member ID --address ADDRESS/);
  });

  it('acts as the account that an administrator joins them with, until they are taken apart, with records of both', async () => {
    const user = 'ben@tidewater.example';
    const asked = { ...member, user, address: elsewhere, because: 'asked him in the office' };
    await linkChatUser({ ctx, input: asked });
    const { links } = await listChatLinks({ ctx });
    assert.deepEqual(
      links.map(({ email, memberId, address }) => [email, memberId, address]),
      [[user, 'MAYA2', elsewhere]],
    );
    assert.match(await slack.command('MAYA2', approve), /^done/);
    const [decision] = await ctx.db
      .select({ actor: auditRecords.actor })
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'change_set.decided')))
      .orderBy(desc(auditRecords.sequence))
      .limit(1);
    assert.match(JSON.stringify(decision?.actor), /ben@tidewater\.example/);
    assert.match(await slack.command('MAYA2', 'link'), /member MAYA2, known as ben@tidewater/);
    await unlinkChatUser({ ctx, input: { ...member, memberId: 'maya2' } });
    assert.match(await slack.command('MAYA2', 'approve'), /^refused.*Expected an account/s);
    await assert.rejects(unlinkChatUser({ ctx, input: member }), { code: 'user.not-found' });
    const records = await ctx.db
      .select({ action: auditRecords.action, details: auditRecords.details })
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), like(auditRecords.action, 'user.chat_%')))
      .orderBy(auditRecords.sequence);
    assert.deepEqual(
      records.map(({ action }) => action),
      ['user.chat_linked', 'user.chat_unlinked'],
    );
    assert.match(JSON.stringify(records[0]?.details), /asked him in the office/);
  });

  it('is nobody again once Slack gives another address, and when the account is closed', async () => {
    const asked = { ...member, user: 'ben@tidewater.example', address: elsewhere, because: 'asked him' };
    await linkChatUser({ ctx, input: asked });
    slack.addresses.set('MAYA2', 'somebody.else@mail.example');
    const told = await slack.command('MAYA2', 'approve');
    assert.match(told, /^refused.*joined this member with an account while the address was another one/s);
    assertKept(told, { secrets: [elsewhere, 'ben@tidewater.example'], what: 'whoever has the member now' });
    const [refusal] = await ctx.db
      .select({ details: auditRecords.details })
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'session.refused')))
      .orderBy(desc(auditRecords.sequence))
      .limit(1);
    for (const word of ['another_address', 'MAYA2', elsewhere]) assert.ok(JSON.stringify(refusal).includes(word), word);
    slack.addresses.set('MAYA2', elsewhere);
    await linkChatUser({ ctx, input: { ...asked, user: 'erik@tidewater.example' } });
    assert.match(await slack.command('MAYA2', 'approve'), /^refused.*found one that is closed/s);
  });

  it('is their own account as soon as there is one, whoever they were joined with before', async () => {
    const address = 'carl@tidewater.example';
    const input = {
      source: 'slack',
      memberId: 'CARL',
      user: 'ben@tidewater.example',
      address,
      because: 'asked',
    } as const;
    await linkChatUser({ ctx, input });
    assert.match(await slack.command('CARL', 'link'), /known as ben@tidewater/);
    const { token } = await inviteUser({ ctx, input: { email: address, name: 'Carl', role: 'representative' } });
    assert.match(await slack.command('CARL', 'link'), /^refused.*an invitation that was not used yet/s);
    const visitor = { ...ctx, actor: { type: 'visitor' } } as const;
    await redeemLink({ ctx: visitor, input: { token, password: 'a long enough password' } });
    assert.match(await slack.command('CARL', 'link'), /known as carl@tidewater/);
  });

  it('is joined by administrators alone, and with no address that has an account of its own', async () => {
    const asked = { ...member, user: 'ben@tidewater.example', address: 'lena@tidewater.example', because: 'asked him' };
    await assert.rejects(linkChatUser({ ctx, input: asked }), {
      code: 'input.invalid',
      message: /found that it has one/,
    });
    for (const role of ['revenue_operations', 'manager'] as const) {
      const actor = await actorOf(role);
      const input = { ...asked, address: elsewhere };
      await assert.rejects(linkChatUser({ ctx: { ...ctx, actor }, input }), { code: 'access.denied' });
      await assert.rejects(unlinkChatUser({ ctx: { ...ctx, actor }, input: member }), { code: 'access.denied' });
    }
  });

  async function actorOf(role: 'revenue_operations' | 'manager') {
    const email = `${role}@tidewater.example`;
    const { userId } = await inviteUser({ ctx, input: { email, name: role, role } });
    const grant = { role, scopes: null, seesOnly: null };
    return { type: 'user', userId, name: role, email, grant, credentialId: 'ses_test' } as const;
  }
});

describe('people in Slack, before anybody has an account', () => {
  it('read and ask as everybody in the chat, in the channel', async () => {
    const { ctx: plain } = await createAssistantWorld(suite);
    const early = workContextFor(plain);
    early.chat.channels.push({ externalId: 'C1', name: 'sophia', isPrivate: false, isArchived: false, isMember: true });
    const { whispers, posted } = await openPeopleInSlack(early).ask('TOM', '<@U0> which deals are at risk?');
    assert.equal(whispers.length, 0);
    assert.match(JSON.stringify(posted), /Larkspur Hill - Renewal/);
  });
});
