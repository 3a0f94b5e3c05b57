import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChangeSet, getChangeSet, listChangeSets } from '#modules/changesets';
import { findRecord } from '#modules/crm';
import { analyzeCall } from '#modules/insights';
import { readLedger, recordStation } from '#modules/ledger';
import { outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { analysisSuite } from '#test/analysis-suite';
import { createChangeWorld, deal } from '#test/change-world';
import { plainRun } from '#test/plain-run';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { applyChangeSet as applyChangeSetWorkflow } from './apply-change-set.ts';
import { proposeFromCall } from './propose-from-call.ts';

const suite = await analysisSuite();
const parties = [
  partyOf({ side: 'internal', speakerId: 's1', name: 'Maya Okafor', email: 'maya@tidewater.example' }),
  partyOf({ side: 'external', speakerId: 's2', name: 'Ana Ruiz', email: 'ana@larkspur.example' }),
];

async function openWorld({ title = 'A conversation' }: { title?: string } = {}) {
  const { threads, models } = await suite.freshContext();
  const { ctx: changing, crm } = await createChangeWorld(suite);
  const ctx = { ...workContextOf(changing).ctx, threads, models };
  const record = await findRecord({ ctx, input: { objectType: 'deal', externalId: deal.externalId } });
  const links = { dealRecordId: record?.recordId ?? '', companyRecordId: null, contactRecordIds: [] };
  const call = { externalId: `call-${ctx.workspaceId}`, title, startedAt: ctx.clock.now().toISOString(), parties };

  /** The call comes in with these words, as version so and so. */
  async function analyze(version: number, ...words: readonly string[]) {
    ctx.clock.advance(60_000);
    const said = { s1: ['Thank you for your time today.'], s2: ['The terms work for us.', ...words] };
    const callId = await storeCall({ ctx, ...call, said });
    await analyzeCall({ ctx, input: { callId, version, engine: 'rules' } });
    return callId;
  }

  /** It comes in so, and is followed. */
  async function say(version: number, ...words: readonly string[]) {
    const callId = await analyze(version, ...words);
    return proposeFromCall({ ctx, callId, links, backfill: false });
  }

  /** What became of the days of signing that were proposed, the oldest set first. */
  async function days() {
    const { changeSets } = await listChangeSets({ ctx, input: { limit: 50, beforeId: null } });
    return changeSets
      .toReversed()
      .flatMap(({ changes }) => changes)
      .flatMap(({ action, state }) =>
        action.type === 'set_property' && action.property === 'closedate' ? [`${action.value} ${state}`] : [],
      );
  }
  /** What became of everything that a set proposed. */
  async function statesIn(changeSetId: string | null) {
    const { changes } = await getChangeSet({ ctx, input: { changeSetId: changeSetId ?? '' } });
    return new Set(changes.filter(({ state }) => state !== 'refused').map(({ state }) => state));
  }
  /** The work that writes what a set has to be written. */
  async function applyByWork(changeSetId: string | null): Promise<void> {
    const metrics = createMetrics();
    const workflow = applyChangeSetWorkflow({ contextFor: ({ actor }) => ({ ...ctx, actor }), metrics });
    const { workspaceId, requestId } = ctx;
    const input = { workspaceId, changeSetId: changeSetId ?? '', requestId, traceparent: null };
    await workflow.runUnchecked({ run: plainRun, input });
  }
  return { ctx, crm, say, analyze, days, statesIn, applyByWork };
}

const january = 'We will sign the contract on January 15, 2027.';
const march = 'We will sign the contract on March 3, 2027.';

describe('what a call proposes', () => {
  it('is no stage that the buyer speaks against outright: the contradiction to come is not written by us', async () => {
    async function stages(...words: readonly string[]): Promise<string[]> {
      const { ctx, say } = await openWorld({ title: 'Contract terms' });
      const { changeSetId } = await say(1, 'Our lawyer sent the redlines on the liability clause.', ...words);
      const { changes } = await getChangeSet({ ctx, input: { changeSetId: changeSetId ?? '' } });
      return changes.flatMap(({ action }) =>
        action.type === 'set_property' && action.property === 'dealstage' ? [action.value] : [],
      );
    }
    assert.deepEqual(await stages(), ['s2']);
    assert.deepEqual(await stages('We are still comparing, we have not picked anybody yet.'), []);
  });

  it('ends with the version that said so, and is proposed anew where that is the current one again', async () => {
    const { ctx, crm, say, days } = await openWorld();
    const first = await say(1, january);
    assert.deepEqual(await days(), ['2027-01-15 waiting']);
    await applyChangeSet({ ctx, input: { changeSetId: first.changeSetId ?? '' } });
    function countLogged(): number {
      return crm.writes.filter((write) => write.endsWith('created')).length;
    }
    const logged = countLogged();
    assert.ok(logged > 0, 'the call is logged');
    await say(2, march);
    assert.deepEqual(await days(), ['2027-01-15 expired', '2027-03-03 waiting']);
    const again = await say(1, january);
    const returned = ['2027-01-15 expired', '2027-03-03 expired', '2027-01-15 waiting'];
    assert.deepEqual([await days(), again.waiting > 0], [returned, true]);
    assert.equal((await say(1, january)).changeSetId, again.changeSetId, 'once, however often it is followed');
    assert.deepEqual(await days(), returned);
    await applyChangeSet({ ctx, input: { changeSetId: again.changeSetId ?? '' } });
    assert.equal(countLogged(), logged, 'and not logged twice');
    await say(3);
    assert.deepEqual(await days(), [...returned.slice(0, 2), '2027-01-15 expired']);
    const where = and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.type, 'change_set.decided'));
    assert.equal((await ctx.db.select().from(outbox).where(where)).length, 3, 'their cards say so');
  });

  it('ends also where the CRM could not be reached for it, and is not written when it can be', async () => {
    const { ctx, crm, say, statesIn } = await openWorld();
    crm.faults.down = true;
    const { changeSetId } = await say(1, january);
    assert.equal((await applyChangeSet({ ctx, input: { changeSetId: changeSetId ?? '' } })).postponed > 0, true);
    await say(2, march);
    assert.deepEqual(await statesIn(changeSetId), new Set(['expired']));
    crm.faults.down = false;
    await applyChangeSet({ ctx, input: { changeSetId: changeSetId ?? '' } });
    assert.deepEqual(crm.writes, []);
  });

  it('is brought to its end where it may have been sent already, and not sent once more by another version', async () => {
    const { ctx, crm, say } = await openWorld();
    const sent = await say(1, january);
    crm.faults.lostAnswers = 99;
    const { postponed } = await applyChangeSet({ ctx, input: { changeSetId: sent.changeSetId ?? '' } });
    assert.equal(postponed > 0, true);
    crm.faults.lostAnswers = 0;
    const next = await say(2, march);
    for (const { changeSetId } of [sent, next])
      await applyChangeSet({ ctx, input: { changeSetId: changeSetId ?? '' } });
    assert.equal(new Set(crm.writes).size, crm.writes.length, crm.writes.join(', '));
  });

  it('is not written once other words of the call are analyzed, though nobody has followed them yet', async () => {
    const { crm, say, analyze, statesIn, applyByWork } = await openWorld();
    const { changeSetId } = await say(1, january);
    await analyze(2, march);
    await applyByWork(changeSetId);
    assert.deepEqual([crm.writes, await statesIn(changeSetId)], [[], new Set(['expired'])]);
  });

  it('is no reason for the ledger to say that the call is written, while its other version waits for the CRM', async () => {
    const { ctx, crm, say, applyByWork } = await openWorld();
    async function gaps() {
      const ledger = await readLedger({ ctx, input: { since: '2026-09-01', gapLimit: 5 } });
      return ledger.gaps.map(({ cause }) => cause);
    }
    const source = { source: 'gong', externalId: `call-${ctx.workspaceId}` };
    await recordStation({ ctx, input: { ...source, stations: ['proposed'], startedAt: ctx.clock.now() } });
    crm.faults.down = true;
    const ended = await say(1, january);
    const current = await say(2, march);
    for (const { changeSetId } of [current, ended]) await applyByWork(changeSetId);
    assert.deepEqual(await gaps(), ['crm_unavailable']);
    crm.faults.down = false;
    for (const { changeSetId } of [current, ended]) await applyByWork(changeSetId);
    assert.deepEqual(await gaps(), []);
  });
});
