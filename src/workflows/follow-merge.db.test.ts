import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commitments, listCommitments, moveCommitments } from '#modules/commitments';
import { callStatements, contradictions, listContradictions, moveStatements } from '#modules/contradictions';
import { crmRecords } from '#modules/crm';
import { callMatches, correctMatch, getMatch, listCallsOfRecord, matchCall, moveLinks } from '#modules/matching';
import { chatChannels, moveAccountChannel } from '#modules/notifications';
import { dealWarnings, listWarnings, moveWarnings } from '#modules/warnings';
import { auditRecords, dueWork } from '#platform/db';
import { and, eq } from '#platform/sql';
import { type ChangeTestContext, createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import { followMerge } from './follow-merge.ts';

const suite = await databaseForSuite();

interface Merged {
  readonly ctx: ChangeTestContext;
  readonly callId: string;
  readonly merge: { readonly fromRecordId: string; readonly intoRecordId: string };
}

/** A call about a deal of which the mirror has learned that it is part of another one now. */
async function merged(): Promise<Merged> {
  const { ctx } = await createChangeWorld(suite);
  const intoRecordId = `${ctx.workspaceId}-deal-501`;
  const fromRecordId = `${ctx.workspaceId}-deal-502`;
  const [kept] = await ctx.db.select().from(crmRecords).where(eq(crmRecords.id, intoRecordId));
  assert.ok(kept !== undefined);
  await ctx.db.insert(crmRecords).values({ ...kept, id: fromRecordId, externalId: '502' });
  const startedAt = ctx.clock.now();
  const callId = await storeCall({
    ctx,
    externalId: `call-${ctx.workspaceId}`,
    startedAt: startedAt.toISOString(),
    parties: [partyOf({ side: 'external', speakerId: 's1', name: 'Sam', email: 'sam@larkspur.example' })],
  });
  await matchCall({ ctx, input: { callId } });
  await correctMatch({ ctx, input: { callId, objectType: 'deal', recordId: fromRecordId } });
  const sentence = { quote: 'It is $17,388.', turn: 0, start: 0, end: 14, sentence: '0.0' };
  const evidence = { ...sentence, speaker: 'Sam', side: 'external', startMs: null, endMs: null };
  const own = { workspaceId: ctx.workspaceId, callId };
  await ctx.db.insert(commitments).values({
    ...own,
    id: ctx.ids.create('commitment'),
    claimId: 'commitments:0',
    dealRecordId: fromRecordId,
    owner: 'Maya Okafor',
    side: 'internal',
    text: 'I will send the contract.',
    evidence,
    state: 'open',
    createdAt: startedAt,
  });
  const said = {
    ...own,
    evidence,
    recordId: fromRecordId,
    kind: 'amount',
    property: 'amount',
    saidAt: startedAt,
  } as const;
  const statement = { ...said, sense: 'is', value: '17388', confidence: 0.9 } as const;
  await ctx.db.insert(callStatements).values({ ...statement, id: ctx.ids.create('statement') });
  const proof = { callId, claimId: null, evidence, note: null };
  const found = {
    ...said,
    evidence: [proof],
    crmValue: '30000',
    saidValue: '17388',
    state: 'crm_right',
    foundAt: startedAt,
  };
  await ctx.db.insert(contradictions).values({ ...found, id: ctx.ids.create('contradiction') });
  await ctx.db.update(crmRecords).set({ mergedInto: intoRecordId }).where(eq(crmRecords.id, fromRecordId));
  return { ctx, callId, merge: { fromRecordId, intoRecordId } };
}

interface Warned {
  readonly kind: string;
  readonly clearedAt?: Date | null;
}

interface Named {
  readonly of: string;
  readonly isArchived?: boolean;
}

async function auditsOf(ctx: ChangeTestContext, action: string): Promise<number> {
  const where = and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, action));
  return (await ctx.db.select().from(auditRecords).where(where)).length;
}

