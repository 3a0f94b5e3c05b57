import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChangeSet, decideChanges, getChange, undoChanges } from '#modules/changesets';
import {
  getContradiction,
  noteStatements,
  reviewContradictions,
  settleByChanges,
  tieChanges,
} from '#modules/contradictions';
import { type AnalysisContext, analyzeCall } from '#modules/insights';
import { recordStation } from '#modules/ledger';
import { notifications } from '#modules/notifications';
import { and, eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { type ChangeTestContext, type ChangeWorld, createChangeWorld, dealOwner, setting } from '#test/change-world';
import { createMemoryChat } from '#test/memory-chat';
import { plainRun } from '#test/plain-run';
import { partyOf, storeCall } from '#test/source-calls';
import { expireApprovals } from './expire-approvals.ts';
import { followUndo } from './follow-undo.ts';
import { tellContradictions } from './tell-contradictions.ts';

const suite = await analysisSuite();
const hourMs = 3_600_000;

interface Asked {
  readonly world: ChangeWorld;
  readonly ctx: ChangeTestContext & AnalysisContext;
  readonly contradictionId: string;
  readonly changeSetId: string;
  readonly changeId: string;
  /** How often the owner was asked about the contradiction on a card of its own. */
  cards(): Promise<number>;
}

/** A contradiction of a call that came in as it ended, which a card about the very field names. */
async function askedAbout(): Promise<Asked> {
  const world = await createChangeWorld(suite);
  const { threads, models } = await suite.freshContext();
  const chat = { state: 'on', client: createMemoryChat(), simulated: true } as const;
  const ctx = { ...world.ctx, connections: { ...world.ctx.connections, chat }, threads, models };
  const recordId = `${ctx.workspaceId}-deal-501`;
  const externalId = `call-${ctx.workspaceId}`;
  const callId = await storeCall({
    ctx,
    externalId,
    startedAt: ctx.clock.now().toISOString(),
    parties: [
      partyOf({ side: 'internal', speakerId: 's1', name: 'Maya Okafor', email: 'maya@tidewater.example' }),
      partyOf({ side: 'external', speakerId: 's2', name: 'Sam Ortiz', email: 'sam@larkspur.example' }),
    ],
    said: { s1: ['Where are we?'], s2: ['It is $17,388 that got approved, not the full thing.'] },
  });
  await recordStation({ ctx, input: { source: 'gong', externalId, stations: ['expected'], callId } });
  await analyzeCall({ ctx, input: { callId, version: 1, engine: 'rules' } });
  await noteStatements({ ctx, input: { callId, dealRecordId: recordId, competitorField: null } });
  const { found } = await reviewContradictions({ ctx, input: { recordIds: [recordId] } });
  const [change] = await world.propose([setting('amount', '17388')]);
  const { changeSetId = '', changeId = '' } = change ?? {};
  await tieChanges({ ctx, input: { changeSetId } });
  assert.equal(await tellContradictions({ ctx, contradictionIds: found }), 0, 'the card of the change asks');
  return {
    world,
    ctx,
    contradictionId: found[0] ?? '',
    changeSetId,
    changeId,
    cards: async () => {
      const where = and(eq(notifications.workspaceId, ctx.workspaceId), eq(notifications.kind, 'contradiction'));
      return (await ctx.db.select().from(notifications).where(where)).length;
    },
  };
}

describe('asking again about a contradiction', () => {
  it('is done once where the card that named it has expired', async () => {
    const { ctx, contradictionId, changeId, cards } = await askedAbout();
    const { workspaceId, requestId } = ctx;
    const workflow = expireApprovals({ contextFor: ({ actor }) => ({ ...ctx, actor }), remind: async () => undefined });
    ctx.clock.advance(200 * hourMs);
    const ended = await workflow.runUnchecked({ run: plainRun, input: { workspaceId, requestId } });
    assert.deepEqual(ended, { expired: 1, reminded: 0 });
    assert.equal((await getChange({ ctx, input: { changeId } })).state, 'expired');
    assert.equal((await getContradiction({ ctx, input: { contradictionId } })).state, 'open');
    assert.equal(await cards(), 1);
    assert.equal(await tellContradictions({ ctx, contradictionIds: [contradictionId] }), 0, 'and not every hour');
  });

  it('is done once where what it had written was undone', async () => {
    const { world, ctx, contradictionId, changeSetId, changeId, cards } = await askedAbout();
    const decision = { changeId, decision: 'approve' as const, value: null, reason: null };
    await decideChanges({ ctx: world.as(dealOwner), input: { decisions: [decision] } });
    await applyChangeSet({ ctx, input: { changeSetId } });
    await settleByChanges({ ctx, input: { changeSetId } });
    assert.equal((await getContradiction({ ctx, input: { contradictionId } })).state, 'call_right');
    await undoChanges({ ctx: world.as(dealOwner), input: { changeId } });
    const workflow = followUndo({ contextFor: ({ actor }) => ({ ...ctx, actor }) });
    const input = { workspaceId: ctx.workspaceId, requestId: ctx.requestId, changeSetId };
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun, input }), { state: 'looked', told: 1 });
    assert.deepEqual(await workflow.runUnchecked({ run: plainRun, input }), { state: 'looked', told: 0 });
    assert.equal((await getContradiction({ ctx, input: { contradictionId } })).state, 'open');
    assert.equal(await cards(), 1);
  });
});
