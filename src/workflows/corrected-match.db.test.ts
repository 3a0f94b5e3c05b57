import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import type { Change } from '#contracts';
import { getCallSource } from '#modules/calls';
import {
  applyChangeSet,
  decideChanges,
  getChangeSet,
  listChangeSets,
  listMisplaced,
  listMisplacedCalls,
  proposeSetup,
  undoChanges,
} from '#modules/changesets';
import { findRecord, syncDefinitions, syncRecords } from '#modules/crm';
import { analyzeCall } from '#modules/insights';
import { correctMatch, matchCall } from '#modules/matching';
import { createNotificationReaders, listNotifications } from '#modules/notifications';
import { createMetrics } from '#platform/telemetry';
import { analysisSuite } from '#test/analysis-suite';
import { crmSuite } from '#test/crm-suite';
import { plainRun } from '#test/plain-run';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { followUpCall } from './follow-up-call.ts';

const analyses = await analysisSuite();
const suite = await crmSuite();
const { portal } = suite;
const minuteMs = 60_000;
const Followed = z.object({ changeSetId: z.string().nullable(), offChangeSetIds: z.array(z.string()).default([]) });
let places = 0;

/** A portal that is set up, with two deals of one contact; the call of that contact is about whichever is said. */
async function openWorld() {
  places += 1;
  const { threads, models } = await analyses.freshContext();
  const connected = await suite.freshContext({ actor: { type: 'operator', name: 'Maya' } });
  const ctx = { ...workContextOf(connected).ctx, threads, models };
  const email = `kim@corrected-${places}.example`;
  const kimId = await portal.add({ objectType: 'contact', values: { firstname: 'Kim', lastname: 'Vale', email } });
  const parties = [
    partyOf({ side: 'internal', speakerId: 's1', name: 'Maya Okafor' }),
    partyOf({ side: 'external', speakerId: 's2', name: 'Kim Vale', email }),
  ];
  async function sync() {
    await portal.advance(minuteMs);
    await syncDefinitions({ ctx });
    for (const objectType of ['company', 'contact', 'deal'] as const) {
      await syncRecords({ ctx, input: { objectType, mode: 'full' } });
    }
  }
  await sync();
  const setup = await proposeSetup({ ctx });
  if (setup !== null) {
    await decide(setup.changes);
    await applyChangeSet({ ctx, input: { changeSetId: setup.changeSetId } });
    await sync();
  }
  function addDeal(dealname: string) {
    const values = { dealname, pipeline: 'default', dealstage: 'discovery' };
    return portal.add({ objectType: 'deal', values, associatedWith: [{ objectType: 'contact', id: kimId }] });
  }
  async function decide(changes: readonly Change[]) {
    if (changes.length === 0) return;
    const answer = { decision: 'approve', value: null, reason: null } as const;
    await decideChanges({ ctx, input: { decisions: changes.map(({ changeId }) => ({ changeId, ...answer })) } });
  }
  async function recordOf(externalId: string) {
    return (await findRecord({ ctx, input: { objectType: 'deal', externalId } }))?.recordId ?? '';
  }
  const callId = await storeCall({
    ctx,
    externalId: `corrected-${places}`,
    startedAt: ctx.clock.now().toISOString(),
    parties,
    said: {
      s1: ['Thank you for your time today.', 'I will send you the proposal by Friday.'],
      s2: ['The terms work for us.', 'We will sign the contract on January 15, 2027.'],
    },
  });
  await analyzeCall({ ctx, input: { callId, version: 1, engine: 'rules' } });
  function contextFor() {
    return { ...ctx, actor: { type: 'system', component: 'test' } as const };
  }
  const following = followUpCall({ contextFor, metrics: createMetrics(), processChat: null, random: () => 0 });
  /** What follows from the call as it is matched now, written as far as the policy lets it. */
  async function follow() {
    await portal.advance(minuteMs);
    await matchCall({ ctx, input: { callId } });
    const input = { workspaceId: ctx.workspaceId, callId, requestId: ctx.requestId };
    const followed = Followed.parse(await following.runUnchecked({ run: plainRun, input }));
    const { changeSetId, offChangeSetIds } = followed;
    if (changeSetId !== null) await applyChangeSet({ ctx, input: { changeSetId } });
    const changes: Change[] = [];
    for (const id of [changeSetId, ...offChangeSetIds]) {
      if (id !== null) changes.push(...(await getChangeSet({ ctx, input: { changeSetId: id } })).changes);
    }
    return changes;
  }
  return {
    ctx,
    callId,
    sync,
    addDeal,
    decide,
    follow,
    kimId,
    recordOf,
    say: async (dealId: string) => {
      await correctMatch({ ctx, input: { callId, objectType: 'deal', recordId: await recordOf(dealId) } });
      return follow();
    },
    /** How many calls and tasks the CRM has on a record. */
    on: async (objectType: 'deal' | 'contact', externalId: string) => {
      const counts: number[] = [];
      for (const toType of ['call', 'task'] as const) {
        const ties = await portal.crm.getAssociations({ fromType: objectType, externalIds: [externalId], toType });
        counts.push(ties.length);
      }
      return counts;
    },
    /** What became of the days of signing of a deal, the oldest first. */
    daysOf: async (dealId: string) => {
      const { changeSets } = await listChangeSets({ ctx, input: { callId, limit: 50, beforeId: null } });
      return changeSets
        .toReversed()
        .flatMap(({ changes }) => changes)
        .filter(({ target, action }) => target?.externalId === dealId && isCloseDate(action))
        .map(({ state }) => state);
    },
  };
}

