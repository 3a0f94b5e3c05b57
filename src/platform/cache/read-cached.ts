import { freezeKept } from '#platform/answers';
import type { Clock } from '#platform/clock';
import { type Database, isInTransaction } from '#platform/db';
import { type CachedKind, type CachedThing, type CacheTag, cachedThings } from './cached-things.ts';
import type { Cache, Kept } from './create-cache.ts';
import { readMarks } from './read-marks.ts';

interface CacheContext {
  readonly workspaceId: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly cache?: Cache;
}

export interface CachedReading<Value> {
  readonly ctx: CacheContext;
  readonly kind: CachedKind;
  readonly keys: readonly string[];
  /** What the reader may see, as a text that is another for whoever sees something else. */
  readonly rights: string;
  /** What beside the kind's own tags makes it old. */
  readonly tags: readonly CacheTag[];
  /** Reads those that are not kept; what it leaves out is not there and not kept. */
  readonly load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
}

/**
 * The values of the keys, each as it stands in the database at this moment: kept ones are given only where no write of
 * their tags was committed since they were read, by any process. Inside a transaction nothing is taken from the cache
 * and nothing kept. What is kept is frozen, because others are given the same object.
 */
export async function readCached<Value>(reading: CachedReading<Value>): Promise<ReadonlyMap<string, Value>> {
  const { ctx, kind, keys, load } = reading;
  const { cache } = ctx;
  if (keys.length === 0) return new Map();
  if (cache === undefined || isInTransaction(ctx.db)) return load(keys);
  const { tags: ownTags }: CachedThing = cachedThings[kind];
  const store = cache.storeOf(kind);
  const now = ctx.clock.now();
  const kept = new Map<string, Kept>();
  for (const key of keys) {
    const entry = store.get({ key: placeOf(reading, key), now });
    if (entry !== null) kept.set(key, entry);
  }
  const snapshots = [...new Set([...kept.values()].map(({ snapshot }) => snapshot))];
  const marks = await readMarks({ ctx, tags: [...new Set([...ownTags, ...reading.tags])], snapshots });
  const values = new Map<string, Value>();
  const missing: string[] = [];
  for (const key of keys) {
    const entry = kept.get(key);
    const isOld = entry !== undefined && marks.changedSince.has(entry.snapshot);
    cache.note({ kind, outcome: entry === undefined ? 'miss' : isOld ? 'changed' : 'hit' });
    if (entry === undefined || isOld) missing.push(key);
    else values.set(key, valueOf<Value>(entry));
  }
  for (const [key, entry] of kept) if (values.has(key)) entry.snapshot = marks.snapshot;
  if (missing.length === 0) return values;
  for (const [key, value] of await load(missing)) {
    values.set(key, freezeKept(value));
    store.set({ key: placeOf(reading, key), value: { value, snapshot: marks.snapshot }, now });
  }
  return values;
}

function placeOf({ ctx, rights }: Pick<CachedReading<unknown>, 'ctx' | 'rights'>, key: string): string {
  return JSON.stringify([ctx.workspaceId, rights, key]);
}

/** What is kept under a kind was returned by a `load` of that kind, so it has the type of this one's. */
function valueOf<Value>(kept: Kept): Value;
function valueOf({ value }: Kept): unknown {
  return value;
}
