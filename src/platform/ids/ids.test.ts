import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFixedClock } from '#platform/clock';
import { createIds } from './ids.ts';

test('ids of one instant sort in the order they were made, and later ones behind them', () => {
  const clock = createFixedClock(new Date('2026-09-14T15:00:00Z'));
  const ids = createIds(clock);
  const made = Array.from({ length: 500 }, () => ids.create('call'));
  clock.advance(1);
  made.push(ids.create('call'));
  assert.deepEqual([...made].sort(), made);
  assert.equal(new Set(made).size, made.length);
  assert.match(made[0] ?? '', /^call_[0-9a-f]{32}$/);
});
