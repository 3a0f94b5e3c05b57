/** How long a past deal was looked at from the moment of likeness on, and how that ended. */
export interface Observation {
  readonly days: number;
  /** `open`: it was not closed as far as is known. */
  readonly end: 'won' | 'lost' | 'open';
}

/**
 * The chance of being won after more than `after` and within `within` days, by the cumulative incidence of Aalen and
 * Johansen: being lost competes with being won, and a deal that is still open counts for as long as it was watched.
 */
export function winChance({
  observations,
  after,
  within,
}: {
  observations: readonly Observation[];
  after: number;
  within: number;
}): number {
  const ordered = observations.toSorted((one, other) => one.days - other.days);
  let chance = 0;
  let stillOpen = 1;
  for (let place = 0; place < ordered.length; ) {
    const days = ordered[place]?.days ?? 0;
    if (days > within) break;
    const atRisk = ordered.length - place;
    let won = 0;
    let lost = 0;
    for (; ordered[place]?.days === days; place += 1) {
      won += ordered[place]?.end === 'won' ? 1 : 0;
      lost += ordered[place]?.end === 'lost' ? 1 : 0;
    }
    if (days > after) chance += (stillOpen * won) / atRisk;
    stillOpen *= 1 - (won + lost) / atRisk;
  }
  return Math.min(1, Math.max(0, chance));
}

/** The chance as it may be by the size of the sample, so many standard errors away (Wilson). */
export function shiftedChance({ chance, sample, errors }: { chance: number; sample: number; errors: number }): number {
  if (sample === 0) return chance;
  const square = errors * errors;
  const middle = chance + square / (2 * sample);
  const spread = errors * Math.sqrt((chance * (1 - chance)) / sample + square / (4 * sample * sample));
  return Math.min(1, Math.max(0, (middle + spread) / (1 + square / sample)));
}
