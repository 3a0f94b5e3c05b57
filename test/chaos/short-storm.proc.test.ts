import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sophiaWorlds } from '#test/sophia-world';
import { runStorm } from './run-storm.ts';

const worlds = await sophiaWorlds();

describe('a short storm', { timeout: 1_800_000 }, () => {
  it('leaves every call analyzed, written and told of once, through faults and kills', async (context) => {
    const world = await worlds.createEmpty();
    const { checks, counts, timeline } = await runStorm({
      world,
      seed: 'short',
      calls: 6,
      kills: 2,
      processes: world.databaseUrl === null ? 1 : 2,
      slack: 'http',
      lostEvery: 6,
      quietMs: 900_000,
      idleMs: 3500,
      note: (line) => context.diagnostic(line),
    });
    const failed = checks.filter(({ problems }) => problems.length > 0);
    assert.deepEqual(failed, [], timeline.join('\n'));
    // Of six, one has no transcript, one is private, and one turns private; the one that vanishes was analyzed before.
    assert.equal(counts['analyzed'], 3);
    assert.deepEqual([counts['turned private'], counts['vanished']], [1, 1]);
    assert.ok((counts['activities'] ?? 0) > 0 && (counts['messages'] ?? 0) > 0, JSON.stringify(counts));
  });
});
