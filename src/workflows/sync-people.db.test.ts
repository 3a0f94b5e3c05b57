import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listSyncCursors } from '#modules/intake';
import { dueWork } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { createMetrics } from '#platform/telemetry';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { plainRun } from '#test/plain-run';
import { workContextOf } from '#test/work-context';
import { syncPeople } from './sync-people.ts';

const suite = await databaseForSuite();

describe('reading who our people are', () => {
  it('names a system that refuses at its stream, looks again in an hour (soon where it does not answer), and takes the note away', async () => {
    const world = await createChangeWorld(suite);
    const { ctx } = workContextOf(world.ctx);
    const { workspaceId } = ctx;
    const workflow = syncPeople({
      contextFor: ({ actor }) => ({ ...ctx, actor }),
      metrics: createMetrics(),
      processChat: null,
      random: () => 0,
    });
    async function read(): Promise<unknown[]> {
      await workflow.runUnchecked({ run: plainRun, input: { workspaceId, requestId: 'req_1' } });
      const { cursors } = await listSyncCursors({ ctx });
      return cursors
        .filter(({ stream }) => stream === 'people')
        .map(({ source, lastSuccessAt, problem }) => [source, lastSuccessAt !== null, problem?.code ?? null]);
    }
    const work = { ctx, kind: 'sync-people', subject: 'all', payload: { lastRunId: 'run_1' } };
    await scheduleWork({ ...work, dueAt: ctx.clock.now() });
    const listOwners = world.crm.listOwners.bind(world.crm);
    world.crm.listOwners = () => Promise.reject(new SophiaError('vendor.unauthorized', 'HubSpot refuses the token.'));
    assert.deepEqual(await read(), [
      ['hubspot', false, 'vendor.unauthorized'],
      ['slack', true, null],
    ]);
    const due = await ctx.db
      .select({ dueAt: dueWork.dueAt })
      .from(dueWork)
      .where(and(eq(dueWork.workspaceId, workspaceId), eq(dueWork.kind, 'sync-people')));
    assert.deepEqual(due, [{ dueAt: new Date(ctx.clock.now().getTime() + 3_600_000) }]);
    world.crm.listOwners = () => Promise.reject(new SophiaError('vendor.unavailable', 'HubSpot does not answer.'));
    await assert.rejects(read(), { code: 'vendor.unavailable' });
    const soon = await ctx.db
      .select({ payload: dueWork.payload, dueAt: dueWork.dueAt })
      .from(dueWork)
      .where(eq(dueWork.workspaceId, workspaceId));
    assert.deepEqual(soon, [{ payload: work.payload, dueAt: new Date(ctx.clock.now().getTime() + 600_000) }]);
    world.crm.listOwners = listOwners;
    assert.deepEqual(await read(), [
      ['hubspot', true, null],
      ['slack', true, null],
    ]);
  });
});
