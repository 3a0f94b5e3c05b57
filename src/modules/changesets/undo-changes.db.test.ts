import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change, CrmReference, DraftChange } from '#contracts';
import { syncDefinitions } from '#modules/crm';
import { syncPeople } from '#modules/people';
import type { Actor } from '#platform/context';
import { dueWork, outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { type ChangeWorld, contact, createChangeWorld, deal, dealOwner, draftOf, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { applyChangeSet, decideChanges, finishUndo, listSyncLog, proposeSetup, undoChanges } from './index.ts';
import type { UndoneChanges } from './undo-changes.ts';

const suite = await databaseForSuite();

const note = draftOf({
  type: 'create_activity',
  objectType: 'note',
  properties: { hs_note_body: 'What was said' },
  associatedWith: [deal],
});

async function write(world: ChangeWorld, drafts: readonly DraftChange[]): Promise<Change[]> {
  const key = `call:${world.ctx.clock.now().toISOString()}:v1`;
  const proposed = await world.propose(drafts, { key });
  const decisions = proposed
    .filter(({ state }) => state === 'waiting' || state === 'suggested')
    .map(({ changeId }) => ({ changeId, decision: 'approve' as const, value: null, reason: null }));
  if (decisions.length > 0) await decideChanges({ ctx: world.ctx, input: { decisions } });
  const changeSetId = proposed[0]?.changeSetId ?? '';
  const { applied } = await applyChangeSet({ ctx: world.ctx, input: { changeSetId } });
  assert.equal(applied, drafts.length);
  return [...proposed];
}

const tie = draftOf({ type: 'associate', to: contact });
const task = draftOf({
  type: 'create_activity',
  objectType: 'task',
  properties: { hs_task_subject: 'Send the terms', hs_task_status: 'NOT_STARTED' },
  associatedWith: [deal],
});

async function tieCount({ crm }: ChangeWorld): Promise<number> {
  const links = await crm.getAssociations({ fromType: 'deal', externalIds: ['501'], toType: 'contact' });
  return links.length;
}

/** The properties that the CRM lacks, approved and created. */
async function setUp({ ctx }: ChangeWorld): Promise<readonly Change[]> {
  const setup = await proposeSetup({ ctx });
  assert.ok(setup !== null);
  const decisions = setup.changes.map(({ changeId }) => ({
    changeId,
    decision: 'approve' as const,
    value: null,
    reason: null,
  }));
  await decideChanges({ ctx, input: { decisions } });
  await applyChangeSet({ ctx, input: { changeSetId: setup.changeSetId } });
  return setup.changes;
}

/** The mirror reads that the properties are gone. */
async function forgetDefinitions({ ctx }: ChangeWorld): Promise<void> {
  await syncDefinitions({ ctx: { ...ctx, actor: { type: 'system', component: 'test' } } });
}

function reasonsOf({ changes }: UndoneChanges): string {
  return changes.map(({ reason }) => reason).join(' ');
}

function account(email: string): Extract<Actor, { type: 'user' }> {
  const grant = { role: 'representative', scopes: null, seesOnly: [email] } as const;
  return { type: 'user', userId: `usr_${email}`, name: email, email, grant, credentialId: 'ses_1' };
}

describe('an undo', () => {
  test('of a day takes back what somebody sees and decides on, and leaves what is of others', async () => {
    const world = await createChangeWorld(suite);
    await syncPeople({ ctx: world.ctx });
    await write(world, [{ ...setting('amount', '27500'), evidence: [] }]);
    const input = { day: world.ctx.clock.now().toISOString().slice(0, 10) };
    const ofBen = await undoChanges({ ctx: world.as(account('ben@tidewater.example')), input });
    assert.deepEqual([ofBen.changes, world.crm.currentValue(deal, 'amount')], [[], '27500']);
    const { undone } = await undoChanges({ ctx: world.as(account('maya@tidewater.example')), input });
    assert.deepEqual([undone, world.crm.currentValue(deal, 'amount')], [1, '30000']);
    const log = { limit: 10, beforeId: null };
    const seen = [];
    for (const email of ['maya@tidewater.example', 'ben@tidewater.example']) {
      seen.push((await listSyncLog({ ctx: world.as(account(email)), input: log })).entries.length);
    }
    assert.deepEqual(seen, [2, 0]);
  });

  test('of a field puts the old value back, once, and is announced', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [setting('amount', '27500')]);
    const input = { changeId: change?.changeId ?? '' };
    const { undone, refused } = await undoChanges({ ctx: world.as(dealOwner), input });
    assert.deepEqual([undone, refused, world.crm.currentValue(deal, 'amount')], [1, 0, '30000']);
    await assert.rejects(undoChanges({ ctx: world.ctx, input }), {
      code: 'change.move-not-allowed',
      message: `The change ${input.changeId} is undone: only what was written can be undone.`,
    });
    assert.equal(world.crm.writes.length, 2);
    const events = await world.ctx.db.select().from(outbox).where(eq(outbox.workspaceId, world.ctx.workspaceId));
    assert.equal(events.filter(({ type }) => type === 'change_set.undone').length, 1);
    const { entries } = await listSyncLog({ ctx: world.ctx, input: { limit: 10, beforeId: null } });
    assert.deepEqual(
      entries.map(({ status }) => status),
      ['succeeded', 'succeeded'],
    );
  });

  test('of a value that was empty clears it', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [setting('closedate', '2026-10-30')]);
    await undoChanges({ ctx: world.ctx, input: { changeId: change?.changeId ?? '' } });
    assert.equal(world.crm.currentValue(deal, 'closedate'), '');
  });

  test('is refused where a person has touched it since, with who and when, and may be tried again', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [setting('amount', '27500')]);
    world.crm.edit(deal, { property: 'amount', value: '29000', source: 'person' });
    const input = { changeId: change?.changeId ?? '' };
    const { changes } = await undoChanges({ ctx: world.ctx, input });
    assert.equal(changes[0]?.state, 'undo_refused');
    assert.match(changes[0]?.reason ?? '', /Since it was written, it was set to "29000" by Maya Okafor on 2026/);
    assert.equal(world.crm.currentValue(deal, 'amount'), '29000');
    assert.equal((await undoChanges({ ctx: world.ctx, input })).refused, 1);
    assert.equal(world.crm.writes.length, 1);
  });

  test('is refused where the same value was set again by a person: it is theirs now', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [setting('amount', '27500')]);
    world.crm.edit(deal, { property: 'amount', value: '27500', source: 'person' });
    assert.equal((await undoChanges({ ctx: world.ctx, input: { changeId: change?.changeId ?? '' } })).refused, 1);
  });

  test('gives a person who was quicker the last word', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [setting('amount', '27500')]);
    world.crm.faults.beforeWrite = () => world.crm.edit(deal, { property: 'amount', value: '29000', source: 'person' });
    const { changes } = await undoChanges({ ctx: world.ctx, input: { changeId: change?.changeId ?? '' } });
    assert.equal(changes[0]?.state, 'undo_refused');
    assert.equal(world.crm.currentValue(deal, 'amount'), '29000');
  });

  test('of a set takes fields and activities back, newest first, and leaves what was touched', async () => {
    const world = await createChangeWorld(suite);
    const [first] = await write(world, [setting('next_steps', 'Board'), setting('amount', '27500'), note]);
    world.crm.edit(deal, { property: 'next_steps', value: 'Ring Sam', source: 'person' });
    const { undone, refused } = await undoChanges({ ctx: world.ctx, input: { changeSetId: first?.changeSetId ?? '' } });
    assert.deepEqual([undone, refused], [2, 1]);
    assert.deepEqual(world.crm.all('note'), []);
    assert.deepEqual(world.crm.writes.slice(3), ['note 901 archived', 'deal 501 amount=30000']);
  });

  test('of a day or a rule takes back what falls under it and nothing else', async () => {
    const world = await createChangeWorld(suite);
    await write(world, [setting('next_steps', 'Board'), { ...setting('amount', '27500'), rule: 'amount-said' }]);
    world.ctx.clock.advance(24 * 3_600_000);
    await write(world, [{ ...setting('closedate', '2026-10-30'), rule: 'close-date-said' }]);
    assert.equal((await undoChanges({ ctx: world.ctx, input: { rule: 'amount-said' } })).undone, 1);
    assert.equal((await undoChanges({ ctx: world.ctx, input: { day: '2026-09-15' } })).undone, 1);
    assert.equal((await undoChanges({ ctx: world.ctx, input: { day: '2026-09-13' } })).undone, 0);
    assert.equal(world.crm.currentValue(deal, 'next_steps'), 'Board');
    assert.equal(world.crm.currentValue(deal, 'amount'), '30000');
  });

  test('whose answer was lost, or that could not reach the CRM, is gone on with and happens once', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [setting('amount', '27500')]);
    const input = { changeId: change?.changeId ?? '' };
    world.crm.faults.down = true;
    assert.equal((await undoChanges({ ctx: world.ctx, input })).changes[0]?.state, 'applied');
    world.crm.faults.down = false;
    world.crm.faults.lostAnswers = 1;
    assert.equal((await undoChanges({ ctx: world.ctx, input })).changes[0]?.state, 'undoing');
    assert.equal((await undoChanges({ ctx: world.ctx, input })).undone, 1);
    assert.equal(world.crm.writes.length, 2);
    assert.equal(world.crm.currentValue(deal, 'amount'), '30000');
  });

  test('of a tie takes the two apart, once, though the answer is lost', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [tie]);
    const input = { changeId: change?.changeId ?? '' };
    world.crm.faults.lostAnswers = 1;
    assert.equal((await undoChanges({ ctx: world.ctx, input })).changes[0]?.state, 'undoing');
    assert.equal((await undoChanges({ ctx: world.ctx, input })).undone, 1);
    assert.deepEqual(world.crm.writes, ['deal 501 - contact 301', 'deal 501 / contact 301']);
    assert.equal(await tieCount(world), 0);
  });

  test('of a tie is refused where somebody has said since what the two are to each other', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [tie]);
    world.crm.label({ from: deal, to: contact, label: 'Decision maker' });
    const { changes } = await undoChanges({ ctx: world.ctx, input: { changeId: change?.changeId ?? '' } });
    assert.equal(changes[0]?.state, 'undo_refused');
    assert.match(changes[0]?.reason ?? '', /they are tied as Decision maker now; that stands/);
    assert.equal(world.crm.writes.length, 1);
  });

  test('of a tie that was there before Sophia, or that is gone already, changes nothing', async () => {
    const world = await createChangeWorld(suite);
    await world.crm.associate({ from: deal, to: contact });
    const [before] = await write(world, [tie]);
    const { changes } = await undoChanges({ ctx: world.ctx, input: { changeId: before?.changeId ?? '' } });
    assert.match(changes[0]?.reason ?? '', /had tied the two together before Sophia/);
    assert.equal(await tieCount(world), 1);
    const other = await createChangeWorld(suite);
    const [gone] = await write(other, [tie]);
    await other.crm.dissociate({ from: deal, to: contact });
    const outcome = await undoChanges({ ctx: other.ctx, input: { changeId: gone?.changeId ?? '' } });
    assert.deepEqual(
      outcome.changes.map(({ state, reason }) => [state, reason]),
      [['undone', 'Somebody had taken the two apart already.']],
    );
    assert.equal(other.crm.writes.length, 2);
  });

  test('of a task that somebody has done or rewritten is refused with who and what', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [task]);
    const made: CrmReference = { objectType: 'task', externalId: world.crm.all('task')[0]?.externalId ?? '' };
    world.crm.edit(made, { property: 'hs_task_status', value: 'COMPLETED', source: 'person' });
    const input = { changeId: change?.changeId ?? '' };
    const { changes } = await undoChanges({ ctx: world.ctx, input });
    assert.equal(changes[0]?.state, 'undo_refused');
    assert.match(changes[0]?.reason ?? '', /changed its status: it was set to "COMPLETED" by Maya Okafor/);
    assert.equal(world.crm.all('task').length, 1);
  });

  test('of a property that Sophia created archives it, and the setup may be proposed again', async () => {
    const world = await createChangeWorld(suite);
    const setup = await setUp(world);
    await world.sync();
    const { undone, refused } = await undoChanges({ ctx: world.ctx, input: { rule: 'setup' } });
    assert.deepEqual([undone, refused], [setup.length, 0]);
    assert.deepEqual(
      world.crm.definitions.filter(({ name }) => name === 'last_call_summary'),
      [],
    );
    await forgetDefinitions(world);
    const again = await setUp(world);
    assert.equal(again.length, setup.length);
    assert.ok(again.every(({ state }) => state === 'waiting'));
  });

  test('of a property is refused where records hold values of it, or somebody has altered it', async () => {
    const world = await createChangeWorld(suite);
    await setUp(world);
    await world.sync();
    await write(world, [{ ...setting('last_call_summary', 'About the terms.'), target: contact }]);
    const own = await undoChanges({ ctx: world.ctx, input: { rule: 'setup' } });
    assert.match(reasonsOf(own), /1 value that Sophia wrote into last_call_summary would go with it: undo those first/);
    await undoChanges({ ctx: world.ctx, input: { rule: 'a-rule' } });
    world.crm.edit(contact, { property: 'last_call_summary', value: 'Rang twice.', source: 'person' });
    const left = own.changes.find(({ state }) => state === 'undo_refused')?.changeId ?? '';
    const theirs = await undoChanges({ ctx: world.ctx, input: { changeId: left } });
    assert.match(reasonsOf(theirs), /1 contact holds a value of last_call_summary.*clear them in the CRM first/);
    const place = world.crm.definitions.findIndex(({ name }) => name === 'last_call_summary');
    const [definition] = world.crm.definitions.splice(place, 1);
    assert.ok(definition);
    world.crm.definitions.push({ ...definition, label: 'What we heard' });
    const altered = await undoChanges({ ctx: world.ctx, input: { changeId: left } });
    assert.match(reasonsOf(altered), /Somebody has altered the property last_call_summary .*"What we heard"/);
  });

  test('of a merge says plainly that it cannot be', async () => {
    const world = await createChangeWorld(suite);
    world.crm.seed(
      { objectType: 'contact', externalId: '302' },
      { email: { value: 's@larkspur.example', source: 'import' } },
    );
    const merging = draftOf({ type: 'merge', objectType: 'contact', mergedId: '302' }, { target: contact });
    const [change] = await write(world, [merging]);
    const input = { changeId: change?.changeId ?? '' };
    assert.match(reasonsOf(await undoChanges({ ctx: world.ctx, input })), /HubSpot cannot take merged records apart/);
  });

  test('is refused for people who may not decide on the deal', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [tie]);
    const input = { changeId: change?.changeId ?? '' };
    const stranger = { ...dealOwner, userId: 'U9', email: 'lee@tidewater.example' } as const;
    await assert.rejects(undoChanges({ ctx: world.as(stranger), input }), { code: 'approval.not-yours' });
    await assert.rejects(undoChanges({ ctx: world.as({ type: 'schedule', name: 'x' }), input }), {
      code: 'access.denied',
    });
  });

  test('in another workspace finds nothing', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [setting('amount', '27500')]);
    const other = await createChangeWorld(suite);
    await assert.rejects(undoChanges({ ctx: other.ctx, input: { changeId: change?.changeId ?? '' } }), {
      code: 'change.not-found',
    });
    assert.equal((await undoChanges({ ctx: other.ctx, input: { rule: 'a-rule' } })).undone, 0);
  });

  test('whose answer is lost is under way, says so, and is gone on with until it is known', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [setting('amount', '27500')]);
    assert.ok(change !== undefined);
    const { changeId } = change;
    world.crm.faults.lostAnswers = 1;
    const first = await undoChanges({ ctx: world.ctx, input: { changeId } });
    assert.deepEqual([first.undone, first.refused, first.underWay], [0, 0, 1]);
    assert.match(first.changes[0]?.reason ?? '', /answer/i);
    const where = and(eq(dueWork.workspaceId, world.ctx.workspaceId), eq(dueWork.kind, 'finish-undo'));
    assert.deepEqual(
      (await world.ctx.db.select().from(dueWork).where(where)).map(({ subject }) => subject),
      [changeId],
    );
    const writesBefore = world.crm.writes.length;
    const later = { ...world.ctx, actor: { type: 'system', component: 'finish-undo' } as const };
    assert.deepEqual(await finishUndo({ ctx: { ...later, dryRun: true }, input: { changeId } }), { state: 'undoing' });
    world.crm.faults.down = true;
    assert.deepEqual(
      await finishUndo({ ctx: later, input: { changeId } }),
      { state: 'undoing' },
      'nobody has to ask again',
    );
    world.crm.faults.down = false;
    assert.equal((await world.ctx.db.select().from(dueWork).where(where)).length, 1);
    assert.deepEqual(await finishUndo({ ctx: later, input: { changeId } }), { state: 'undone' });
    assert.equal(world.crm.writes.length, writesBefore, 'it was found, and not written again');
    assert.deepEqual(await world.ctx.db.select().from(dueWork).where(where), []);
    assert.deepEqual(
      await finishUndo({ ctx: later, input: { changeId } }),
      { state: 'undone' },
      'a second time does nothing',
    );
    const told = await world.ctx.db.select().from(outbox).where(eq(outbox.workspaceId, world.ctx.workspaceId));
    assert.equal(told.filter(({ type }) => type === 'change_set.undone').length, 1);
  });

  test('whose record is gone since its answer was lost ends as refused, and is tried no more', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await write(world, [setting('amount', '27500')]);
    const changeId = change?.changeId ?? '';
    world.crm.faults.lostAnswers = 1;
    assert.equal((await undoChanges({ ctx: world.ctx, input: { changeId } })).underWay, 1);
    await world.crm.archiveRecord(deal);
    const ctx = { ...world.ctx, actor: { type: 'system', component: 'finish-undo' } as const };
    assert.deepEqual(await finishUndo({ ctx, input: { changeId } }), { state: 'undo_refused' });
    const where = and(eq(dueWork.workspaceId, world.ctx.workspaceId), eq(dueWork.kind, 'finish-undo'));
    assert.deepEqual(await world.ctx.db.select().from(dueWork).where(where), []);
  });
});
