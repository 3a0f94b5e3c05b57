import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { transact } from '#platform/db';
import { and, asc, eq, inArray } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { needs } from '#test/needs';
import { waitUntil } from '#test/wait-until';
import { crmRecords, refreshRecords } from '../index.ts';

const suite = await databaseForSuite();

describe('records that two processes store at once', () => {
  it('are locked in one order, whatever the order they were read in', needs.realPostgres, async () => {
    const { ctx, crm } = await createChangeWorld(suite);
    const input = { objectType: 'contact' as const, properties: ['firstname'] };
    const externalIds = ['two', 'one'];
    for (const externalId of externalIds) {
      crm.seed({ objectType: 'contact', externalId }, { firstname: { value: externalId, source: 'import' } });
      await refreshRecords({ ctx, input: { ...input, externalIds: [externalId] } });
    }
    const rows = await ctx.db
      .select({ id: crmRecords.id, externalId: crmRecords.externalId })
      .from(crmRecords)
      .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), inArray(crmRecords.externalId, externalIds)))
      .orderBy(asc(crmRecords.id));
    const [first, last] = rows;
    assert.ok(first !== undefined && last !== undefined);
    const readLastFirst = [last.externalId, first.externalId];
    const locked = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const holding = transact({ ctx }, async ({ db }) => {
      await db.select().from(crmRecords).where(eq(crmRecords.id, last.id)).for('update');
      locked.resolve();
      await released.promise;
    });
    await locked.promise;
    const refreshed = refreshRecords({ ctx, input: { ...input, externalIds: readLastFirst } });
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
});
