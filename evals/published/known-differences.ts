import type { Difference } from './difference.ts';

interface Known {
  readonly vendor: string;
  readonly place: RegExp;
  readonly reason: RegExp;
}

/** Where the published description is out of date or wrong; the README of each simulator says why. */
const known: readonly Known[] = [
  { vendor: 'Slack', place: /^\.authed_users$/u, reason: /^required/u },
  { vendor: 'Slack', place: /\.profile\.fields$/u, reason: /^required/u },
  { vendor: 'Slack', place: /^\.message\.blocks$/u, reason: /^expected object, found array$/u },
  { vendor: 'OpenAI', place: /^\.response\.usage$/u, reason: /^expected object, found null$/u },
  { vendor: 'Weaviate', place: /^\.(deprecations|results\.objects)$/u, reason: /^expected array, found null$/u },
];

export function isKnown({ vendor, difference }: { vendor: string; difference: Difference }): boolean {
  return known.some(
    (one) => one.vendor === vendor && one.place.test(difference.place) && one.reason.test(difference.reason),
  );
}
