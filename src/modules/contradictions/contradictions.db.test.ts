import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChangeSet, decideChanges, undoChanges } from '#modules/changesets';
import type { AnalysisContext } from '#modules/insights';
import { auditRecords, outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { analysisSuite, analyzeText } from '#test/analysis-suite';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import {
  type ChangeTestContext,
  type ChangeWorld,
  createChangeWorld,
  deal,
  dealOwner,
  setting,
} from '#test/change-world';
import {
  callStatements,
  contradictions,
  dropContradicted,
  getContradiction,
  listContradictions,
  listRecordsToReview,
  noteStatements,
  reopenByUndo,
  resolveContradiction,
  reviewContradictions,
  settleByChanges,
  tieChanges,
} from './index.ts';

const suite = await analysisSuite();
const all = { state: null, recordId: null, limit: 10 } as const;
const cheaper = 'Maya Okafor: Where are we?\nAna Ruiz: It is $17,388 that got approved, not the full thing.\n';

type Ctx = ChangeTestContext & AnalysisContext;

interface Spoken {
  readonly world: ChangeWorld;
  readonly ctx: Ctx;
  readonly recordId: string;
  /** A call of the deal in which this is said; returns what is found. */
  say(text: string): Promise<{ callId: string; found: readonly string[]; cleared: readonly string[] }>;
  review(): Promise<{ found: readonly string[]; cleared: readonly string[] }>;
}

async function spoken(): Promise<Spoken> {
  const world = await createChangeWorld(suite);
  const { threads, models } = await suite.freshContext();
  const ctx: Ctx = { ...world.ctx, threads, models };
  const recordId = `${ctx.workspaceId}-deal-501`;
  async function review() {
    return reviewContradictions({ ctx, input: { recordIds: [recordId] } });
  }
  return {
    world,
    ctx,
    recordId,
    review,
    say: async (text) => {
      const { callId } = await analyzeText({ ctx, name: `${ctx.ids.create('call')}.txt`, text });
      await noteStatements({ ctx, input: { callId, dealRecordId: recordId, competitorField: null } });
      return { callId, ...(await review()) };
    },
  };
}

async function contradicted(): Promise<Spoken & { contradictionId: string; callId: string }> {
  const start = await spoken();
  const { callId, found } = await start.say(cheaper);
  return { ...start, callId, contradictionId: found[0] ?? '' };
}

async function auditsOf(ctx: Ctx, action: string): Promise<number> {
  const where = and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, action));
  return (await ctx.db.select().from(auditRecords).where(where)).length;
}

