import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createFaultPlan, Fault } from './fault.ts';
import { createRateWindows } from './rate-windows.ts';
import { createSeededRandom } from './seeded-random.ts';

it('strikes with its probability, the same way for the same seed', () => {
  function strikes(seed: string): boolean[] {
    const plan = createFaultPlan({ random: createSeededRandom({ seed }) });
    plan.add(Fault.parse({ kind: 'latency', probability: 0.3, times: null }));
    return Array.from({ length: 200 }, () => plan.take({ kinds: ['latency'], places: ['GET /'] }) !== null);
  }
  assert.deepEqual(strikes('a'), strikes('a'));
  assert.notDeepEqual(strikes('a'), strikes('b'));
  const share = strikes('a').filter(Boolean).length;
  assert.ok(share > 35 && share < 85, String(share));
});

it('strikes only in its place, and the rest of a pattern is taken as it stands', () => {
  const plan = createFaultPlan({ random: createSeededRandom({ seed: 'a' }) });
  plan.add(Fault.parse({ kind: 'latency', route: 'GET /v2/calls/*', times: null }));
  function take(place: string): boolean {
    return plan.take({ kinds: ['latency'], places: [place] }) !== null;
  }
  assert.deepEqual(['GET /v2/calls/1', 'GET /v2/calls', 'GET /v2xcalls/1', 'POST /v2/calls/1'].map(take), [
    true,
    false,
    false,
    false,
  ]);
});

it('goes on from a position of its randomness', () => {
  const first = createSeededRandom({ seed: 'a' });
  first.next();
  const second = createSeededRandom({ seed: 'other', position: first.position() });
  assert.equal(second.next(), first.next());
});

it('counts a large window as a whole and tells how long to wait', () => {
  let nowMs = 0;
  const limits = createRateWindows(() => nowMs);
  const take = { key: 'day', limit: 10_000, windowMs: 86_400_000 };
  for (let count = 0; count < 10_000; count += 1) assert.equal(limits.take(take).allowed, true);
  nowMs = 86_300_000;
  assert.deepEqual(limits.take(take), { allowed: false, remaining: 0, retryAfterMs: 100_000 });
  nowMs = 86_400_000;
  assert.equal(limits.take(take).remaining, 9_999);
});
