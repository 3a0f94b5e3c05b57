import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createChangeWorld, dealOwner, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { applyChangeSet, decideByReference, findChange, getPolicy, listDecisions, undoByReference } from './index.ts';

const suite = await databaseForSuite();

describe('a change by as much of its id as only one has', () => {
  test('is found by its beginning, its end and its whole, and a set by its own', async () => {
    const { ctx, propose } = await createChangeWorld(suite);
    const [change] = await propose([setting('amount', '27500')]);
    assert.ok(change);
    const { changeId, changeSetId } = change;
    for (const reference of [changeId, changeId.slice(-12), changeId.slice(0, -1)]) {
      assert.deepEqual(await findChange({ ctx, input: { reference } }), { changeId, changeSetId });
    }
    const whole = await findChange({ ctx, input: { reference: changeSetId } });
    assert.deepEqual(whole, { changeId: null, changeSetId });
  });

  test('is not found in another workspace, where several fit, or by a pattern', async () => {
    const { ctx, propose } = await createChangeWorld(suite);
    const [change] = await propose([setting('amount', '27500'), setting('next_steps', 'Board')]);
    assert.ok(change);
    const other = await createChangeWorld(suite);
    const elsewhere = findChange({ ctx: other.ctx, input: { reference: change.changeId } });
    await assert.rejects(elsewhere, { code: 'change.not-found', message: /found none/ });
    await assert.rejects(findChange({ ctx, input: { reference: 'chg_' } }), { message: /at least 6 characters/ });
    await assert.rejects(findChange({ ctx, input: { reference: '%' } }), { message: /at least 6 characters/ });
  });

  test('is decided on, written and taken back; a set means everything in it that waits', async () => {
    const { ctx, propose, as } = await createChangeWorld(suite);
    const [change] = await propose([setting('amount', '27500')]);
    assert.ok(change);
    const { changeId, changeSetId } = change;
    const approve = { reference: changeSetId, decision: 'approve', reason: 'Agreed.' } as const;
    const { decided } = await decideByReference({ ctx: as(dealOwner), input: approve });
    assert.deepEqual(
      decided.map((one) => [one.changeId, one.state]),
      [[changeId, 'approved']],
    );
    const { decisions } = await listDecisions({ ctx, input: { changeIds: [changeId] } });
    assert.deepEqual(
      decisions.map(({ decidedBy, decision, reason }) => [decidedBy, decision, reason]),
      [['maya@tidewater.example', 'approve', 'Agreed.']],
    );
    await applyChangeSet({ ctx, input: { changeSetId } });
    const { undone } = await undoByReference({ ctx, input: { reference: changeId.slice(-12) } });
    assert.equal(undone, 1);
    const again = decideByReference({ ctx, input: { reference: changeSetId, decision: 'approve' } });
    await assert.rejects(again, { code: 'change.move-not-allowed', message: /waits for a decision, found none/ });
  });

  test('takes another value for a single change, and none for a set or a no', async () => {
    const { ctx, propose } = await createChangeWorld(suite);
    const [change] = await propose([setting('amount', '27500')]);
    assert.ok(change);
    const { changeId, changeSetId } = change;
    const forSet = { reference: changeSetId, decision: 'approve', value: '26000' } as const;
    await assert.rejects(decideByReference({ ctx, input: forSet }), { code: 'input.invalid' });
    const forNo = { reference: changeId, decision: 'reject', value: '26000' } as const;
    await assert.rejects(decideByReference({ ctx, input: forNo }), { code: 'input.invalid' });
    const edited = { reference: changeId, decision: 'approve', value: '26000' } as const;
    const { decided } = await decideByReference({ ctx, input: edited });
    assert.equal(decided[0]?.state, 'approved');
  });

  test('shows the policy in force', async () => {
    const { ctx } = await createChangeWorld(suite);
    const policy = await getPolicy({ ctx });
    assert.equal(policy.name, 'data/policy.yaml');
    assert.ok(policy.rules.length > 3);
  });
});
