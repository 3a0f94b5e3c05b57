import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change } from '#contracts';
import { outbox } from '#platform/db';
import { eq } from '#platform/sql';
import { type ChangeWorld, contact, createChangeWorld, deal, dealOwner, draftOf, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { applyChangeSet, decideChanges, getChangeSet, listSyncLog } from './index.ts';

const suite = await databaseForSuite();

async function apply(world: ChangeWorld, change: Change | undefined): Promise<readonly Change[]> {
  assert.ok(change !== undefined);
  const input = { changeSetId: change.changeSetId };
  await applyChangeSet({ ctx: world.ctx, input });
  return (await getChangeSet({ ctx: world.ctx, input })).changes;
}

async function approve(world: ChangeWorld, change: Change | undefined): Promise<void> {
  assert.ok(change !== undefined);
  const decision = { changeId: change.changeId, decision: 'approve', value: null, reason: null } as const;
  await decideChanges({ ctx: world.as(dealOwner), input: { decisions: [decision] } });
}

async function logOf(world: ChangeWorld): Promise<string[]> {
  const { entries } = await listSyncLog({ ctx: world.ctx, input: { limit: 100, beforeId: null } });
  return entries.reverse().map(({ operation, entityType, status }) => `${operation} ${entityType} ${status}`);
}

const note = draftOf({
  type: 'create_activity',
  objectType: 'note',
  properties: { hs_note_body: 'What was said', hs_timestamp: '2026-09-14T15:00:00.000Z' },
  associatedWith: [deal, contact],
});

describe('a change that is written', () => {
  test('is written once and read back, however often the same job runs', async () => {
    const world = await createChangeWorld(suite);
    const [first] = await world.propose([setting('next_steps', 'Board on the 20th'), note]);
    for (let time = 0; time < 5; time += 1) {
      const [steps, activity] = await apply(world, first);
      assert.deepEqual([steps?.state, steps?.readBackValue], ['applied', 'Board on the 20th']);
      assert.deepEqual([activity?.state, activity?.problem], ['applied', null]);
    }
    assert.deepEqual(world.crm.writes, ['deal 501 next_steps=Board on the 20th', 'note created']);
    assert.deepEqual(await logOf(world), ['update deal succeeded', 'create note succeeded']);
    const events = await world.ctx.db.select().from(outbox).where(eq(outbox.workspaceId, world.ctx.workspaceId));
    assert.equal(events.filter(({ type }) => type === 'change_set.applied').length, 1);
  });

  test('goes to its record in one request with the others, and one that is refused takes none with it', async () => {
    const world = await createChangeWorld(suite);
    const requests: (readonly string[])[] = [];
    const { crm } = world;
    const update = crm.updateRecord.bind(crm);
    crm.updateRecord = (options) => {
      requests.push(Object.keys(options.properties));
      return update(options);
    };
    const proposed = await world.propose([setting('next_steps', 'Board'), setting('amount', '27500'), note]);
    await approve(world, proposed[1]);
    crm.faults.invalid.add('amount');
    const after = await apply(world, proposed[0]);
    assert.deepEqual(requests, [['next_steps', 'amount'], ['next_steps'], ['amount']]);
    assert.deepEqual(
      after.map(({ state }) => state),
      ['applied', 'failed', 'applied'],
    );
    assert.deepEqual(crm.writes.toSorted(), ['deal 501 next_steps=Board', 'note created']);
  });

  test('that a person has overtaken is put back beside others that stand', async () => {
    const world = await createChangeWorld(suite);
    const proposed = await world.propose([setting('next_steps', 'Board'), setting('amount', '27500')]);
    await approve(world, proposed[1]);
    world.crm.faults.beforeWrite = () => world.crm.edit(deal, { property: 'amount', value: '31000', source: 'person' });
    const [steps, amount] = await apply(world, proposed[0]);
    assert.deepEqual([steps?.state, amount?.state], ['applied', 'conflict']);
    assert.equal(world.crm.currentValue(deal, 'amount'), '31000');
    assert.equal(world.crm.currentValue(deal, 'next_steps'), 'Board');
  });

  test('goes to the record that its own has become by a merge, together with the others', async () => {
    const world = await createChangeWorld(suite);
    const { crm } = world;
    const proposed = await world.propose([setting('next_steps', 'Board'), setting('amount', '27500'), note]);
    await approve(world, proposed[1]);
    crm.seed({ objectType: 'deal', externalId: '502' }, {});
    const merged = await crm.mergeRecords({ objectType: 'deal', keptId: '501', mergedId: '502' });
    const after = await apply(world, proposed[0]);
    assert.deepEqual(
      after.map(({ state, problem }) => [state, problem]),
      [
        ['applied', null],
        ['applied', null],
        ['applied', null],
      ],
    );
    assert.equal(crm.currentValue({ objectType: 'deal', externalId: merged.externalId }, 'next_steps'), 'Board');
    assert.deepEqual(await logOf(world), ['update deal succeeded', 'update deal succeeded', 'create note succeeded']);
  });

  test('is written once by several workers at a time', async () => {
    const world = await createChangeWorld(suite);
    const [first] = await world.propose([setting('next_steps', 'Board on the 20th'), note]);
    const input = { changeSetId: first?.changeSetId ?? '' };
    await Promise.all([1, 2, 3].map(() => applyChangeSet({ ctx: world.ctx, input })));
    const after = await apply(world, first);
    assert.deepEqual(
      after.map(({ state }) => state),
      ['applied', 'applied'],
    );
    assert.deepEqual(world.crm.writes.toSorted(), ['deal 501 next_steps=Board on the 20th', 'note created']);
  });

  test('is found again where the answer was lost after the CRM had taken it', async () => {
    const world = await createChangeWorld(suite);
    const tie = draftOf({ type: 'associate', to: contact });
    const proposed = await world.propose([setting('next_steps', 'Board on the 20th'), note, tie]);
    await approve(world, proposed[2]);
    for (let time = 0; time < 3; time += 1) {
      world.crm.faults.lostAnswers = 1;
      await apply(world, proposed[0]);
    }
    world.crm.faults.lostAnswers = 0;
    const after = await apply(world, proposed[0]);
    assert.deepEqual(
      after.map(({ state }) => state),
      ['applied', 'applied', 'applied'],
    );
    assert.deepEqual(world.crm.writes, [
      'deal 501 next_steps=Board on the 20th',
      'note created',
      'deal 501 - contact 301',
    ]);
  });

  test('is reported as not applied where the CRM ignores it; a person may send it on its way again', async () => {
    const world = await createChangeWorld(suite);
    world.crm.faults.ignored.add('next_steps');
    const [change] = await world.propose([setting('next_steps', 'Board on the 20th')]);
    const [ignored] = await apply(world, change);
    assert.equal(ignored?.state, 'not_applied');
    assert.match(ignored?.problem ?? '', /did not keep it: there is "Send the proposal" now/);
    assert.deepEqual(await logOf(world), ['update deal not_applied']);
    world.crm.faults.ignored.clear();
    await approve(world, change);
    const [again] = await apply(world, change);
    assert.deepEqual([again?.state, again?.readBackValue], ['applied', 'Board on the 20th']);
    assert.equal(world.crm.writes.length, 1);
  });

  test('fails where the CRM refuses the value, and stops nothing behind it', async () => {
    const world = await createChangeWorld(suite);
    world.crm.faults.invalid.add('next_steps');
    const [change] = await world.propose([setting('next_steps', 'Board on the 20th'), note]);
    const after = await apply(world, change);
    assert.deepEqual(
      after.map(({ state }) => state),
      ['failed', 'applied'],
    );
    assert.match(after[0]?.problem ?? '', /does not take "Board on the 20th"/);
  });
});

describe("a person's value", () => {
  test('that came after the plan stands; the change becomes a suggestion, which a person may still take', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('next_steps', 'Board on the 20th')]);
    world.crm.edit(deal, { property: 'next_steps', value: 'Ring Sam', source: 'person' });
    const [conflict] = await apply(world, change);
    assert.equal(conflict?.state, 'conflict');
    assert.match(conflict?.problem ?? '', /it was set to "Ring Sam" by Maya Okafor on 2026/);
    assert.deepEqual(world.crm.writes, []);
    await approve(world, change);
    const [taken] = await apply(world, change);
    assert.equal(taken?.state, 'applied');
    assert.equal(world.crm.currentValue(deal, 'next_steps'), 'Board on the 20th');
  });

  test('that came between reading and writing is put back, and reported', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('next_steps', 'Board on the 20th')]);
    world.crm.faults.beforeWrite = () =>
      world.crm.edit(deal, { property: 'next_steps', value: 'Ring Sam', source: 'person' });
    const [conflict] = await apply(world, change);
    assert.equal(conflict?.state, 'conflict');
    assert.match(conflict?.problem ?? '', /While it was written, it was set to "Ring Sam" by Maya Okafor.*put back/);
    assert.equal(world.crm.currentValue(deal, 'next_steps'), 'Ring Sam');
    await apply(world, change);
    assert.equal(world.crm.writes.length, 2);
  });

  test('that was there when it was approved is replaced; one that came after the yes is not', async () => {
    const world = await createChangeWorld(suite);
    const [amount, risks] = await world.propose([setting('amount', '27500'), setting('risk_factors', 'Price')]);
    await approve(world, amount);
    await approve(world, risks);
    world.crm.edit(deal, { property: 'risk_factors', value: 'Board', source: 'person' });
    const [first, second] = await apply(world, amount);
    assert.deepEqual([first?.state, second?.state], ['applied', 'conflict']);
    assert.equal(world.crm.currentValue(deal, 'amount'), '27500');
    assert.equal(world.crm.currentValue(deal, 'risk_factors'), 'Board');
  });
});

