import type { CachedKind } from './cached-things.ts';
import { createStore, type Store } from './create-store.ts';

/** What came of a reading: `hit` was kept, `miss` was not, `changed` was kept and is old by a write. */
export type CacheOutcome = 'hit' | 'miss' | 'changed';

/** A value as it was at a snapshot of the database. */
export interface Kept {
  readonly value: unknown;
  /** In the words of `pg_current_snapshot()`: what was committed later is not in the value. */
  snapshot: string;
}

/** What one process keeps of the kinds that come from the database. */
export interface Cache {
  storeOf(kind: CachedKind): Store<Kept>;
  note(reading: { readonly kind: CachedKind; readonly outcome: CacheOutcome }): void;
}

export interface CacheOptions {
  /** Called for each value that is asked for; for metrics. */
  readonly onRead?: (reading: {
    readonly kind: CachedKind;
    readonly outcome: CacheOutcome;
    /** How many are kept of the kind. */
    readonly entries: number;
  }) => void;
}

/** One for each process. */
export function createCache({ onRead }: CacheOptions = {}): Cache {
  const stores = new Map<CachedKind, Store<Kept>>();
  function storeOf(kind: CachedKind): Store<Kept> {
    const known = stores.get(kind) ?? createStore<Kept>({ kind });
    stores.set(kind, known);
    return known;
  }
  return {
    storeOf,
    note: ({ kind, outcome }) => onRead?.({ kind, outcome, entries: storeOf(kind).size() }),
  };
}
