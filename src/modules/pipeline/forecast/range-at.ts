import type { CurrencyForecast, ForecastRange } from '#contracts';
import { daysBetween } from '../days.ts';
import { type DealTrack, partAt, type TrackPart } from './deal-track.ts';
import { closingAfter, createLikeness } from './likeness.ts';
import { placeOfShare, spreadOfSum } from './spread-of-sum.ts';
import { shiftedChance, winChance } from './win-chance.ts';

/** Below them there is no range. */
const fewestClosed = 20;
const fewestWon = 5;
/** Four in five results are to lie between low and high. */
const lowShare = 0.1;
const highShare = 0.9;
/** How uncertain the chances themselves are: the middles of five equal parts of a normal distribution. */
const errorsOfChances = [-1.2816, -0.5244, 0, 0.5244, 1.2816] as const;

export interface OpenChance {
  readonly recordId: string;
  readonly amountMinor: number;
  readonly chance: number;
  readonly sample: number;
}

export interface RangeAt {
  readonly basis: CurrencyForecast['basis'];
  readonly refused: string | null;
  /** Of the deals that are open; null where it is refused. */
  readonly range: ForecastRange | null;
  readonly chances: readonly OpenChance[];
}

/**
 * What the deals of a currency that are open at the end of `day` will bring from `from` to `to`, by how deals like them
 * ended before. Only what was known at the end of that day is looked at: `tracks` hold nothing later.
 */
export function rangeAt({
  tracks,
  day,
  from,
  to,
  currency,
}: {
  tracks: readonly DealTrack[];
  day: string;
  from: string;
  to: string;
  currency: string;
}): RangeAt {
  const closings = tracks.flatMap((track) => closingOf(track) ?? []);
  const won = closings.filter((end) => end === 'won').length;
  const basis = { closed: closings.length, won, byStageAndAge: 0, byStage: 0, byAll: 0 };
  const refused = refusal({ tracks, day, to, closed: closings.length, won });
  if (refused !== null) return { basis, refused, range: null, chances: [] };
  const likenessOf = createLikeness({ tracks, day });
  const after = Math.max(0, daysBetween(day, from) - 1);
  const within = daysBetween(day, to);
  const chances = openAt({ tracks, day, currency }).map(({ recordId, part }) => {
    const { level, observations, closed } = likenessOf(part);
    basis[level === 'stage_and_age' ? 'byStageAndAge' : level === 'stage' ? 'byStage' : 'byAll'] += 1;
    const chance = winChance({ observations, after, within });
    return { recordId, amountMinor: Math.max(0, part.amountMinor ?? 0), chance, sample: closed };
  });
  return { basis, refused: null, range: rangeOf(chances), chances };
}

/** Why the past is too small, or too short: of what takes longer than anybody was watched it says nothing. */
function refusal({
  tracks,
  day,
  to,
  closed,
  won,
}: {
  tracks: readonly DealTrack[];
  day: string;
  to: string;
  closed: number;
  won: number;
}): string | null {
  if (closed < fewestClosed || won < fewestWon) {
    return `The history that is known holds ${closed} closed ${closed === 1 ? 'deal' : 'deals'}, ${won} of them won; a range takes ${fewestClosed}, ${fewestWon} of them won.`;
  }
  const first = tracks
    .map(({ parts }) => parts[0]?.fromDay ?? day)
    .reduce((one, other) => (one < other ? one : other), day);
  const known = daysBetween(first, day);
  const asked = daysBetween(day, to);
  return known >= asked
    ? null
    : `The history that is known goes back ${known} days; a range up to ${to}, ${asked} days ahead, takes as many.`;
}

/** The deals of a currency that are open at the end of the day. */
export function openAt({
  tracks,
  day,
  currency,
}: {
  tracks: readonly DealTrack[];
  day: string;
  currency: string;
}): { recordId: string; part: TrackPart }[] {
  return tracks.flatMap((track) => {
    const part = partAt(track, day);
    return part?.state === 'open' && part.currency === currency ? [{ recordId: track.recordId, part }] : [];
  });
}

function closingOf(track: DealTrack): 'won' | 'lost' | null {
  const first = track.parts.find(({ state }) => state === 'open');
  return first === undefined ? null : (closingAfter(track, first.fromDay)?.end ?? null);
}

/** A range that its own middle does not fall out of, however lopsided the amounts are. */
function rangeOf(chances: readonly OpenChance[]): ForecastRange {
  const expectedMinor = Math.round(chances.reduce((sum, { amountMinor, chance }) => sum + amountMinor * chance, 0));
  const spreads = errorsOfChances.map((errors) =>
    spreadOfSum(
      chances.map(({ amountMinor, chance, sample }) => ({
        amountMinor,
        chance: shiftedChance({ chance, sample, errors }),
      })),
    ),
  );
  const mixed = new Float64Array(spreads[0]?.chances.length ?? 1);
  for (const { chances: own } of spreads) {
    for (const [place, chance] of own.entries()) mixed[place] = (mixed[place] ?? 0) + chance / spreads.length;
  }
  const stepMinor = spreads[0]?.stepMinor ?? 1;
  return {
    lowMinor: Math.min(expectedMinor, placeOfShare(mixed, lowShare) * stepMinor),
    expectedMinor,
    highMinor: Math.max(expectedMinor, placeOfShare(mixed, highShare) * stepMinor),
  };
}