describe('contradictions', () => {
  it('have the columns of their tables', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { callStatements, contradictions } });
  });

  it('are found in what a call says, with the sentence, and announced once', async () => {
    const { ctx, contradictionId, review } = await contradicted();
    assert.deepEqual(await review(), { found: [], cleared: [] });
    const stored = await getContradiction({ ctx, input: { contradictionId } });
    assert.deepEqual(
      [stored.kind, stored.property, stored.crmValue, stored.saidValue, stored.state, stored.ownerId],
      ['amount', 'amount', '30000', '17388', 'open', '11'],
    );
    assert.equal(stored.evidence[0]?.evidence?.quote, 'It is $17,388 that got approved, not the full thing.');
    assert.deepEqual((await listContradictions({ ctx, input: all })).contradictions, [stored]);
    const events = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId));
    assert.equal(events.filter(({ type }) => type === 'contradiction.found').length, 1);
    assert.equal(await auditsOf(ctx, 'contradictions.reviewed'), 1);
    assert.equal(await auditsOf(ctx, 'statements.noted'), 1);
  });

  it('are resolved once, by a person, with an audit record', async () => {
    const { ctx, contradictionId, review } = await contradicted();
    const input = { contradictionId, state: 'call_right' as const };
    const system = { ...ctx, actor: { type: 'system', component: 'test' } as const };
    await assert.rejects(resolveContradiction({ ctx: system, input }), { code: 'access.denied' });
    await resolveContradiction({ ctx, input: { ...input, contradictionId: contradictionId.slice(0, -1) } });
    assert.equal((await getContradiction({ ctx, input: { contradictionId } })).state, 'call_right');
    const second = resolveContradiction({ ctx, input: { ...input, state: 'crm_right' } });
    await assert.rejects(second, { code: 'change.move-not-allowed', message: /call_right/u });
    assert.equal(await auditsOf(ctx, 'contradiction.resolved'), 1);
    assert.deepEqual(await review(), { found: [], cleared: [] }, 'what was answered is not asked again');
  });

  it('are cleared where the CRM agrees later, and where it says nothing any more', async () => {
    const { world, ctx, contradictionId, review } = await contradicted();
    world.crm.edit(deal, { property: 'amount', value: '17388.00', source: 'person' });
    await world.sync();
    assert.deepEqual(await review(), { found: [], cleared: [contradictionId] });
    const { state, resolvedBy, resolvedBecause } = await getContradiction({ ctx, input: { contradictionId } });
    assert.deepEqual([state, resolvedBy, resolvedBecause], ['cleared', null, 'The CRM and the call agree now.']);
    assert.equal(await auditsOf(ctx, 'contradictions.reviewed'), 2);
  });

  it('stand for a later call that says the same, and give way to one that says another thing', async () => {
    const { ctx, contradictionId, say } = await contradicted();
    const again = await say('Maya Okafor: So where are we?\nAna Ruiz: As I said. It is $17,388 that got approved.\n');
    assert.deepEqual([again.found, again.cleared], [[], []]);
    assert.equal((await getContradiction({ ctx, input: { contradictionId } })).evidence.length, 2);
    const other = await say(
      'Maya Okafor: So where are we?\nAna Ruiz: It is $21,000 that got approved, not the full thing.\n',
    );
    assert.deepEqual(other.cleared, [contradictionId]);
    assert.equal(other.found.length, 1);
    const closed = await getContradiction({ ctx, input: { contradictionId } });
    assert.match(closed.resolvedBecause ?? '', /later call/);
  });

  it('are cleared where the call turns out to be about something else', async () => {
    const { ctx, contradictionId, callId, review, recordId } = await contradicted();
    const input = { callId, dealRecordId: null, competitorField: null };
    assert.deepEqual(await noteStatements({ ctx, input }), { recordIds: [recordId] });
    assert.deepEqual((await review()).cleared, [contradictionId]);
  });

  it('are settled by the answer to the change that asks for the very field', async () => {
    const { world, ctx, contradictionId } = await contradicted();
    const [change] = await world.propose([setting('amount', '17388')]);
    assert.ok(change !== undefined);
    const { changeSetId, changeId } = change;
    assert.deepEqual(await tieChanges({ ctx, input: { changeSetId } }), { contradictionIds: [contradictionId] });
    const tied = await listContradictions({ ctx, input: { ...all, changeIds: [changeId] } });
    assert.deepEqual(
      tied.contradictions.map((one) => one.contradictionId),
      [contradictionId],
    );
    assert.deepEqual(await settleByChanges({ ctx, input: { changeSetId } }), { settled: [] });
    const decision = { changeId, decision: 'approve' as const, value: null, reason: null };
    await decideChanges({ ctx: world.as(dealOwner), input: { decisions: [decision] } });
    await applyChangeSet({ ctx, input: { changeSetId } });
    assert.deepEqual(await settleByChanges({ ctx, input: { changeSetId } }), { settled: [contradictionId] });
    const { state, resolvedBy } = await getContradiction({ ctx, input: { contradictionId } });
    assert.deepEqual([state, resolvedBy?.toLowerCase()], ['call_right', 'maya@tidewater.example']);
    assert.deepEqual(await settleByChanges({ ctx, input: { changeSetId } }), { settled: [] });
  });

  it('are no part of a change that says another thing', async () => {
    const { world, ctx, say } = await spoken();
    const { found } = await say('Maya Okafor: And?\nAna Ruiz: We decided to go with someone else.\n');
    const [change] = await world.propose([setting('dealstage', 's2')]);
    const tied = await tieChanges({ ctx, input: { changeSetId: change?.changeSetId ?? '' } });
    assert.deepEqual([found.length, tied.contradictionIds], [1, []]);
  });

  it('are cleared where another stage is put in place of the one that the call speaks for', async () => {
    const { world, ctx, say } = await spoken();
    world.crm.edit(deal, { property: 'dealstage', value: 's2', source: 'person' });
    await world.sync();
    const { found } = await say('Maya Okafor: So?\nAna Ruiz: We are still comparing, we have not picked anybody.\n');
    const [change] = await world.propose([setting('dealstage', 's1')]);
    const { changeSetId = '', changeId = '' } = change ?? {};
    assert.deepEqual(await tieChanges({ ctx, input: { changeSetId } }), { contradictionIds: found });
    const decisions = [{ changeId, decision: 'edit' as const, value: 's3', reason: null }];
    await decideChanges({ ctx: world.as(dealOwner), input: { decisions } });
    await applyChangeSet({ ctx, input: { changeSetId } });
    await settleByChanges({ ctx, input: { changeSetId } });
    assert.equal((await getContradiction({ ctx, input: { contradictionId: found[0] ?? '' } })).state, 'cleared');
  });

  it('take from what a call plans the changes that speak against its own words or later ones', async () => {
    const { ctx, say } = await spoken();
    const drafts = [setting('dealstage', 's2'), setting('amount', '17388'), setting('next_steps', 'Board')];
    async function left(callId: string): Promise<string[]> {
      const kept = await dropContradicted({ ctx, input: { callId, drafts } });
      return kept.flatMap(({ action }) => (action.type === 'set_property' ? [action.property] : []));
    }
    const early = await say('Maya Okafor: And?\nAna Ruiz: It is $17,388 that got approved, not the full thing.\n');
    assert.deepEqual(await left(early.callId), ['dealstage', 'amount', 'next_steps']);
    const open = await say('Maya Okafor: So?\nAna Ruiz: We are still comparing, we have not picked anybody.\n');
    assert.deepEqual(await left(open.callId), ['amount', 'next_steps'], 'the buyer is still choosing');
    const other = await say('Maya Okafor: So?\nAna Ruiz: It is $21,000 that got approved. We decided on you.\n');
    assert.deepEqual(await left(other.callId), ['dealstage', 'next_steps'], 'another sum, and they have agreed');
    const stranger = { ...ctx, actor: { type: 'webhook', source: 'gong' } as const };
    await assert.rejects(dropContradicted({ ctx: stranger, input: { callId: other.callId, drafts } }), {
      code: 'access.denied',
    });
  });

  it('are settled for the CRM where the value of the call is rejected, and cleared where another is put', async () => {
    for (const [decision, value, wanted] of [
      ['reject', null, 'crm_right'],
      ['edit', '25000', 'cleared'],
    ] as const) {
      const { world, ctx, contradictionId } = await contradicted();
      const [change] = await world.propose([setting('amount', '17388')]);
      const { changeSetId = '', changeId = '' } = change ?? {};
      await tieChanges({ ctx, input: { changeSetId } });
      const decisions = [{ changeId, decision, value, reason: null }];
      await decideChanges({ ctx: world.as(dealOwner), input: { decisions } });
      await applyChangeSet({ ctx, input: { changeSetId } });
      assert.deepEqual(await settleByChanges({ ctx, input: { changeSetId } }), { settled: [contradictionId] });
      assert.equal((await getContradiction({ ctx, input: { contradictionId } })).state, wanted);
    }
  });

  it('are open again where the change that settled them is undone, and stay so while the days go on', async () => {
    const { world, ctx, contradictionId, review } = await contradicted();
    const [change] = await world.propose([setting('amount', '17388')]);
    const { changeSetId = '', changeId = '' } = change ?? {};
    await tieChanges({ ctx, input: { changeSetId } });
    const decision = { changeId, decision: 'approve' as const, value: null, reason: null };
    await decideChanges({ ctx: world.as(dealOwner), input: { decisions: [decision] } });
    await applyChangeSet({ ctx, input: { changeSetId } });
    await settleByChanges({ ctx, input: { changeSetId } });
    ctx.clock.advance(3_600_000);
    await undoChanges({ ctx: world.as(dealOwner), input: { changeId } });
    ctx.clock.advance(20 * 24 * 3_600_000);
    await world.sync();
    assert.deepEqual(await reopenByUndo({ ctx, input: { changeSetId } }), { reopened: [contradictionId] });
    assert.deepEqual(await reopenByUndo({ ctx, input: { changeSetId } }), { reopened: [] });
    assert.deepEqual(await review(), { found: [], cleared: [] });
    const { state, crmValue, resolvedAt, resolvedBy } = await getContradiction({ ctx, input: { contradictionId } });
    assert.deepEqual([state, crmValue, resolvedAt, resolvedBy], ['open', '30000', null, null]);
    assert.equal(await auditsOf(ctx, 'contradiction.reopened'), 1);
  });

  it('are open again where the CRM had agreed by a change that nobody was asked about, once it is undone', async () => {
    const { world, ctx, contradictionId, review } = await contradicted();
    const [change] = await world.propose([setting('amount', '17388')]);
    const { changeSetId = '', changeId = '' } = change ?? {};
    const decision = { changeId, decision: 'approve' as const, value: null, reason: null };
    await decideChanges({ ctx: world.as(dealOwner), input: { decisions: [decision] } });
    await applyChangeSet({ ctx, input: { changeSetId } });
    await world.sync();
    assert.deepEqual((await review()).cleared, [contradictionId]);
    await undoChanges({ ctx: world.as(dealOwner), input: { changeId } });
    await world.sync();
    assert.deepEqual(await reopenByUndo({ ctx, input: { changeSetId } }), { reopened: [contradictionId] });
    assert.deepEqual(await review(), { found: [], cleared: [] });
  });

  it('stay settled after an undo where a person has said which side is right', async () => {
    const { world, ctx, contradictionId } = await contradicted();
    const [change] = await world.propose([setting('amount', '17388')]);
    const { changeSetId = '', changeId = '' } = change ?? {};
    await tieChanges({ ctx, input: { changeSetId } });
    await resolveContradiction({ ctx, input: { contradictionId, state: 'call_right' } });
    const decision = { changeId, decision: 'approve' as const, value: null, reason: null };
    await decideChanges({ ctx: world.as(dealOwner), input: { decisions: [decision] } });
    await applyChangeSet({ ctx, input: { changeSetId } });
    await undoChanges({ ctx: world.as(dealOwner), input: { changeId } });
    assert.deepEqual(await reopenByUndo({ ctx, input: { changeSetId } }), { reopened: [] });
    assert.equal((await getContradiction({ ctx, input: { contradictionId } })).state, 'call_right');
  });

  it('are looked at again while their calls are young or they are open', async () => {
    const { ctx, recordId } = await contradicted();
    const since = new Date(ctx.clock.now().getTime() + 30 * 24 * 3_600_000);
    assert.deepEqual(await listRecordsToReview({ ctx, input: { since } }), { recordIds: [recordId] });
  });

  it('are nothing to another workspace, nor to who may not track them', async () => {
    const { ctx, contradictionId, callId, recordId } = await contradicted();
    const other = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const unknown = { code: 'contradiction.not-found' };
    await assert.rejects(getContradiction({ ctx: other, input: { contradictionId } }), unknown);
    const answer = { contradictionId, state: 'crm_right' as const };
    await assert.rejects(resolveContradiction({ ctx: other, input: answer }), unknown);
    assert.deepEqual((await listContradictions({ ctx: other, input: all })).contradictions, []);
    assert.deepEqual(await reviewContradictions({ ctx: other, input: { recordIds: [recordId] } }), {
      found: [],
      cleared: [],
    });
    const noted = { callId, dealRecordId: recordId, competitorField: null };
    await assert.rejects(noteStatements({ ctx: other, input: noted }), { code: 'analysis.not-found' });
    const webhook = { ...ctx, actor: { type: 'webhook', source: 'gong' } as const };
    const denied = { code: 'access.denied' };
    await assert.rejects(noteStatements({ ctx: webhook, input: noted }), denied);
    await assert.rejects(reviewContradictions({ ctx: webhook, input: { recordIds: [] } }), denied);
    await assert.rejects(tieChanges({ ctx: webhook, input: { changeSetId: 'set_1' } }), denied);
    await assert.rejects(settleByChanges({ ctx: webhook, input: { changeSetId: 'set_1' } }), denied);
    await assert.rejects(reopenByUndo({ ctx: webhook, input: { changeSetId: 'set_1' } }), denied);
  });

  it('name what is wrong with their input', async () => {
    const { ctx } = await spoken();
    const invalid = { code: 'input.invalid' };
    await assert.rejects(reviewContradictions({ ctx, input: { recordIds: [''] } }), invalid);
    await assert.rejects(tieChanges({ ctx, input: { changeSetId: '' } }), invalid);
    await assert.rejects(settleByChanges({ ctx, input: { changeSetId: 'set_none' } }), { code: 'change.not-found' });
    await assert.rejects(reopenByUndo({ ctx, input: { changeSetId: 'set_none' } }), { code: 'change.not-found' });
    const input = { callId: '', dealRecordId: null, competitorField: null };
    await assert.rejects(noteStatements({ ctx, input }), invalid);
  });
});
