import { daysBetween, shiftDay } from '../days.ts';
import type { DealTrack, TrackPart } from './deal-track.ts';
import type { Observation } from './win-chance.ts';

/** Where the ages of a stage are cut, in days. */
const ageFloors = [90, 60, 30, 15, 0] as const;
/** Of fewer closed deals a chance would be chance. */
const fewestClosed = 8;

/** A deal that closed, after it had been open. */
export interface Closing {
  readonly day: string;
  readonly end: 'won' | 'lost';
}

export type LikenessLevel = 'stage_and_age' | 'stage' | 'all';

export interface Likeness {
  readonly level: LikenessLevel;
  readonly observations: readonly Observation[];
  readonly closed: number;
}

/** Finds, for a deal that is open at the end of `day`, the past deals like it: the same stage at the same age at least. */
export function createLikeness({
  tracks,
  day,
}: {
  tracks: readonly DealTrack[];
  day: string;
}): (part: TrackPart) => Likeness {
  const found = new Map<string, Likeness>();
  const byStage = new Map<string, DealTrack[]>();
  for (const track of tracks) {
    const stages = new Set(track.parts.flatMap(({ state, stageId }) => (state === 'open' ? [stageId ?? ''] : [])));
    for (const stage of stages) {
      const inStage = byStage.get(stage) ?? [];
      inStage.push(track);
      byStage.set(stage, inStage);
    }
  }
  return ({ stageId, stageSince }) => {
    const age = Math.max(0, daysBetween(stageSince, day));
    const floor = ageFloors.find((least) => age >= least) ?? 0;
    const key = JSON.stringify([stageId, floor]);
    const known = found.get(key);
    if (known !== undefined) return known;
    const inStage = byStage.get(stageId ?? '') ?? [];
    const levels = [
      { level: 'stage_and_age' as const, look: () => observe({ tracks: inStage, stageId, age: floor, day }) },
      { level: 'stage' as const, look: () => observe({ tracks: inStage, stageId, age: 0, day }) },
    ];
    const likeness = firstLargeEnough(levels) ?? sized('all', observeAll({ tracks, day }));
    found.set(key, likeness);
    return likeness;
  };
}

/** The end of the deal as it is known; null while it is open, and for one that was never seen open. */
export function closingAfter({ parts }: DealTrack, from: string): Closing | null {
  const closed = parts.find(({ state, fromDay }) => state !== 'open' && fromDay > from);
  return closed === undefined || closed.state === 'open' ? null : { day: closed.fromDay, end: closed.state };
}

function firstLargeEnough(levels: readonly { level: LikenessLevel; look: () => Observation[] }[]): Likeness | null {
  for (const { level, look } of levels) {
    const likeness = sized(level, look());
    if (likeness.closed >= fewestClosed) return likeness;
  }
  return null;
}

function sized(level: LikenessLevel, observations: Observation[]): Likeness {
  return { level, observations, closed: observations.filter(({ end }) => end !== 'open').length };
}

/** Each deal once, from the day on which it had been in the stage for so long. */
function observe({
  tracks,
  stageId,
  age,
  day,
}: {
  tracks: readonly DealTrack[];
  stageId: string | null;
  age: number;
  day: string;
}): Observation[] {
  return tracks.flatMap((track) => {
    for (const part of track.parts) {
      if (part.state !== 'open' || part.stageId !== stageId) continue;
      const reached = shiftDay(part.stageSince, age);
      const start = reached < part.fromDay ? part.fromDay : reached;
      if (start > day || (part.untilDay !== null && start >= part.untilDay)) continue;
      return [observedFrom({ track, start, day })];
    }
    return [];
  });
}

/** Each deal once, from the first day on which it was open. */
function observeAll({ tracks, day }: { tracks: readonly DealTrack[]; day: string }): Observation[] {
  return tracks.flatMap((track) => {
    const first = track.parts.find(({ state }) => state === 'open');
    return first === undefined ? [] : [observedFrom({ track, start: first.fromDay, day })];
  });
}

/** Up to its end; where it has none, for as long as it was there. */
function observedFrom({ track, start, day }: { track: DealTrack; start: string; day: string }): Observation {
  const closing = closingAfter(track, start);
  if (closing !== null) return { days: daysBetween(start, closing.day), end: closing.end };
  const gone = track.parts.at(-1)?.untilDay ?? null;
  return { days: Math.max(0, daysBetween(start, gone ?? day)), end: 'open' };
}
