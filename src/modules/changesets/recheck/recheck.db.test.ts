import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { type ChangeWorld, createChangeWorld, deal, dealOwner, draftOf, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { getChangeSet, listChangeSets, previewChanges, recheckDeal } from '../index.ts';

const suite = await databaseForSuite();
const system = { type: 'system', component: 'test' } as const;

function recordIdOf({ ctx }: ChangeWorld): string {
  return `${ctx.workspaceId}-deal-501`;
}

/** Somebody changes the deal in the CRM, and the mirror follows. */
async function edit(world: ChangeWorld, change: { property: string; value: string }): Promise<void> {
  world.crm.edit(deal, { ...change, source: 'person' });
  await world.sync();
}

function recheck(world: ChangeWorld, properties: string[]) {
  return recheckDeal({ ctx: world.as(system), input: { recordId: recordIdOf(world), properties } });
}

async function changesOf(world: ChangeWorld, changeSetId: string) {
  return (await getChangeSet({ ctx: world.ctx, input: { changeSetId } })).changes;
}

describe('a deal that has changed in the CRM', () => {
  test('has what was planned on the old value asked about anew, with the new one beside it, once', async () => {
    const world = await createChangeWorld(suite);
    const [planned, other] = await world.propose([setting('closedate', '2026-10-30'), setting('amount', '27500')]);
    await edit(world, { property: 'closedate', value: '2026-11-15' });
    const { withdrawn, reopenedSetIds, waitingSetIds } = await recheck(world, ['closedate']);
    assert.deepEqual([withdrawn, reopenedSetIds.length, waitingSetIds.length], [0, 1, 2]);
    const first = await changesOf(world, planned?.changeSetId ?? '');
    assert.deepEqual(
      first.map(({ changeId, state }) => [changeId, state]),
      [
        [planned?.changeId, 'expired'],
        [other?.changeId, 'waiting'],
      ],
    );
    assert.match(first[0]?.problem ?? '', /Since it was proposed, it was set to "2026-11-15" by Maya Okafor .*anew/);
    const [again] = await changesOf(world, reopenedSetIds[0] ?? '');
    assert.deepEqual([again?.state, again?.oldValue, again?.rule], ['waiting', '2026-11-15', 'a-rule']);
    assert.deepEqual((await recheck(world, ['closedate'])).reopenedSetIds, []);
    const audited = await world.ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, world.ctx.workspaceId), eq(auditRecords.action, 'changes.rechecked')));
    assert.equal(audited.length, 1);
  });

  test('has withdrawn what the CRM has by now, what is behind its stage, and all once it is closed', async () => {
    const world = await createChangeWorld(suite);
    const planned = await world.propose([
      setting('closedate', '2026-10-30'),
      setting('dealstage', 's2'),
      setting('amount', '27500'),
      draftOf({ type: 'associate', to: { objectType: 'contact', externalId: '301' } }),
    ]);
    const setId = planned[0]?.changeSetId ?? '';
    await edit(world, { property: 'closedate', value: '2026-10-30' });
    assert.equal((await recheck(world, ['closedate'])).withdrawn, 1);
    await edit(world, { property: 'dealstage', value: 's3' });
    assert.equal((await recheck(world, ['dealstage'])).withdrawn, 2);
    const changes = await changesOf(world, setId);
    assert.deepEqual(
      changes.map(({ state, problem }) => [state, problem]),
      [
        ['expired', 'The CRM has this value by now.'],
        ['expired', 'The deal is closed by now (Closed won).'],
        ['expired', 'The deal is closed by now (Closed won).'],
        ['waiting', null],
      ],
    );
  });

  test('is rechecked by what runs by itself, in its own workspace, with input that makes sense', async () => {
    const world = await createChangeWorld(suite);
    const other = await createChangeWorld(suite);
    const input = { recordId: recordIdOf(world), properties: ['closedate'] };
    await assert.rejects(recheckDeal({ ctx: world.as(dealOwner), input }), { code: 'access.denied' });
    await assert.rejects(recheckDeal({ ctx: other.ctx, input }), { code: 'record.not-found' });
    await assert.rejects(recheckDeal({ ctx: world.ctx, input: { ...input, properties: [] } }), {
      code: 'input.invalid',
    });
  });
});

describe('what a past call would change', () => {
  const saidAt = '2026-09-10T15:00:00.000Z';

  test('is judged as ever, and stores nothing', async () => {
    const world = await createChangeWorld(suite);
    const drafts = [setting('closedate', '2026-10-30'), setting('risk_factors', 'Budget')];
    const previews = await previewChanges({ ctx: world.ctx, input: { saidAt, tainted: false, drafts } });
    assert.deepEqual(
      previews.map(({ state, oldValue }) => [state, oldValue]),
      [
        ['waiting', null],
        ['suggested', 'None so far'],
      ],
    );
    const { changeSets } = await listChangeSets({ ctx: world.ctx, input: { limit: 10, beforeId: null } });
    assert.deepEqual(changeSets, []);
  });

  test('stays as it is where somebody set it after the call, or was asked before, whatever came of it', async () => {
    const world = await createChangeWorld(suite);
    const drafts = [setting('amount', '27500')];
    const early = { saidAt: '2026-08-20T15:00:00.000Z', tainted: false, drafts };
    const [late] = await previewChanges({ ctx: world.ctx, input: early });
    assert.deepEqual(
      [late?.state, late?.reason],
      ['refused', 'Somebody has set the value after the call, on 2026-09-01.'],
    );
    const closing = [setting('closedate', '2026-10-30')];
    const [asked] = await world.propose(closing);
    await edit(world, { property: 'closedate', value: '2026-10-30' });
    await recheck(world, ['closedate']);
    await edit(world, { property: 'closedate', value: '' });
    const input = { saidAt: '2026-12-01T15:00:00.000Z', tainted: false, drafts: closing };
    const [again] = await previewChanges({ ctx: world.ctx, input });
    assert.equal(again?.state, 'refused');
    assert.match(again.reason, new RegExp(`proposed from this call before: the change ${asked?.changeId} is expired`));
  });

  test('is looked at by whoever may propose, with input that makes sense, in one workspace', async () => {
    const world = await createChangeWorld(suite);
    const other = await createChangeWorld(suite);
    const drafts = [setting('closedate', '2026-10-30')];
    await world.propose(drafts);
    const input = { saidAt, tainted: false, drafts };
    await assert.rejects(previewChanges({ ctx: world.as(dealOwner), input }), { code: 'access.denied' });
    await assert.rejects(previewChanges({ ctx: world.ctx, input: { ...input, saidAt: 'then' } }), {
      code: 'input.invalid',
    });
    const [elsewhere] = await previewChanges({ ctx: other.ctx, input });
    assert.equal(elsewhere?.state, 'waiting', 'what waits in another workspace is not seen');
  });
});
