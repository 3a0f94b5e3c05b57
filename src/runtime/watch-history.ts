import { setTimeout as wait } from 'node:timers/promises';
import type { BatchProgress } from '#contracts';
import { readSyncCursor } from '#modules/intake';
import { listLedgerDays } from '#modules/ledger';
import type { ContextMaker } from './create-contexts.ts';
import { workspaceIds } from './workspace-ids.ts';

const watchIntervalMs = 500;

/** Reports how far the history of the simulated company is taken in, until all of it is analyzed or named as a gap. */
export async function watchHistory({
  contextFor,
  onProgress,
  signal,
}: {
  contextFor: ContextMaker;
  onProgress: (progress: BatchProgress) => void;
  signal: AbortSignal;
}): Promise<BatchProgress> {
  const ctx = contextFor({ workspaceId: workspaceIds.example });
  for (;;) {
    const { days } = await listLedgerDays({ ctx, input: { since: '2000-01-01' } });
    const total = days.reduce((sum, day) => sum + day.expected, 0);
    const analyzed = days.reduce((sum, day) => sum + day.analyzed, 0);
    const failed = days.reduce((sum, day) => sum + day.gaps, 0);
    const isListed = (await readSyncCursor({ ctx, input: { source: 'gong', stream: 'calls' } })) !== null;
    const finished = isListed && analyzed + failed >= total;
    const counts = { pending: total - analyzed - failed, imported: 0, analyzed, unchanged: 0, refused: 0, failed };
    const progress = { batchId: 'history', finished, total, counts, ahead: 0 };
    onProgress(progress);
    if (finished || signal.aborted) return progress;
    await wait(watchIntervalMs, undefined, { signal }).catch(() => undefined);
  }
}