describe('a record that was made one with another', () => {
  it('leaves its calls, promises and what was said of it to the one that is left, however often it is told', async () => {
    const { ctx, callId, merge } = await merged();
    const { fromRecordId, intoRecordId } = merge;
    function maybe(recordId: string, score: number) {
      return { recordId, name: 'Larkspur Hill', score, because: ['open'] };
    }
    const candidates = [maybe(fromRecordId, 3), maybe(intoRecordId, 2)];
    await ctx.db.update(callMatches).set({ candidates }).where(eq(callMatches.callId, callId));
    await followMerge({ ctx, merge });
    await followMerge({ ctx, merge });
    async function callsOf(recordId: string) {
      const { calls } = await listCallsOfRecord({ ctx, input: { recordId, limit: 10 } });
      return calls.map((call) => call.callId);
    }
    assert.deepEqual([await callsOf(fromRecordId), await callsOf(intoRecordId)], [[], [callId]]);
    const match = await getMatch({ ctx, input: { callId } });
    assert.equal(match?.links.find(({ recordId }) => recordId === intoRecordId)?.method, 'manual');
    assert.deepEqual(match?.candidates, [maybe(intoRecordId, 3)]);
    const { commitments: promises } = await listCommitments({
      ctx,
      input: { state: null, dealRecordId: intoRecordId, dueBy: null, limit: 10 },
    });
    assert.deepEqual(
      promises.map(({ text }) => text),
      ['I will send the contract.'],
    );
    const { contradictions: answered } = await listContradictions({
      ctx,
      input: { state: null, recordId: intoRecordId, limit: 10 },
    });
    assert.deepEqual(
      answered.map(({ state }) => state),
      ['crm_right'],
    );
    for (const action of ['calls.moved', 'commitments.moved', 'statements.moved'])
      assert.equal(await auditsOf(ctx, action), 1, action);
  });

  it('leaves its warnings and its channel too, and where the other has its own, that one stays', async () => {
    const { ctx, merge } = await merged();
    const { fromRecordId, intoRecordId } = merge;
    const raisedAt = ctx.clock.now();
    async function warn(recordId: string, { kind, clearedAt = null }: Warned): Promise<void> {
      const because = clearedAt === null ? null : 'It was over.';
      const row = { workspaceId: ctx.workspaceId, recordId, kind, severity: 'low', explanation: recordId } as const;
      const times = { evidence: [], raisedAt, clearedAt, clearedBecause: because };
      await ctx.db.insert(dealWarnings).values({ ...row, ...times, id: ctx.ids.create('warning') });
    }
    async function name(externalId: string, { of: accountRecordId, isArchived = false }: Named): Promise<void> {
      const state = { name: externalId.toLowerCase(), isPrivate: false, isArchived, isMember: true };
      const row = { workspaceId: ctx.workspaceId, source: 'slack', externalId, accountRecordId, syncedAt: raisedAt };
      await ctx.db.insert(chatChannels).values({ ...row, ...state });
    }
    async function channels(): Promise<(string | null)[][]> {
      const rows = await ctx.db.select().from(chatChannels).where(eq(chatChannels.workspaceId, ctx.workspaceId));
      return rows.map(({ externalId, accountRecordId }) => [externalId, accountRecordId]).toSorted();
    }
    await warn(fromRecordId, { kind: 'ghosted' });
    await warn(fromRecordId, { kind: 'no_activity' });
    await warn(fromRecordId, { kind: 'no_next_step', clearedAt: raisedAt });
    await warn(intoRecordId, { kind: 'no_activity' });
    await name('C1', { of: fromRecordId });
    await name('C2', { of: intoRecordId, isArchived: true });
    await followMerge({ ctx, merge });
    await followMerge({ ctx, merge });
    const asked = { recordId: intoRecordId, kind: null, limit: 10 };
    const { warnings: standing } = await listWarnings({ ctx, input: { ...asked, standing: true } });
    assert.deepEqual(standing.map(({ kind, explanation }) => [kind, explanation]).toSorted(), [
      ['ghosted', fromRecordId],
      ['no_activity', intoRecordId],
    ]);
    const { warnings: all } = await listWarnings({ ctx, input: { ...asked, standing: false } });
    assert.equal(all.length, 4);
    assert.deepEqual(await channels(), [
      ['C1', intoRecordId],
      ['C2', null],
    ]);
    await name('C3', { of: fromRecordId });
    await followMerge({ ctx, merge });
    assert.deepEqual(await channels(), [
      ['C1', intoRecordId],
      ['C2', null],
      ['C3', null],
    ]);
    const looks = await ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, ctx.workspaceId));
    assert.deepEqual(
      looks.map(({ kind, dueAt }) => [kind, dueAt]),
      [['watch-deals', ctx.clock.now()]],
      'and they are looked at anew',
    );
    assert.deepEqual([await auditsOf(ctx, 'warnings.moved'), await auditsOf(ctx, 'account_channel.moved')], [1, 2]);
  });

  it('is moved by nobody without the right, and in no other workspace', async () => {
    const { ctx, callId, merge } = await merged();
    const guest = { ...ctx, actor: { type: 'webhook', source: 'hubspot' } as const };
    const other = suite.createContext({ workspaceId: await suite.createWorkspace() });
    for (const verb of [moveLinks, moveCommitments, moveStatements, moveWarnings, moveAccountChannel]) {
      await assert.rejects(verb({ ctx: guest, input: merge }), { code: 'access.denied' }, verb.name);
      await assert.rejects(verb({ ctx, input: { ...merge, fromRecordId: '' } }), { code: 'input.invalid' }, verb.name);
      assert.deepEqual(await verb({ ctx: other, input: merge }), { moved: 0 }, verb.name);
    }
    const { calls } = await listCallsOfRecord({ ctx, input: { recordId: merge.fromRecordId, limit: 10 } });
    assert.deepEqual(
      calls.map((call) => call.callId),
      [callId],
    );
  });
});
