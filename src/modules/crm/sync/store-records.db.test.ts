import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { transact } from '#platform/db';
import { and, asc, eq, inArray } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { needs } from '#test/needs';
import { waitUntil } from '#test/wait-until';
import { crmPropertyChanges, crmRecords, refreshRecords } from '../index.ts';

const suite = await databaseForSuite();
const input = { objectType: 'contact' as const, properties: ['firstname'] };

/** Two contacts in the mirror: our ids and places in the table run the other way than the CRM's ids. */
async function createTwo() {
  const { ctx, crm } = await createChangeWorld(suite);
  const externalIds = ['two', 'one'];
  for (const externalId of externalIds) {
    crm.seed({ objectType: 'contact', externalId }, { firstname: { value: externalId, source: 'import' } });
    await refreshRecords({ ctx, input: { ...input, externalIds: [externalId] } });
  }
  crm.edit({ objectType: 'contact', externalId: 'two' }, { property: 'firstname', value: 'Ada', source: 'person' });
  await refreshRecords({ ctx, input: { ...input, externalIds: ['two'] } });
  const [first, last] = await ctx.db
    .select({ id: crmRecords.id, externalId: crmRecords.externalId })
    .from(crmRecords)
    .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), inArray(crmRecords.externalId, externalIds)))
    .orderBy(asc(crmRecords.id));
  assert.ok(first !== undefined && last !== undefined);
  return { ctx, crm, first, last };
}

describe('records that two processes store at once', { concurrency: true }, () => {
  it('are locked in one order, whatever the order they were read in', needs.realPostgres, async () => {
    const { ctx, first, last } = await createTwo();
    const locked = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const holding = transact({ ctx }, async ({ db }) => {
      await db.select().from(crmRecords).where(eq(crmRecords.id, last.id)).for('update');
      locked.resolve();
      await released.promise;
    });
    await locked.promise;
    const externalIds = [last.externalId, first.externalId];
    const refreshed = refreshRecords({ ctx, input: { ...input, externalIds } });
    try {
      await waitUntil('the first is locked while the last is waited for', {
        condition: async () => {
          const free = await ctx.db
            .select({ id: crmRecords.id })
            .from(crmRecords)
            .where(eq(crmRecords.id, first.id))
            .for('share', { skipLocked: true });
          return free.length === 0;
        },
      });
    } finally {
      released.resolve();
      await Promise.all([holding, refreshed]);
    }
  });

  it('can be pointed at meanwhile', needs.realPostgres, async () => {
    const { ctx, first } = await createTwo();
    const stored = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const refreshed = refreshRecords({
      ctx,
      input: { ...input, externalIds: [first.externalId] },
      whenStored: async () => {
        stored.resolve();
        await released.promise;
      },
    });
    await stored.promise;
    await ctx.db.insert(crmPropertyChanges).values({
      workspaceId: ctx.workspaceId,
      recordId: first.id,
      property: 'lastname',
      at: ctx.clock.now(),
      value: 'Lovelace',
      source: 'person',
      sourceType: 'CRM_UI',
    });
    released.resolve();
    assert.equal((await refreshed).read, 1);
  });

  it('are as before where what has to stand with them cannot be written', async () => {
    const { ctx, crm, first } = await createTwo();
    const reference = { objectType: 'contact', externalId: first.externalId } as const;
    crm.edit(reference, { property: 'firstname', value: 'Grace', source: 'person' });
    const asked = { ...input, externalIds: [first.externalId] };
    const failed = refreshRecords({
      ctx,
      input: asked,
      whenStored: () => Promise.reject(new Error('The disk is full.')),
    });
    await assert.rejects(failed, /The disk is full/);
    const { recordIds, changedRecordIds } = await refreshRecords({ ctx, input: asked });
    assert.deepEqual([recordIds, changedRecordIds], [[first.id], [first.id]], 'the change is still to be told');
    const again = await refreshRecords({ ctx, input: asked });
    assert.deepEqual([again.recordIds, again.changedRecordIds], [[first.id], []]);
  });
});
