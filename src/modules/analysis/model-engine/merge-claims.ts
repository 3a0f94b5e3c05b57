import type { Claim } from '#contracts';

/**
 * Neighboring windows find the same thing twice. Of claims of one list whose quotes overlap by half of the shorter
 * one, the more confident stays, the earlier where both are equally so. Returns them in the order of the call.
 */
export function mergeClaims<Item extends Claim>(claims: readonly Item[]): Item[] {
  const kept: Item[] = [];
  for (const claim of claims) {
    const twin = kept.findIndex((other) => isSamePlace(claim, other));
    const known = kept[twin];
    if (known === undefined) kept.push(claim);
    else if (claim.confidence > known.confidence) kept[twin] = claim;
  }
  return kept.toSorted((left, right) => left.turn - right.turn || left.start - right.start || left.end - right.end);
}

/** The most confident ones, in the order of the call. */
export function mostConfident<Item extends Claim>(claims: readonly Item[], limit: number): Item[] {
  const best = claims.toSorted((left, right) => right.confidence - left.confidence || left.turn - right.turn);
  return mergeClaims(best.slice(0, limit));
}

export function isSamePlace(left: Pick<Claim, 'turn' | 'start' | 'end'>, right: typeof left): boolean {
  if (left.turn !== right.turn) return false;
  const shared = Math.min(left.end, right.end) - Math.max(left.start, right.start);
  const shorter = Math.min(left.end - left.start, right.end - right.start);
  return shared > 0 && shared * 2 >= shorter;
}