const readers = createNotificationReaders({ baseUrl: () => 'http://127.0.0.1:8000', loadFurther: async () => null });

async function subjectOf({ ctx, callId }: Awaited<ReturnType<typeof openWorld>>) {
  const source = await getCallSource({ ctx, input: { callId } });
  return { source: 'gong', externalId: source?.externalId ?? '', cause: 'written_elsewhere' } as const;
}

function isCloseDate(action: Change['action']): boolean {
  return action.type === 'set_property' && action.property === 'closedate';
}

function waitingIn(changes: readonly Change[], type: Change['action']['type']): Change[] {
  return changes.filter(({ state, action }) => state === 'waiting' && action.type === type);
}

describe('what a call has written', () => {
  it('for a contact alone is tied to the deal that is known later, and not written twice', async () => {
    const world = await openWorld();
    const dealId = await world.addDeal('Known later');
    const pair = {
      from: { objectType: 'deal', externalId: dealId },
      to: { objectType: 'contact', externalId: world.kimId },
    } as const;
    await portal.crm.dissociate(pair);
    await world.sync();
    await world.follow();
    assert.deepEqual(await world.on('contact', world.kimId), [1, 1]);
    await portal.crm.associate(pair);
    await world.sync();
    const changes = await world.follow();
    const ties = changes.filter(({ rule }) => rule === 'activity-on-record');
    assert.deepEqual(
      ties.map(({ state, target }) => [state, target?.externalId]),
      [
        ['applied', dealId],
        ['applied', dealId],
      ],
    );
    assert.deepEqual(
      [await world.on('deal', dealId), await world.on('contact', world.kimId)],
      [
        [1, 1],
        [1, 1],
      ],
    );
    await world.follow();
    assert.deepEqual(await world.on('deal', dealId), [1, 1]);
    assert.deepEqual(waitingIn(changes, 'dissociate'), []);
  });

  it('for another deal is offered to be taken back, and what waits there ends', async () => {
    const world = await openWorld();
    const { ctx, callId } = world;
    const wrong = await world.addDeal('The wrong one');
    await world.sync();
    await world.follow();
    assert.deepEqual([await world.on('deal', wrong), await world.daysOf(wrong)], [[1, 1], ['waiting']]);
    const right = await world.addDeal('The right one');
    await world.sync();
    const changes = await world.say(right);
    assert.deepEqual([await world.daysOf(wrong), await world.daysOf(right)], [['expired'], ['waiting']]);
    assert.deepEqual(
      [await world.on('deal', wrong), await world.on('deal', right)],
      [
        [1, 1],
        [1, 1],
      ],
    );
    const offered = await listMisplaced({ ctx, input: { callId } });
    assert.deepEqual(
      offered.map(({ what, targetName }) => [what, targetName]),
      [['next_steps', 'The wrong one']],
    );
    const day = ctx.clock.now().toISOString().slice(0, 10);
    const { misplaced } = await listMisplacedCalls({ ctx, input: { since: day, limit: 5 } });
    const id = offered[0]?.changeId ?? '';
    assert.deepEqual([misplaced[0]?.callId, misplaced[0]?.cause], [callId, 'written_elsewhere']);
    assert.match(misplaced[0]?.detail ?? '', new RegExp(`sophia changes undo ${id.slice(-8)}`));
    const told = await listNotifications({ ctx, input: { state: null, limit: 50, before: null } });
    assert.equal(told.notifications.filter(({ kind }) => kind === 'gap').length, 1);
    const view = await readers.loadView({ ctx, kind: 'gap', subject: await subjectOf(world) });
    assert.ok(view?.kind === 'gap' && view.detail.includes(id.slice(-8)));
    const apart = waitingIn(changes, 'dissociate');
    assert.equal(apart.length, 2, 'nothing is taken off unasked');
    const subject = { changeSetId: apart[0]?.changeSetId ?? '', callId };
    const account = await readers.accountOf({ ctx, kind: 'approval_request', subject });
    assert.equal(account.recordId, await world.recordOf(wrong), 'whoever owns that deal is asked');
    const card = await readers.loadView({ ctx, kind: 'approval_request', subject });
    assert.ok(card?.kind === 'approval_request' && card.changes.length === 2);
    assert.deepEqual(
      [card.title, card.reportAddress],
      ['To be taken off The wrong one', null],
      'not every owner sees the call',
    );
    assert.equal(told.notifications.filter(({ kind }) => kind === 'approval_request').length, 3);
    await world.decide(apart);
    await applyChangeSet({ ctx, input: { changeSetId: apart[0]?.changeSetId ?? '' } });
    await undoChanges({ ctx, input: { changeId: id } });
    assert.deepEqual(
      [await world.on('deal', wrong), await world.on('deal', right)],
      [
        [0, 0],
        [1, 1],
      ],
    );
    assert.deepEqual(await world.on('contact', world.kimId), [1, 1]);
    assert.deepEqual(await listMisplaced({ ctx, input: { callId } }), []);
    assert.deepEqual((await listMisplacedCalls({ ctx, input: { since: day, limit: 5 } })).misplaced, []);
    assert.equal(await readers.loadView({ ctx, kind: 'gap', subject: await subjectOf(world) }), null);
    const { undone } = await undoChanges({ ctx, input: { changeId: apart[0]?.changeId ?? '' } });
    assert.equal(undone, 1, 'also what was taken off can be put back');
  });

  it('for somebody who took part is theirs too, and is offered to be taken back where they did not', async () => {
    const world = await openWorld();
    const { ctx, callId } = world;
    await world.addDeal('With others');
    await world.sync();
    await world.follow();
    const leeId = await portal.add({ objectType: 'contact', values: { firstname: 'Lee', lastname: 'Odd' } });
    await world.sync();
    const recordId = (await findRecord({ ctx, input: { objectType: 'contact', externalId: leeId } }))?.recordId ?? '';
    const input = { callId, objectType: 'contact', recordId } as const;
    await correctMatch({ ctx, input });
    await world.follow();
    assert.deepEqual(
      [await world.on('contact', leeId), await world.on('contact', world.kimId)],
      [
        [1, 1],
        [1, 1],
      ],
    );
    await correctMatch({ ctx, input: { ...input, takesOff: true } });
    const changes = await world.follow();
    assert.deepEqual(
      waitingIn(changes, 'dissociate').map(({ target }) => target?.externalId),
      [leeId, leeId],
    );
    const { changeSets } = await listChangeSets({ ctx, input: { callId, limit: 9, beforeId: null } });
    const days = changeSets
      .flatMap((set) => set.changes)
      .filter(({ target, action }) => target?.externalId === leeId && Object(action).property === 'last_call_date');
    assert.ok(
      days.length > 0 && days.every(({ state }) => state === 'expired'),
      'nobody knows Lee’s words: it was asked',
    );
    assert.deepEqual(await listMisplaced({ ctx, input: { callId } }), []);
  });

  it('follows each correction, also back to a deal that was left', async () => {
    const world = await openWorld();
    const first = await world.addDeal('First word');
    const second = await world.addDeal('Second word');
    const third = await world.addDeal('Third word');
    await world.sync();
    await world.follow();
    assert.deepEqual(await world.on('contact', world.kimId), [1, 1], 'nothing decides between the deals');
    for (const [dealId, others] of [
      [second, [first, third]],
      [third, [first, second]],
      [first, [second, third]],
      [second, [first, third]],
    ] as const) {
      const apart = waitingIn(await world.say(dealId), 'dissociate');
      assert.equal((await world.daysOf(dealId)).at(-1), 'waiting');
      assert.deepEqual(await world.on('deal', dealId), [1, 1]);
      for (const other of others) assert.ok(!(await world.daysOf(other)).includes('waiting'));
      await world.decide(apart);
      const [off] = apart;
      if (off !== undefined) await applyChangeSet({ ctx: world.ctx, input: { changeSetId: off.changeSetId } });
      for (const other of others) assert.deepEqual(await world.on('deal', other), [0, 0]);
    }
  });
});
