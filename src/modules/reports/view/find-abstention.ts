import type { Findings } from '#contracts';

/** Why the analysis declines to say anything of a kind (`objections`, `summary`), or null where it does say it. */
export function findAbstention({ abstentions }: Findings, about: string): string | null {
  const found = abstentions.find((abstention) => abstention.about === 'everything' || abstention.about.includes(about));
  return found?.message ?? null;
}
