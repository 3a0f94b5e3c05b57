import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '#contracts';
import { askQuestion, exportAnswer, getAnswer, rateAnswer, shareAnswer, suggestQuestions } from '#modules/assistant';
import { changes, getChange, listChangeSets } from '#modules/changesets';
import { commitments, getCommitment } from '#modules/commitments';
import { contradictions, getContradiction } from '#modules/contradictions';
import { crmRecords } from '#modules/crm';
import { identities } from '#modules/people';
import { indexPending, noteChanges, searchWorkspace } from '#modules/search';
import { dealWarnings, getWarning } from '#modules/warnings';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { join } from '#test/access-place';
import { analysisSuite } from '#test/analysis-suite';
import { assertKept, toldBy } from '#test/assert-kept';
import { partyOf, storeCall } from '#test/source-calls';
import { createTwoTeamsWorld, linkToDeal, type TwoTeamsContext } from '#test/two-teams-world';

const suite = await analysisSuite();
const world = await createTwoTeamsWorld(suite);
const { ctx, west, east } = world;
const sides = [
  [west, east],
  [east, west],
] as const;

async function ask(as: TwoTeamsContext, question: string): Promise<Answer> {
  return askQuestion({ ctx: as, input: { question, channel: 'api', conversation: null } });
}

describe('the same question of two people', () => {
  it('is counted, listed and proved from what each of them sees', async () => {
    const questions = [
      'how many deals are open?',
      'list the calls of this month',
      'what did we promise?',
      'which deals are at risk?',
      'what is waiting for approval?',
      'where do calls and the crm disagree?',
      'what are the top objections?',
      'how much pipeline do we have?',
      'how current is your data?',
    ];
    for (const question of questions) {
      const texts: string[] = [];
      for (const [own, other] of sides) {
        for (const reader of await world.readersOf(own)) {
          const answer = await ask(reader, question);
          assert.ok(answer.intent !== null, question);
          assertKept(JSON.stringify(answer), { secrets: other.secrets, what: question });
          assert.ok(
            answer.unknown.some((one) => one.includes('yours to see')),
            question,
          );
          texts.push(answer.text);
        }
      }
      assert.equal(texts[0], texts[1], `${question}: the lead of a team of one sees the same`);
    }
    const open = [];
    for (const reader of [await world.as(west.lead), await world.as(east.lead), ctx]) {
      open.push((await ask(reader, 'how many deals are open?')).figures[0]?.value);
    }
    assert.deepEqual(open, [2, 2, 4]);
  });

  it('as it is suggested to them names nothing of the other, and is answered from what they see', async () => {
    for (const [own, other] of sides) {
      for (const reader of await world.readersOf(own)) {
        const { questions } = await suggestQuestions({ ctx: reader, input: { account: null } });
        assert.ok(questions.length > 0, own.email);
        assertKept(JSON.stringify(questions), { secrets: other.secrets, what: 'suggestions' });
        const account = other.dealName;
        const about = await suggestQuestions({ ctx: reader, input: { account } });
        for (const { message } of [...questions, ...about.questions]) {
          const answer = await ask(reader, message);
          assert.ok(answer.intent !== null, message);
          const told = JSON.stringify({ ...answer, question: '' }).replaceAll(account, '');
          const secrets = other.secrets.filter((secret) => secret !== account);
          assertKept(told, { secrets, what: message });
        }
      }
    }
  });

  it('about the account of the other tells nothing of its deal or its calls', async () => {
    for (const [own, other] of sides) {
      const account = other.dealName.split(' - ')[0] ?? '';
      for (const question of [
        `where does ${account} stand?`,
        `what did ${account} say about the contract?`,
        `summarize the last call with ${account}`,
        `what do we owe ${account}?`,
        `why is ${account} at risk?`,
        `which changes need approval for ${account}?`,
        `what changed on ${account} this year?`,
        `how much is the ${account} deal worth?`,
      ]) {
        for (const reader of await world.readersOf(own)) {
          assertKept(await toldBy(() => ask(reader, question)), { secrets: other.secrets, what: question });
        }
      }
    }
  });

  it('is told to be about what they see, also to somebody who sees nothing', async () => {
    const email = 'nora@tidewater.example';
    await join({ ctx, visitor: { ...ctx, actor: { type: 'visitor' } } }, { email, role: 'representative' });
    const reader = await world.as(email);
    for (const question of [
      'how many deals are open?',
      'which deals close this quarter?',
      'how much pipeline do we have?',
      'where does Larkspur Hill stand?',
      'what changed on the Larkspur Hill deal this year?',
      'where does Zanzibar Holdings stand?',
    ]) {
      const { text, unknown } = await ask(reader, question);
      const told = unknown.filter((one) => one === 'Only calls and deals that are yours to see are in this answer.');
      assert.equal(told.length, 1, `${question}: ${text}`);
    }
  });

  it('that is about what somebody may not read is refused, and not offered; of the ledger they see their part', async () => {
    const maya = await world.as(west.email);
    const missing = await ask(maya, 'are any calls missing?');
    assertKept(JSON.stringify(missing), { secrets: east.secrets, what: 'the ledger' });
    const { actor } = maya;
    assert.ok(actor.type === 'user');
    const reader = {
      ...maya,
      actor: { ...actor, grant: { role: 'read_only', scopes: null, seesOnly: null } as const },
    };
    await assert.rejects(ask(reader, 'which changes need approval?'), { code: 'access.denied' });
    const help = await ask(reader, 'help');
    const all = await ask(ctx, 'help');
    assert.notEqual(help.text, all.text);
    const order = await ask(await world.as(west.email, 'agent'), 'email this to Sam Ortiz');
    assert.deepEqual(order.actions, []);
  });

  it('is rated by whoever asked it', async () => {
    const maya = await world.as(west.email);
    const { answerId } = await ask(maya, 'how many deals are open?');
    const rating = { answerId, rating: 'up', reason: null } as const;
    await assert.rejects(rateAnswer({ ctx: await world.as(east.email), input: rating }), { code: 'answer.not-found' });
    assert.equal((await rateAnswer({ ctx: maya, input: rating })).rating, 5);
  });

  it('opens for whoever asked it; shared, for whoever sees all of it, and as a question for whoever does not', async () => {
    const maya = await world.as(west.email);
    const other = await world.as(east.email);
    const asked = await ask(maya, 'how many deals are open?');
    const input = { answerId: asked.answerId };
    const question = 'how many deals are open?';
    const own = await getAnswer({ ctx: maya, input });
    assert.deepEqual(
      { ...own, askedAt: null },
      { ...input, question, askedAt: null, isOwn: true, isShared: false, answer: asked },
    );
    for (const reader of [other, ctx]) {
      await assert.rejects(getAnswer({ ctx: reader, input }), { code: 'answer.not-found' });
      await assert.rejects(shareAnswer({ ctx: reader, input: { ...input, shared: true } }), {
        code: 'answer.not-found',
      });
    }
    assert.deepEqual(await shareAnswer({ ctx: maya, input: { ...input, shared: true } }), { ...input, isShared: true });
    assert.deepEqual((await getAnswer({ ctx, input })).answer, asked);
    const { actor } = maya;
    assert.ok(actor.type === 'user');
    const withheld = {
      ...maya,
      actor: { ...actor, userId: 'usr_reader', grant: { role: 'read_only', scopes: null, seesOnly: null } } as const,
    };
    for (const reader of [other, withheld]) {
      const told = await getAnswer({ ctx: reader, input });
      assert.deepEqual([told.answer, told.question, told.isOwn, told.isShared], [null, question, false, true]);
    }
    for (const reader of [other, withheld]) {
      const { answer, proofs, askedBy } = await exportAnswer({ ctx: reader, input });
      assert.deepEqual([answer, proofs, askedBy], [null, [], { key: `user:${actor.userId}`, name: actor.name }]);
    }
    const limited = { ...maya, actor: { ...actor, grant: { ...actor.grant, scopes: ['call_access' as const] } } };
    await assert.rejects(getAnswer({ ctx: limited, input }), { code: 'access.denied' });
    await assert.rejects(exportAnswer({ ctx: limited, input }), { code: 'access.denied' });
    const read = and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'answer.read'));
    const readers = await ctx.db.select().from(auditRecords).where(read);
    assert.deepEqual(
      readers.map(({ resource }) => resource),
      Array.from({ length: 5 }, () => ({ type: 'answer', id: asked.answerId })),
      'each reading of another, taking it along included',
    );
    await shareAnswer({ ctx: maya, input: { ...input, shared: false } });
    await assert.rejects(getAnswer({ ctx, input }), { code: 'answer.not-found' });
  });
});

