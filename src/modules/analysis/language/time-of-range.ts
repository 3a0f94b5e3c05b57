import type { Cue, Turn } from '#contracts';

/** Returns when a range was said; the end is that of the last cue the range reaches into. */
export function timeOfRange(
  turn: Turn,
  range: { start: number; end: number },
): { startMs: number | null; endMs: number | null } {
  const startMs = timeAt(turn, range.start);
  if (startMs === null) return { startMs: null, endMs: null };
  if (turn.cues.length === 0 && turn.endMs === null) return { startMs, endMs: null };
  // The last character's time, moved to that character's end, so that a range ending with its cue ends with it.
  const endMs = timeAtEnd(turn, range.end) ?? startMs;
  return { startMs, endMs: Math.max(startMs, endMs) };
}

/**
 * The time in milliseconds at which an offset of the turn's text was said, interpolated by characters
 * inside its cue, or inside the turn where it has no cues; null where the source has no times.
 */
function timeAt(turn: Turn, offset: number): number | null {
  if (turn.cues.length === 0) {
    if (turn.startMs === null || turn.endMs === null) return turn.startMs;
    return interpolate({ ...turn, startMs: turn.startMs, endMs: turn.endMs, start: 0, end: turn.text.length }, offset);
  }
  const cue = lastCueFrom(turn, offset);
  return cue === undefined ? null : interpolate(cue, offset);
}

function timeAtEnd(turn: Turn, end: number): number | null {
  const cue = lastCueFrom(turn, end - 1);
  return cue === undefined ? timeAt(turn, end) : interpolate(cue, end);
}

/** The last cue that begins at or before an offset, or the first. */
function lastCueFrom(turn: Turn, offset: number): Cue | undefined {
  let low = 0;
  let high = turn.cues.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((turn.cues[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return turn.cues[low];
}

function interpolate(part: { start: number; end: number; startMs: number; endMs: number }, offset: number): number {
  const length = part.end - part.start;
  if (length <= 0) return part.startMs;
  const share = Math.min(1, Math.max(0, (offset - part.start) / length));
  return Math.round(part.startMs + share * (part.endMs - part.startMs));
}
