import { performance } from 'node:perf_hooks';
import type { BatchProgress } from '#contracts';
import type { Terminal } from './terminal.ts';
import { counted } from './wording.ts';

export interface ProgressDisplay {
  update(progress: BatchProgress): void;
  end(progress: BatchProgress): void;
}

const plainIntervalMs = 5000;
const barWidth = 24;

/**
 * Shows how far a batch is, or what it waits for: one line that is drawn over on a terminal, otherwise a line now and
 * then. The rate counts from the moment that the batch has its turn.
 */
export function createProgress({ terminal, label }: { terminal: Terminal; label: string }): ProgressDisplay {
  let startedAtMs = performance.now();
  let doneBefore: number | null = null;
  const live = terminal.messages.isTTY === true;
  let lastPlainMs = startedAtMs;
  let lastText = '';
  return {
    update: (progress) => {
      const nowMs = performance.now();
      if (progress.ahead > 0) startedAtMs = nowMs;
      doneBefore ??= doneIn(progress);
      const text = describe({ label, progress, elapsedMs: nowMs - startedAtMs, doneBefore });
      if (live && text !== lastText) terminal.messages.write(`\r\u001b[2K${text}`);
      if (!live && nowMs - lastPlainMs >= plainIntervalMs) {
        lastPlainMs = nowMs;
        terminal.messages.write(`${text}\n`);
      }
      lastText = text;
    },
    end: (progress) => {
      const elapsedMs = performance.now() - startedAtMs;
      const text = describe({ label, progress, elapsedMs, doneBefore: doneBefore ?? doneIn(progress) });
      terminal.messages.write(live ? `\r\u001b[2K${text}\n` : `${text}\n`);
    },
  };
}

function describe({
  label,
  progress,
  elapsedMs,
  doneBefore,
}: {
  label: string;
  progress: BatchProgress;
  elapsedMs: number;
  /** What was done before anybody looked says nothing of the rate. */
  doneBefore: number;
}): string {
  const { counts, total } = progress;
  const done = doneIn(progress);
  const share = total === 0 ? 0 : done / total;
  const filled = Math.round(share * barWidth);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
  if (total === 0) return `${label} ${bar} ${progress.finished ? 'none' : 'being listed'}`;
  const worked = done - doneBefore;
  const perSecond = elapsedMs > 0 ? (worked / elapsedMs) * 1000 : 0;
  const rate = worked === 0 ? '' : `, ${perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1)} per second`;
  const left = worked === 0 || done === total ? '' : `, ${formatSeconds((total - done) / perSecond)} left`;
  const wait = progress.ahead === 0 ? '' : `, waits for ${counted(progress.ahead, 'file')} of earlier imports`;
  const problems = counts.refused + counts.failed;
  const trouble = problems === 0 ? '' : `, ${problems} not readable`;
  return `${label} ${bar} ${done} of ${total}${wait}${trouble}${rate}${left}`;
}

function doneIn({ counts }: BatchProgress): number {
  return counts.analyzed + counts.unchanged + counts.refused + counts.failed;
}

function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
