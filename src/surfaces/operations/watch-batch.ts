import { setTimeout as wait } from 'node:timers/promises';
import { getBatchProgress } from '#modules/calls';
import { SophiaError } from '#platform/errors';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

const progressIntervalMs = 50;
/** Watching takes a tenth of the database's time at most, however large a batch is. */
const shareOfTime = 10;
/** A database server that restarts drops its connections; the work goes on, and so does the watching. */
const patience = 5;
const pauseAfterFailureMs = 200;

/** Tells how far a batch has come until it has ended. */
export async function watchBatch({
  ctx,
  input,
  emit,
  signal,
}: OperationCall<'batches.watch'>): Promise<OperationOutput<'batches.watch'>> {
  let failures = 0;
  for (;;) {
    const askedAtMs = performance.now();
    try {
      const progress = await getBatchProgress({ ctx, input });
      if (progress.finished || signal.aborted) return progress;
      emit(progress);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (error instanceof SophiaError || failures > patience) throw error;
    }
    const pauseMs =
      failures === 0
        ? Math.max(progressIntervalMs, (performance.now() - askedAtMs) * shareOfTime)
        : failures * pauseAfterFailureMs;
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
