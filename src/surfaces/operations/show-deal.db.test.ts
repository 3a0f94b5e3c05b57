import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createChangeWorld, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { personOf } from '#test/graph-world';
import { workContextOf } from '#test/work-context';
import { showDeal } from './show-deal.ts';

const suite = await databaseForSuite();

describe('a deal', () => {
  it('is shown to somebody who may not read what is proposed for it, without that', async () => {
    const world = await createChangeWorld(suite);
    await world.propose([setting('amount', '27500')]);
    const { ctx } = workContextOf(world.ctx);
    const input = { name: 'Larkspur Hill' };
    assert.equal((await showDeal({ ctx, input })).openChangeSets?.length, 1);
    const reader = personOf('rosa@tidewater.example', { role: 'read_only', seesOnly: null });
    const shown = await showDeal({ ctx: { ...ctx, actor: reader }, input });
    assert.deepEqual([shown.name, shown.openChangeSets], ['Larkspur Hill', null]);
  });
});