describe("a machine's value that came after the plan", () => {
  test('is replaced where the policy lets it, and asked about again where a person had approved', async () => {
    const world = await createChangeWorld(suite);
    const [steps, amount] = await world.propose([setting('next_steps', 'Board'), setting('amount', '27500')]);
    await approve(world, amount);
    world.crm.edit(deal, { property: 'next_steps', value: 'Automated', source: 'automation' });
    world.crm.edit(deal, { property: 'amount', value: '31000', source: 'automation' });
    world.ctx.clock.advance(1000);
    const after = await apply(world, steps);
    assert.deepEqual(
      after.map(({ state, oldValue }) => [state, oldValue]),
      [
        ['applied', 'Automated'],
        ['waiting', '31000'],
      ],
    );
    assert.match(after[1]?.problem ?? '', /Since it was approved, it was set to "31000" by an automation/);
    await approve(world, amount);
    assert.equal((await apply(world, amount))[1]?.state, 'applied');
  });

  test('is left alone where it is the value that was to be written', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('next_steps', 'Board')]);
    world.crm.edit(deal, { property: 'next_steps', value: 'Board', source: 'person' });
    const [after] = await apply(world, change);
    assert.deepEqual([after?.state, after?.problem], ['refused', 'The CRM has this value already.']);
    assert.deepEqual(world.crm.writes, []);
  });
});

