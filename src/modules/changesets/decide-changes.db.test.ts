import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change } from '#contracts';
import type { Actor } from '#platform/context';
import { auditRecords, outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { type ChangeWorld, createChangeWorld, deal, dealOwner, draftOf, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import {
  applyChangeSet,
  type DecidedChange,
  decideChanges,
  expireChangeSets,
  getApproval,
  getChangeSet,
  readPolicy,
} from './index.ts';

const suite = await databaseForSuite();

const hourMs = 3_600_000;

function person(email: string | null): Actor {
  return { type: 'chat_user', source: 'slack', userId: `U-${email}`, name: String(email), email };
}

const rosa = person('rosa@tidewater.example');
const vera = person('vera@tidewater.example');

const twoOfThree = readPolicy({
  name: 'own.yaml',
  text: `version: 1
asking: { approvers: [rosa@tidewater.example, vera@tidewater.example, deal_owner], needed: 2 }
rules: []
otherwise: { verdict: ask }
`,
});

interface Word {
  readonly as?: Actor;
  readonly decision?: 'approve' | 'edit' | 'reject';
  readonly value?: string;
  readonly reason?: string;
}

async function decide(
  world: ChangeWorld,
  ...[change, given = {}]: [change: Change | undefined, given?: Word]
): Promise<DecidedChange | undefined> {
  assert.ok(change !== undefined);
  const { as = dealOwner, decision = 'approve', value = null, reason = null } = given;
  const input = { decisions: [{ changeId: change.changeId, decision, value, reason }] };
  return (await decideChanges({ ctx: world.as(as), input })).decided[0];
}

async function stateOf(world: ChangeWorld, change: Change | undefined): Promise<Change | undefined> {
  assert.ok(change !== undefined);
  const { changes } = await getChangeSet({ ctx: world.ctx, input: { changeSetId: change.changeSetId } });
  return changes.find(({ changeId }) => changeId === change.changeId);
}

describe('a decision', () => {
  test('of the owner of the deal, known by a verified address, approves; a double click is one', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('amount', '27500')]);
    assert.equal((await decide(world, change))?.outcome, 'decided');
    assert.equal((await decide(world, change))?.outcome, 'already');
    assert.equal((await stateOf(world, change))?.state, 'approved');
    const events = await world.ctx.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.workspaceId, world.ctx.workspaceId), eq(outbox.type, 'change_set.decided')));
    assert.equal(events.length, 1);
    const audited = await world.ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, world.ctx.workspaceId), eq(auditRecords.action, 'change_set.decided')));
    assert.deepEqual(audited[0]?.actor, dealOwner);
  });

  test('of somebody else is refused with the names of those who may; so is one without an address', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('amount', '27500')]);
    await assert.rejects(decide(world, change, { as: rosa }), {
      code: 'approval.not-yours',
      message:
        'On this change decides maya@tidewater.example; rosa@tidewater.example, the address that Slack gives for the member U-rosa@tidewater.example, is not among them.',
    });
    await assert.rejects(decide(world, change, { as: person(null) }), { code: 'approval.identity-unknown' });
    await assert.rejects(decide(world, change, { as: { type: 'system', component: 'x' } }), { code: 'access.denied' });
    assert.equal((await decide(world, change, { as: { type: 'operator', name: 'root' } }))?.outcome, 'decided');
  });

  test('of an owner who has left is nobody’s: whoever tries is told who it was, and the operator decides', async () => {
    const world = await createChangeWorld(suite);
    world.crm.edit(deal, { property: 'hubspot_owner_id', value: '12', source: 'person' });
    await world.sync();
    const [change] = await world.propose([setting('amount', '27500')]);
    assert.ok(change !== undefined);
    const left = {
      code: 'approval.owner-left',
      message: 'Expected the owner of Larkspur Hill to decide, found that Ben Ruiz no longer works in the CRM.',
    };
    await assert.rejects(decide(world, change), left);
    await assert.rejects(decide(world, change, { as: person('ben@tidewater.example') }), left);
    const { approvers, departed } = await getApproval({ ctx: world.ctx, input: { changeId: change.changeId } });
    assert.deepEqual([approvers, departed], [[], [{ externalId: '12', name: 'Ben Ruiz' }]]);
    assert.equal((await decide(world, change, { as: { type: 'operator', name: 'root' } }))?.outcome, 'decided');
  });

  test('edits the value, which is checked as the proposed one was', async () => {
    const world = await createChangeWorld(suite);
    const [amount, steps] = await world.propose([
      setting('amount', '27500'),
      draftOf({ type: 'associate', to: { objectType: 'contact', externalId: '301' } }),
    ]);
    await assert.rejects(decide(world, amount, { decision: 'edit', value: '$27,000' }), {
      code: 'input.invalid',
      message: 'Amount takes a number such as 48600.50, found "$27,000".',
    });
    await assert.rejects(decide(world, amount, { decision: 'edit' }), { code: 'input.invalid' });
    await assert.rejects(decide(world, steps, { decision: 'edit', value: 'x' }), { code: 'input.invalid' });
    await decide(world, amount, { decision: 'edit', value: '27000' });
    assert.deepEqual(
      [(await stateOf(world, amount))?.state, (await stateOf(world, amount))?.editedValue],
      ['approved', '27000'],
    );
    await applyChangeSet({ ctx: world.ctx, input: { changeSetId: amount?.changeSetId ?? '' } });
    assert.equal(world.crm.currentValue({ objectType: 'deal', externalId: '501' }, 'amount'), '27000');
  });

  test('edits a stage as people call it', async () => {
    const world = await createChangeWorld(suite);
    const [stage] = await world.propose([setting('dealstage', 's2')]);
    await decide(world, stage, { decision: 'edit', value: 'Closed Won' });
    assert.equal((await stateOf(world, stage))?.editedValue, 's3');
  });

  test('that rejects ends it, with the reason', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('amount', '27500')]);
    world.ctx.clock.advance(hourMs);
    const rejectedAt = world.ctx.clock.now().toISOString();
    await decide(world, change, { decision: 'reject', reason: 'That was the old price' });
    assert.equal((await stateOf(world, change))?.state, 'rejected');
    world.ctx.clock.advance(hourMs);
    await assert.rejects(decide(world, change), {
      code: 'change.move-not-allowed',
      message: `The change is rejected since ${rejectedAt}: That was the old price. It cannot be decided on any more.`,
    });
    await applyChangeSet({ ctx: world.ctx, input: { changeSetId: change?.changeSetId ?? '' } });
    assert.deepEqual(world.crm.writes, []);
  });

  test('on several decides those that can be decided and names the others', async () => {
    const world = await createChangeWorld(suite);
    const [amount, stage] = await world.propose([setting('amount', '27500'), setting('dealstage', 's2')]);
    await decide(world, stage, { decision: 'reject' });
    const decisions = [amount, stage].map((change) => ({
      changeId: change?.changeId ?? '',
      decision: 'approve' as const,
      value: null,
      reason: null,
    }));
    const { decided } = await decideChanges({ ctx: world.as(dealOwner), input: { decisions } });
    assert.deepEqual(
      decided.map(({ outcome, problem }) => [outcome, problem?.code ?? null]),
      [
        ['decided', null],
        ['refused', 'change.move-not-allowed'],
      ],
    );
  });

  test('in another workspace finds nothing', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('amount', '27500')]);
    await assert.rejects(decide(await createChangeWorld(suite), change), { code: 'change.not-found' });
  });
});

