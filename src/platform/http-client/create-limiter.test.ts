import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFixedClock } from '#platform/clock';
import { createLimiter } from './create-limiter.ts';

const start = new Date('2026-09-14T15:00:00Z');
const gongLimit = { requests: 1, windowMs: 340 };

/** When each of so many requests that all begin at once may start, each asking again after the wait that it is told. */
async function startsOf({ limit, count }: { limit: { requests: number; windowMs: number }; count: number }) {
  const clock = createFixedClock(start);
  const limiter = createLimiter({ host: 'gong.example', limit, settings: { clock, random: () => 0 } });
  const starts: number[] = [];
  for (let waiting = count; waiting > 0; waiting = count - starts.length) {
    const waits: number[] = [];
    for (let request = 0; request < waiting; request += 1) {
      const waitMs = await limiter.takeTurn();
      if (waitMs === 0) starts.push(clock.now().getTime());
      else waits.push(waitMs);
    }
    if (waits.length > 0) clock.advance(Math.min(...waits));
  }
  return starts;
}

describe('the limit of a host', () => {
  it('of three in a second is kept in any second of a burst of five hundred, and used', async () => {
    const starts = await startsOf({ limit: gongLimit, count: 500 });
    assert.equal(starts.length, 500);
    const most = Math.max(...starts.map((from) => starts.filter((at) => at >= from && at < from + 1000).length));
    assert.equal(most, 3);
    assert.equal((starts.at(-1) ?? 0) - (starts[0] ?? 0), 499 * gongLimit.windowMs);
  });

  it('lets so many start in each window, and begins one with the first turn after the one before', async () => {
    const clock = createFixedClock(start);
    const limit = { requests: 2, windowMs: 1000 };
    const limiter = createLimiter({ host: 'crm.example', limit, settings: { clock, random: () => 0 } });
    const waits = [];
    for (const advanceMs of [0, 400, 100, 499, 1, 700, 299, 1]) {
      clock.advance(advanceMs);
      waits.push(await limiter.takeTurn());
    }
    assert.deepEqual(waits, [0, 0, 500, 1, 0, 0, 1, 0]);
  });

  it('begins anew where the clock of the machine was put back', async () => {
    const clock = createFixedClock(start);
    const limiter = createLimiter({ host: 'gong.example', limit: gongLimit, settings: { clock, random: () => 0 } });
    assert.equal(await limiter.takeTurn(), 0);
    clock.advance(-3_600_000);
    assert.equal(await limiter.takeTurn(), 0);
    assert.equal(await limiter.takeTurn(), gongLimit.windowMs);
  });
});
