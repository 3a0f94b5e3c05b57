import type { Claim } from '#contracts';

/** A claim of another list as evidence for this one, without what its own list adds. */
export function claimAlone(claim: Claim, { field }: { field: string }): Claim {
  const { quote, turn, start, end, speaker, side, sentence, startMs, endMs, id, confidence, rule } = claim;
  return { quote, turn, start, end, speaker, side, sentence, startMs, endMs, id: `${field}:${id}`, confidence, rule };
}
