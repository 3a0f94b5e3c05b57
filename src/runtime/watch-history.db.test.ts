import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BatchProgress } from '#contracts';
import { saveSyncCursor } from '#modules/intake';
import { recordGap, recordStation } from '#modules/ledger';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { workContextOf } from '#test/work-context';
import { watchHistory } from './watch-history.ts';

const suite = await databaseForSuite();

describe('the history of a company, as it is taken in', () => {
  it('is shown by how many calls are listed, analyzed or named as a gap, until none is left', async () => {
    const world = await createChangeWorld(suite);
    const ctx = { ...workContextOf(world.ctx).ctx, actor: { type: 'system', component: 'test' } as const };
    const shown: BatchProgress[] = [];
    async function look(): Promise<BatchProgress> {
      const signal = AbortSignal.abort();
      return watchHistory({ contextFor: () => ctx, onProgress: (progress) => void shown.push(progress), signal });
    }
    assert.equal((await look()).finished, false, 'nothing is listed yet');
    for (const externalId of ['1', '2', '3']) {
      const item = { source: 'gong', externalId, startedAt: new Date('2026-09-14T10:00:00Z') };
      await recordStation({ ctx, input: { ...item, stations: ['expected'] } });
    }
    await recordStation({
      ctx,
      input: { source: 'gong', externalId: '1', stations: ['received', 'stored', 'analyzed'] },
    });
    const gap = {
      missing: 'stored',
      cause: 'transcript_not_ready',
      detail: 'Gong was asked.',
      nextAttemptAt: null,
    } as const;
    await recordGap({ ctx, input: { source: 'gong', externalId: '2', ...gap } });
    await saveSyncCursor({ ctx, input: { source: 'gong', stream: 'calls', position: {}, count: 3 } });
    const half = await look();
    assert.deepEqual([half.finished, half.total], [false, 3]);
    assert.partialDeepStrictEqual(half.counts, { pending: 1, analyzed: 1, failed: 1 });
    await recordStation({
      ctx,
      input: { source: 'gong', externalId: '3', stations: ['received', 'stored', 'analyzed'] },
    });
    assert.partialDeepStrictEqual(await look(), { finished: true, counts: { pending: 0, analyzed: 2, failed: 1 } });
    assert.equal(shown.length, 3);
  });
});
