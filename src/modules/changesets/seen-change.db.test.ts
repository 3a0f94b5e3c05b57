import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { databaseForSuite } from '#test/database-for-suite';
import { createTakenOffWorld } from '#test/taken-off-world';
import {
  decideChanges,
  getApproval,
  getChange,
  getChangeSet,
  getSetOrigin,
  listChangeSets,
  listChangeSetsById,
  listOwnApprovals,
  listWaitingChanges,
} from './index.ts';

const suite = await databaseForSuite();

describe('whoever owns the deal that an activity is to be taken off', () => {
  test('sees what is asked, without a word of a call that is not theirs, and answers it', async () => {
    const { maya: ctx, callId, title, note, off, amount } = await createTakenOffWorld(suite);
    const { changeSetId, changeId } = off;
    const page = { limit: 10, beforeId: null };
    const change = await getChange({ ctx, input: { changeId } });
    assert.deepEqual(change.evidence, [{ callId: null, claimId: null, evidence: null, note }]);
    const told = [
      change,
      await getApproval({ ctx, input: { changeId } }),
      await getChangeSet({ ctx, input: { changeSetId } }),
      await getSetOrigin({ ctx, input: { changeSetId } }),
      await listChangeSets({ ctx, input: page }),
      [...(await listChangeSetsById({ ctx, input: { changeSetIds: [changeSetId] } }))],
      await listWaitingChanges({ ctx, input: { limit: 10 } }),
    ].map((answer) => JSON.stringify(answer));
    for (const answer of told) {
      assert.ok(!answer.includes(title) && !answer.includes(callId), answer);
    }
    assert.equal(told.filter((answer) => answer.includes(changeId)).length, 5);
    assert.deepEqual((await listOwnApprovals({ ctx })).changeIds, [changeId]);
    const ofCall = await listChangeSets({ ctx, input: { ...page, callId } });
    assert.deepEqual(ofCall.changeSets, [], 'what a call proposes is asked by who sees the call');
    await assert.rejects(getChange({ ctx, input: { changeId: amount.changeId } }), { code: 'change.not-found' });
    const { decided } = await decideChanges({
      ctx,
      input: { decisions: [{ changeId, decision: 'approve', value: null, reason: null }] },
    });
    assert.deepEqual(
      decided.map(({ state }) => state),
      ['approved'],
    );
  });

  test('is the only one beside who sees the call and the deal, who reads what it is about', async () => {
    const { ben, lead, off, callId, title } = await createTakenOffWorld(suite);
    await assert.rejects(getChange({ ctx: ben, input: { changeId: off.changeId } }), { code: 'change.not-found' });
    const set = await getChangeSet({ ctx: lead, input: { changeSetId: off.changeSetId } });
    assert.deepEqual([set.title, set.callId], [title, callId]);
    assert.equal(set.changes[0]?.evidence[0]?.callId, callId);
  });
});
