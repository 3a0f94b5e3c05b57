import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHealthRegistry } from '#platform/health';
import { createChangeWorld, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { personOf } from '#test/graph-world';
import { workContextOf } from '#test/work-context';
import { performOperation } from './perform-operation.ts';

const suite = await databaseForSuite();

describe('a deal', () => {
  it('is shown to somebody who may not read what is proposed for it, without that', async () => {
    const world = await createChangeWorld(suite);
    await world.propose([setting('amount', '27500')]);
    const { ctx } = workContextOf(world.ctx);
    const input = { name: 'Larkspur Hill' };
    const health = createHealthRegistry({ clock: ctx.clock });
    const all = await performOperation('deals.get', { ctx, health, input });
    assert.equal(all.openChangeSets?.length, 1);
    const reader = personOf('rosa@tidewater.example', { role: 'read_only', seesOnly: null });
    const shown = await performOperation('deals.get', { ctx: { ...ctx, actor: reader }, health, input });
    assert.deepEqual([shown.name, shown.openChangeSets], ['Larkspur Hill', null]);
  });
});