describe('a CRM that is down', () => {
  test('for two hours gets everything afterwards', async () => {
    const world = await createChangeWorld(suite);
    world.crm.faults.down = true;
    const [first] = await world.propose([setting('next_steps', 'Board'), note]);
    assert.ok(first);
    const input = { changeSetId: first.changeSetId };
    const during = await applyChangeSet({ ctx: world.ctx, input });
    assert.deepEqual(during, { applied: 0, conflicts: 0, failed: 0, waiting: 2, postponed: 2 });
    world.ctx.clock.advance(2 * 3_600_000);
    world.crm.faults.down = false;
    const after = await applyChangeSet({ ctx: world.ctx, input });
    assert.deepEqual(after, { applied: 2, conflicts: 0, failed: 0, waiting: 0, postponed: 0 });
    assert.deepEqual(await logOf(world), [
      'update deal failed',
      'create note failed',
      'update deal succeeded',
      'create note succeeded',
    ]);
  });

  test('for longer than a change stays fresh is asked about again', async () => {
    const world = await createChangeWorld(suite);
    world.crm.faults.down = true;
    const [change] = await world.propose([setting('next_steps', 'Board')]);
    await apply(world, change);
    world.ctx.clock.advance(25 * 3_600_000);
    world.crm.faults.down = false;
    const [stale] = await apply(world, change);
    assert.equal(stale?.state, 'waiting');
    assert.match(stale?.problem ?? '', /more than 24 hours/);
    await approve(world, change);
    assert.equal((await apply(world, change))[0]?.state, 'applied');
  });

  test('and one that is not connected is said so', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('next_steps', 'Board')]);
    assert.ok(change);
    const off = { state: 'off', reason: 'HubSpot is not connected.', action: 'Set HUBSPOT_ACCESS_TOKEN.' } as const;
    const ctx = { ...world.ctx, connections: { ...world.ctx.connections, crm: off } };
    await assert.rejects(applyChangeSet({ ctx, input: { changeSetId: change.changeSetId } }), { code: 'vendor.off' });
  });
});

describe('a dry run', () => {
  test('of a whole day works everything out and sends nothing; what it would have sent is in the log once', async () => {
    const world = await createChangeWorld(suite, { dryRun: true });
    const sets: string[] = [];
    for (let call = 0; call < 24; call += 1) {
      const [first, amount] = await world.propose(
        [
          setting('next_steps', `Step ${call}`),
          setting('amount', String(40_000 + call)),
          { ...note, rule: `note-${call}` },
        ],
        { key: `call:${call}:v1` },
      );
      assert.ok(first && amount);
      await approve(world, amount);
      sets.push(first.changeSetId);
      world.ctx.clock.advance(3_600_000);
    }
    for (const changeSetId of [...sets, ...sets]) await applyChangeSet({ ctx: world.ctx, input: { changeSetId } });
    assert.deepEqual(world.crm.writes, []);
    const log = await logOf(world);
    assert.equal(log.length, 72);
    assert.ok(log.every((line) => line.endsWith('would_have_been_sent')));
    const real = { ...world.ctx, dryRun: false };
    await applyChangeSet({ ctx: real, input: { changeSetId: sets[0] ?? '' } });
    assert.deepEqual(world.crm.writes, [], 'what was planned in a dry run is never sent');
  });
});
