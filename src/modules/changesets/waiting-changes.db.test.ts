import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createChangeWorld, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { getChange, listWaitingChanges } from './index.ts';

const suite = await databaseForSuite();
const notFound = { code: 'change.not-found' };

describe('changes that wait', () => {
  test('are listed with their number, and belong to their workspace', async () => {
    const world = await createChangeWorld(suite);
    await world.propose([setting('amount', '27500'), setting('closedate', '2026-12-11')]);
    const { changes, total } = await listWaitingChanges({ ctx: world.ctx, input: { limit: 1 } });
    assert.deepEqual([changes.length, total, changes[0]?.state], [1, 2, 'waiting']);
    const elsewhere = suite.createContext({ workspaceId: await suite.createWorkspace() });
    assert.equal((await listWaitingChanges({ ctx: elsewhere, input: { limit: 5 } })).total, 0);
    const webhook = suite.createContext({
      workspaceId: world.ctx.workspaceId,
      actor: { type: 'webhook', source: 'slack' },
    });
    await assert.rejects(listWaitingChanges({ ctx: webhook, input: { limit: 5 } }), { code: 'access.denied' });
  });

  test('are found by their id or by as much of it as is unique', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('amount', '27500'), setting('closedate', '2026-12-11')]);
    const changeId = change?.changeId ?? '';
    for (const reference of [changeId, changeId.slice(0, -1), changeId.slice(-12)]) {
      assert.equal((await getChange({ ctx: world.ctx, input: { changeId: reference } })).changeId, changeId);
    }
    await assert.rejects(getChange({ ctx: world.ctx, input: { changeId: 'chg_' } }), notFound);
    await assert.rejects(getChange({ ctx: world.ctx, input: { changeId: '%' } }), notFound);
    const elsewhere = suite.createContext({ workspaceId: await suite.createWorkspace() });
    await assert.rejects(getChange({ ctx: elsewhere, input: { changeId } }), notFound);
  });
});
