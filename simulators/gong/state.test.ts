import assert from 'node:assert/strict';
import { it } from 'node:test';
import { smallWorld } from '../world/small-world.ts';
import { gongStateOf } from './state.ts';

it('lets the calls about deals whose owner has left end last', () => {
  const world = smallWorld();
  const [call] = world.upcomingCalls;
  const [first, second] = world.deals;
  const [owner] = world.employees;
  assert.ok(call !== undefined && first !== undefined && second !== undefined && owner !== undefined);
  const gone = { ...owner, key: 'gone', leftAt: '2026-09-01T08:00:00Z' };
  const state = gongStateOf({
    world: {
      ...world,
      employees: [...world.employees, gone],
      deals: [{ ...first, ownerKey: 'gone' }, second],
      upcomingCalls: [
        { ...call, gongId: '1', dealKey: first.key },
        { ...call, gongId: '2', dealKey: second.key },
        { ...call, gongId: '3', dealKey: null },
      ],
    },
    previous: null,
  });
  assert.deepEqual(
    state.upcoming.map(({ gongId }) => gongId),
    ['2', '3', '1'],
  );
});
