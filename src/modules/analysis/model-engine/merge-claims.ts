import type { Claim } from '#contracts';

/**
 * Neighboring windows find the same thing twice. Of claims of one list whose quotes overlap by half of the shorter
 * one, the more confident stays, the earlier where both are equally so. Returns them in the order of the call, no two in
 * one place.
 */
export function mergeClaims<Item extends Claim>(claims: readonly Item[]): Item[] {
  const kept: Item[] = [];
  for (const claim of claims) {
    const twin = kept.findIndex((other) => isSamePlace(claim, other));
    const known = kept[twin];
    if (known === undefined) kept.push(claim);
    else if (claim.confidence > known.confidence) kept[twin] = claim;
  }
  // What took the place of one twin may stand where another is already, and the place is the id.
  return kept.toSorted(inOrder).filter((claim, position, all) => {
    const before = all[position - 1];
    return before === undefined || byPlace(before, claim) !== 0;
  });
}

function inOrder(left: Claim, right: Claim): number {
  return byPlace(left, right) || right.confidence - left.confidence;
}

function byPlace(left: Claim, right: Claim): number {
  return left.turn - right.turn || left.start - right.start || left.end - right.end;
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