describe('what stands on calls of others', () => {
  it('is told without them', async () => {
    const maya = await world.as(west.email);
    const place = { turn: 1, start: 0, end: 5, sentence: '1.0', startMs: null, endMs: null };
    const evidence = { ...place, quote: 'The kangaroo ledger import failed twice', speaker: 'Ines', side: 'external' };
    const foreign = { callId: east.callId, claimId: null, evidence, note: null };
    const proof = {
      type: 'quote',
      callId: east.callId,
      quote: evidence.quote,
      speaker: 'Ines',
      turn: 1,
      startMs: null,
    };
    await ctx.db
      .update(commitments)
      .set({ state: 'kept', settledBy: { by: 'call', callId: east.callId, evidence }, settledAt: ctx.clock.now() })
      .where(eq(commitments.id, west.commitmentId));
    await ctx.db
      .update(dealWarnings)
      .set({ evidence: [proof] })
      .where(eq(dealWarnings.id, west.warningId));
    await ctx.db
      .update(contradictions)
      .set({ evidence: [foreign] })
      .where(eq(contradictions.id, west.contradictionId));
    const told = [
      await getCommitment({ ctx: maya, input: { commitmentId: west.commitmentId } }),
      await getWarning({ ctx: maya, input: { warningId: west.warningId } }),
      await getContradiction({ ctx: maya, input: { contradictionId: west.contradictionId } }),
      await ask(maya, 'which deals are at risk?'),
      await ask(maya, 'where do calls and the crm disagree?'),
    ];
    assertKept(JSON.stringify(told), { secrets: [...east.secrets, evidence.quote], what: 'a proof' });
    assert.equal((await getWarning({ ctx, input: { warningId: west.warningId } })).evidence.length, 1);
    await ctx.db
      .update(changes)
      .set({ evidence: [{ ...foreign, evidence: null, note: evidence.quote }] })
      .where(eq(changes.id, west.changeId));
    await assert.rejects(getChange({ ctx: maya, input: { changeId: west.changeId } }), { code: 'change.not-found' });
    assert.deepEqual((await listChangeSets({ ctx: maya, input: { limit: 9, beforeId: null } })).changeSets, []);
    await ctx.db.update(changes).set({ evidence: [] }).where(eq(changes.id, west.changeId));
  });

  it('is no deal that a call is not tied to, where somebody attended it and does not see the deal', async () => {
    const identity = { source: 'gong', externalId: 'g12', email: west.email, evidence: { rule: 'test' } };
    const [known] = await ctx.db
      .select()
      .from(identities)
      .where(and(eq(identities.workspaceId, ctx.workspaceId), eq(identities.email, west.email)));
    await ctx.db.insert(identities).values({
      ...identity,
      id: ctx.ids.create('identity'),
      workspaceId: ctx.workspaceId,
      personId: known?.personId ?? '',
      createdAt: ctx.clock.now(),
    });
    const callId = await storeCall({
      ctx,
      externalId: 'attended',
      startedAt: '2026-09-12T15:00:00Z',
      title: 'Joined by both',
      parties: [partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1', email: west.email })],
    });
    await linkToDeal(ctx, { callId, deal: '502' });
    const maya = await world.as(west.email);
    const unmatched = await ask(maya, 'which calls are not linked to a deal?');
    assert.equal(unmatched.outcome, 'nothing', unmatched.text);
    const listed = await ask(maya, 'list the calls of this month');
    assert.match(JSON.stringify(listed), /Joined by both/);
    assertKept(JSON.stringify(listed), { secrets: [east.dealName, east.dealId], what: 'a call with a deal of others' });
  });
});

describe('what is kept from an agent', () => {
  const address = 'sam@larkspur.example';

  it('is neither found nor told: how to reach a contact', async () => {
    const recordId = `${ctx.workspaceId}-contact-301`;
    const [row] = await ctx.db.select().from(crmRecords).where(eq(crmRecords.id, recordId));
    const properties = { ...row?.properties, email: address, phone: '+1 555 0100' };
    await ctx.db.update(crmRecords).set({ email: address, properties }).where(eq(crmRecords.id, recordId));
    await noteChanges({ ctx, input: { kind: 'record', ids: [recordId] } });
    await indexPending({ ctx, input: { limit: 9 } });
    const [maya, agent] = [await world.as(west.email), await world.as(west.email, 'agent')];
    const query = `${address} controller`;
    assert.ok(JSON.stringify(await searchWorkspace({ ctx: maya, input: { query } })).includes(address));
    const found = await searchWorkspace({ ctx: agent, input: { query } });
    assert.ok(
      found.hits.some((hit) => hit.recordId === recordId),
      'the contact itself is found',
    );
    assertKept(JSON.stringify(found), { secrets: [address], what: 'search' });
    const question = 'what is the email of Sam Ortiz?';
    assert.match(JSON.stringify(await ask(maya, question)), /sam@larkspur\.example.*555 0100/);
    const told = await ask(agent, question);
    assertKept(JSON.stringify(told), { secrets: [address, '555 0100'], what: question });
    assert.ok(told.unknown.some((one) => one.includes('How to reach a contact')));
  });
});
