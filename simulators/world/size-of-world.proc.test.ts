import assert from 'node:assert/strict';
import { it } from 'node:test';
import { generateWorld } from './index.ts';

const today = '2026-11-27';

it('a world takes less than three seconds of processor time', () => {
  const start = process.cpuUsage();
  generateWorld({ seed: 'speed', today });
  const { user, system } = process.cpuUsage(start);
  assert.ok((user + system) / 1000 < 3000, `took ${(user + system) / 1000} ms`);
});

it('a large world has calls of 1,500 and of 9,000 words', () => {
  const { calls, deals } = generateWorld({ seed: 'large', today, size: 'large' });
  const words = calls
    .filter(({ kind }) => kind !== 'lost' && kind !== 'cold_call')
    .map(({ monologues }) =>
      monologues.flatMap(({ sentences }) => sentences).reduce((total, { text }) => total + text.split(' ').length, 0),
    );
  assert.ok(deals.length > 180);
  assert.ok(Math.min(...words) >= 1500, `the shortest has ${Math.min(...words)}`);
  assert.ok(words.filter((count) => count >= 9000).length >= 10);
});