describe('two of three', () => {
  test('must agree, each counted once', async () => {
    const world = await createChangeWorld(suite, { policy: twoOfThree });
    const [change] = await world.propose([setting('amount', '27500')]);
    const first = await decide(world, change, { as: rosa });
    assert.deepEqual([first?.outcome, first?.missing, first?.state], ['counted', 1, 'waiting']);
    assert.equal((await decide(world, change, { as: rosa }))?.outcome, 'already');
    assert.equal((await decide(world, change, { as: vera }))?.state, 'approved');
    const approval = await getApproval({ ctx: world.ctx, input: { changeId: change?.changeId ?? '' } });
    assert.deepEqual(approval.approvers, [
      'rosa@tidewater.example',
      'vera@tidewater.example',
      'maya@tidewater.example',
    ]);
    assert.deepEqual(
      approval.decisions.map(({ decidedBy, decision }) => [decidedBy, decision]),
      [
        ['rosa@tidewater.example', 'approve'],
        ['vera@tidewater.example', 'approve'],
      ],
    );
  });

  test('must agree to one value: an edit is one yes, and what was said before it does not count', async () => {
    const world = await createChangeWorld(suite, { policy: twoOfThree });
    const [change] = await world.propose([setting('amount', '27500')]);
    await decide(world, change, { as: rosa });
    const edited = await decide(world, change, { as: vera, decision: 'edit', value: '27000' });
    assert.deepEqual([edited?.outcome, edited?.missing], ['counted', 1]);
    assert.equal((await decide(world, change, { as: rosa }))?.state, 'approved');
    assert.equal((await stateOf(world, change))?.editedValue, '27000');
  });

  test('are stopped by one no', async () => {
    const world = await createChangeWorld(suite, { policy: twoOfThree });
    const [change] = await world.propose([setting('amount', '27500')]);
    await decide(world, change, { as: rosa });
    assert.equal((await decide(world, change, { as: vera, decision: 'reject' }))?.state, 'rejected');
  });
});

describe('what nobody answers', () => {
  test('is reminded of once, then it is a no that no click turns around', async () => {
    const world = await createChangeWorld(suite);
    const [amount, stage] = await world.propose([setting('amount', '27500'), setting('dealstage', 's2')]);
    await decide(world, stage);
    assert.deepEqual(await expireChangeSets({ ctx: world.ctx }), { expired: [], remind: [] });
    world.ctx.clock.advance(25 * hourMs);
    const remind = [{ changeSetId: amount?.changeSetId ?? '', changeIds: [amount?.changeId ?? ''] }];
    assert.deepEqual(await expireChangeSets({ ctx: world.ctx }), { expired: [], remind });
    assert.deepEqual(await expireChangeSets({ ctx: world.ctx }), { expired: [], remind: [] });
    world.ctx.clock.advance(48 * hourMs);
    const last = await expireChangeSets({ ctx: world.ctx });
    assert.deepEqual([last.expired.length, last.remind], [1, []]);
    assert.equal((await stateOf(world, amount))?.state, 'expired');
    await assert.rejects(decide(world, amount), {
      code: 'change.move-not-allowed',
      message: /The change is expired since .*Nobody answered within 72 hours/,
    });
  });
});
