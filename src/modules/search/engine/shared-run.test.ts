import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SharedRun } from './shared-run.ts';

/** Work that ends when it is told to. */
function createWork() {
  const begun: PromiseWithResolvers<void>[] = [];
  return {
    begun,
    work: () => {
      const own = Promise.withResolvers<void>();
      begun.push(own);
      return own.promise;
    },
  };
}

describe('a shared run', () => {
  test('is one for all who ask while another is under way, and begins after it', async () => {
    const { begun, work } = createWork();
    const runs = new SharedRun();
    const first = runs.run(work);
    const others = [runs.run(work), runs.run(work), runs.run(work)];
    assert.equal(begun.length, 1);
    begun[0]?.resolve();
    await first;
    await Promise.resolve();
    const late = runs.run(work);
    assert.equal(begun.length, 2);
    begun[1]?.resolve();
    await Promise.all(others);
    await Promise.resolve();
    assert.equal(begun.length, 3, 'who asked during the second gets one that began after they asked');
    begun[2]?.resolve();
    await late;
    const again = runs.run(work);
    assert.equal(begun.length, 4);
    begun[3]?.resolve();
    await again;
  });

  test('that fails says so to those who share it, and to no other', async () => {
    const { begun, work } = createWork();
    const runs = new SharedRun();
    const first = runs.run(work);
    const second = runs.run(work);
    begun[0]?.reject(new Error('The first breaks.'));
    await assert.rejects(first, /first breaks/);
    await Promise.resolve();
    begun[1]?.resolve();
    await second;
  });
});
