import type { TranscriptLine } from './render-lines.ts';

export interface WindowLimits {
  readonly maxCharacters: number;
  /** How much of a window is repeated at the start of the next, so that a question keeps its answer. */
  readonly overlapCharacters: number;
}

/** Cuts a call into runs of lines that each fit a request; neighbors share lines. */
export function cutWindows(lines: readonly TranscriptLine[], limits: WindowLimits): TranscriptLine[][] {
  const windows: TranscriptLine[][] = [];
  let start = 0;
  while (start < lines.length) {
    const end = endOfWindow({ lines, start, maxCharacters: limits.maxCharacters });
    windows.push(lines.slice(start, end));
    if (end === lines.length) break;
    start = Math.max(start + 1, startOfOverlap({ lines, end, overlapCharacters: limits.overlapCharacters }));
  }
  return windows;
}

/** The same lines as two windows of about equal size, or null where there is only one line. */
export function halve(window: readonly TranscriptLine[]): [TranscriptLine[], TranscriptLine[]] | null {
  if (window.length < 2) return null;
  const total = window.reduce((sum, line) => sum + line.text.length, 0);
  const end = endOfWindow({ lines: window, start: 0, maxCharacters: total / 2 });
  const middle = Math.min(window.length - 1, end);
  return [window.slice(0, middle), window.slice(Math.max(1, middle - 1))];
}

function endOfWindow(options: { lines: readonly TranscriptLine[]; start: number; maxCharacters: number }): number {
  const { lines, start, maxCharacters } = options;
  let end = start;
  let characters = 0;
  while (end < lines.length) {
    characters += lines[end]?.text.length ?? 0;
    if (characters > maxCharacters && end > start) break;
    end += 1;
  }
  return end;
}

function startOfOverlap(options: { lines: readonly TranscriptLine[]; end: number; overlapCharacters: number }): number {
  const { lines, end, overlapCharacters } = options;
  let start = end;
  let characters = 0;
  while (start > 0) {
    characters += lines[start - 1]?.text.length ?? 0;
    if (characters > overlapCharacters) break;
    start -= 1;
  }
  return start;
}
