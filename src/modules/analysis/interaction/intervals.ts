import type { Turn } from '#contracts';

/** A stretch of time, [startMs, endMs). */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/** The stretches in which a turn was spoken: its cues, or the turn as a whole where the source has no cues. */
export function talkOf(turn: Turn): Interval[] {
  const parts = turn.cues.length > 0 ? turn.cues : [turn];
  return parts.flatMap(({ startMs, endMs }) =>
    startMs === null || endMs === null || endMs < startMs ? [] : [{ startMs, endMs }],
  );
}

/** Joins intervals that touch or overlap; in order. */
export function unionOf(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.toSorted((one, other) => one.startMs - other.startMs || one.endMs - other.endMs);
  const joined: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else joined.push({ startMs, endMs });
  }
  return joined;
}

export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((total, interval) => total + interval.endMs - interval.startMs, 0);
}

/** How long at least two of the speakers spoke at once; each one's intervals are a union. */
export function overlapOf(speakers: readonly (readonly Interval[])[]): number {
  const events = speakers
    .flat()
    .flatMap(({ startMs, endMs }) => [
      { at: startMs, step: 1 },
      { at: endMs, step: -1 },
    ])
    .sort((one, other) => one.at - other.at || one.step - other.step);
  let speaking = 0;
  let previous = 0;
  let overlapMs = 0;
  for (const { at, step } of events) {
    if (speaking >= 2) overlapMs += at - previous;
    speaking += step;
    previous = at;
  }
  return overlapMs;
}

/** The stretches between intervals of a union in which nobody speaks. */
export function gapsOf(union: readonly Interval[]): number[] {
  return union.slice(1).map((interval, index) => interval.startMs - (union[index]?.endMs ?? interval.startMs));
}
