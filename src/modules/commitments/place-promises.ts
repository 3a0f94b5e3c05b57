import { isSamePromise } from './is-same-promise.ts';
import { isSettled } from './is-settled.ts';
import type { commitments } from './tables.ts';

export type NewPromise = typeof commitments.$inferInsert;
export type Promised = typeof commitments.$inferSelect;

export interface PlacedPromises {
  /** Those that no row stands for, each with a place of its own. */
  readonly fresh: readonly NewPromise[];
  /** The row of each of the others. */
  readonly again: readonly { readonly promise: NewPromise; readonly row: Promised }[];
}

/** Behind the place of a promise: how many stood there before it. */
const behindPlace = '#';

/**
 * Finds for the promises of a call the rows that stand for them: what was settled, wherever the call says it now, in the
 * same words before in much the same ones, then what stands in the same place. One beside a settled promise that says something else is written down apart.
 */
export function placePromises({
  promises,
  known,
}: {
  promises: readonly NewPromise[];
  known: readonly Promised[];
}): PlacedPromises {
  const rows = new Map<NewPromise, Promised>();
  const free = new Set(known.toSorted((left, right) => (left.id < right.id ? -1 : 1)));
  function take(fits: (promise: NewPromise, row: Promised) => boolean): void {
    for (const promise of promises) {
      const row = rows.has(promise) ? undefined : [...free].find((one) => fits(promise, one));
      if (row === undefined) continue;
      rows.set(promise, row);
      free.delete(row);
    }
  }
  take((promise, row) => isSettled(row) && isInPlace(promise, row) && isVerbatim(promise, row));
  take((promise, row) => isSettled(row) && isVerbatim(promise, row));
  take((promise, row) => isSettled(row) && isInPlace(promise, row) && isSamePromise(row, promise));
  take((promise, row) => isSettled(row) && isSamePromise(row, promise));
  take((promise, row) => !isSettled(row) && isInPlace(promise, row));
  const places = new Set(known.map(({ claimId }) => claimId));
  const fresh = promises
    .filter((promise) => !rows.has(promise))
    .map((promise) => ({ ...promise, claimId: freePlace({ claimId: promise.claimId, places }) }));
  return { fresh, again: [...rows].map(([promise, row]) => ({ promise, row })) };
}

function isInPlace({ claimId }: NewPromise, row: Promised): boolean {
  return row.claimId.split(behindPlace)[0] === claimId;
}

function isVerbatim(promise: NewPromise, row: Promised): boolean {
  return row.text === promise.text && row.owner === promise.owner && row.side === promise.side;
}

function freePlace({ claimId, places }: { claimId: string; places: ReadonlySet<string> }): string {
  let place = claimId;
  for (let before = 1; places.has(place); before += 1) place = `${claimId}${behindPlace}${before}`;
  return place;
}
