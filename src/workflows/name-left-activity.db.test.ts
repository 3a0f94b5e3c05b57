import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChangeSet, changeSets } from '#modules/changesets';
import { listDrifts } from '#modules/ledger';
import { dueWork, effects } from '#platform/db';
import { and, eq } from '#platform/sql';
import { contact, createChangeWorld, deal, draftOf } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { plainRun } from '#test/plain-run';
import { workContextOf } from '#test/work-context';
import { nameLeftActivity } from './name-left-activity.ts';

const suite = await databaseForSuite();
const associatedWith = [deal, contact];

const note = draftOf({
  type: 'create_activity',
  objectType: 'note',
  properties: { hs_note_body: 'What was said', hs_timestamp: '2026-09-14T15:00:00.000Z' },
  associatedWith,
});

/** A note whose answer was lost, and then the set that wanted it is gone with its call. */
async function openWorld() {
  const world = await createChangeWorld(suite);
  const { ctx } = workContextOf(world.ctx);
  const { workspaceId } = ctx;
  const [change] = await world.propose([note]);
  assert.ok(change !== undefined);
  const { changeId, changeSetId } = change;
  world.crm.faults.lostAnswers = 1;
  await applyChangeSet({ ctx, input: { changeSetId } });
  await ctx.db.delete(changeSets).where(eq(changeSets.id, changeSetId));
  const workflow = nameLeftActivity({ contextFor: ({ actor }) => ({ ...ctx, actor }) });
  const input = { changeId, objectType: 'note', associatedWith, record: 'deal 501 (Larkspur Hill)' };
  return {
    ctx,
    crm: world.crm,
    changeId,
    look: (looks: number) =>
      workflow.runUnchecked({ run: plainRun, input: { workspaceId, requestId: 'req_1', ...input, looks } }),
    named: async () =>
      (await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } })).drifts.flatMap(({ lines }) =>
        lines.map(({ label }) => label),
      ),
    due: async () =>
      ctx.db
        .select({ subject: dueWork.subject, payload: dueWork.payload, dueAt: dueWork.dueAt })
        .from(dueWork)
        .where(and(eq(dueWork.workspaceId, workspaceId), eq(dueWork.kind, 'name-left-activity'))),
    effect: async () => (await ctx.db.select().from(effects).where(eq(effects.workspaceId, workspaceId)))[0],
  };
}

describe('an activity that was being made as its call was taken out', () => {
  it('is found by its marker, noted, and named once with its id', async () => {
    const world = await openWorld();
    assert.deepEqual(world.crm.writes, ['note created']);
    assert.equal((await world.effect())?.state, 'sending');
    for (let time = 0; time < 2; time += 1) await world.look(0);
    const effect = await world.effect();
    assert.equal(effect?.state, 'done');
    assert.deepEqual(await world.named(), [`HubSpot activity ${effect.externalId} at deal 501 (Larkspur Hill)`]);
    assert.deepEqual([world.crm.writes, await world.due()], [['note created'], []]);
  });

  it('is named where its answer came while the call was being taken out', async () => {
    const world = await openWorld();
    const set = { state: 'done', externalId: '977' } as const;
    await world.ctx.db.update(effects).set(set).where(eq(effects.workspaceId, world.ctx.workspaceId));
    await world.look(0);
    assert.deepEqual(await world.named(), ['HubSpot activity 977 at deal 501 (Larkspur Hill)']);
  });

  it('is looked for twice more where it may come to be still, and then no longer', async () => {
    const world = await openWorld();
    const set = { marker: 'never-arrived' };
    await world.ctx.db.update(effects).set(set).where(eq(effects.workspaceId, world.ctx.workspaceId));
    await world.look(0);
    const record = 'deal 501 (Larkspur Hill)';
    const payload = { objectType: 'note', associatedWith, record, looks: 1 };
    const dueAt = new Date(world.ctx.clock.now().getTime() + 600_000);
    assert.deepEqual(await world.due(), [{ subject: world.changeId, payload, dueAt }]);
    await world.ctx.db.delete(dueWork).where(eq(dueWork.workspaceId, world.ctx.workspaceId));
    await world.look(2);
    assert.deepEqual([await world.due(), await world.named(), world.crm.writes], [[], [], ['note created']]);
  });

  it('is looked for again where whoever was about to make it had not come to say so', async () => {
    const world = await openWorld();
    const [effect] = await world.ctx.db
      .delete(effects)
      .where(eq(effects.workspaceId, world.ctx.workspaceId))
      .returning();
    assert.ok(effect !== undefined);
    await world.look(0);
    assert.equal((await world.due()).length, 1);
    await world.ctx.db.insert(effects).values(effect);
    await world.look(1);
    assert.equal((await world.named()).length, 1);
  });

  it('is asked for again later where the CRM is down', async () => {
    const world = await openWorld();
    world.crm.faults.down = true;
    await assert.rejects(world.look(0), { code: 'vendor.unavailable' });
    world.crm.faults.down = false;
    await world.look(0);
    assert.equal((await world.named()).length, 1);
  });
});
