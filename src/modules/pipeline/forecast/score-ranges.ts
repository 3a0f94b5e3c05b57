import type { ScoredNight, TrackRecord } from '#contracts';
import { daysBetween, shiftDay } from '../days.ts';
import { type DealTrack, knownAt, partAt } from './deal-track.ts';
import { rangeAt } from './range-at.ts';

/** How many past nights are scored, and how far apart they lie. */
const mostNights = 12;
const daysApart = 14;

/**
 * Makes the same forecast at past nights, from what was known at each, over as many days, and scores it against what
 * the deals that were open then brought. A night without enough history is counted apart.
 */
export function scoreRanges({
  tracks,
  firstDay,
  day,
  from,
  to,
  currency,
}: {
  tracks: readonly DealTrack[];
  firstDay: string;
  day: string;
  from: string;
  to: string;
  currency: string;
}): TrackRecord {
  const horizon = daysBetween(day, to);
  const lead = Math.max(1, daysBetween(day, from));
  const byRecord = new Map(tracks.map((track) => [track.recordId, track]));
  const scores: ScoredNight[] = [];
  const squares: number[] = [];
  let tooFew = 0;
  for (let night = 0; night < mostNights; night += 1) {
    const origin = shiftDay(day, -horizon - night * daysApart);
    if (origin < firstDay) break;
    const then = { day: origin, from: shiftDay(origin, lead), to: shiftDay(origin, horizon) };
    const { range, chances } = rangeAt({ tracks: tracks.map((track) => knownAt(track, origin)), ...then, currency });
    if (range === null) {
      tooFew += 1;
      continue;
    }
    const brought = chances.map(({ recordId }) => amountBrought({ track: byRecord.get(recordId), currency, ...then }));
    const actualMinor = brought.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
    const inside = range.lowMinor <= actualMinor && actualMinor <= range.highMinor;
    scores.push({ day: origin, until: then.to, ...range, actualMinor, inside });
    squares.push(...chances.map(({ chance }, place) => (chance - (brought[place] === null ? 0 : 1)) ** 2));
  }
  return {
    nights: scores.length,
    inside: scores.filter(({ inside }) => inside).length,
    tooFew,
    meanErrorMinor: meanOf(scores.map((score) => Math.abs(score.expectedMinor - score.actualMinor))),
    meanBiasMinor: meanOf(scores.map((score) => score.expectedMinor - score.actualMinor)),
    brier: squares.length === 0 ? null : Math.round((sumOf(squares) / squares.length) * 10_000) / 10_000,
    scores,
  };
}

/** The amount with which it was won in those days; null where it was not. */
function amountBrought({
  track,
  currency,
  day,
  from,
  to,
}: {
  track: DealTrack | undefined;
  currency: string;
  day: string;
  from: string;
  to: string;
}): number | null {
  const end = track === undefined ? null : partAt(track, to);
  if (track === undefined || end?.state !== 'won') return null;
  const won = track.parts.find(({ state, fromDay }) => state === 'won' && fromDay > day);
  if (won === undefined || won.fromDay < from) return null;
  return end.currency === currency ? Math.max(0, end.amountMinor ?? 0) : 0;
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.round(sumOf(values) / values.length);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
