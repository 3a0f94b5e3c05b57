import { type CachedKind, type CachedThing, cachedThings } from './cached-things.ts';

/** What is kept of one kind, in this process, each for the lifetime that the table names. */
export interface Store<Value> {
  get(options: { readonly key: string; readonly now: Date }): Value | null;
  set(options: { readonly key: string; readonly value: Value; readonly now: Date }): void;
  readonly size: () => number;
}

/** A store for a kind of the table: with its lifetime, and of at most as many as it says. */
export function createStore<Value>({ kind }: { kind: CachedKind }): Store<Value> {
  const { lifetimeSeconds, most }: CachedThing = cachedThings[kind];
  const entries = new Map<string, { readonly value: Value; readonly untilMs: number }>();
  return {
    size: () => entries.size,
    get: ({ key, now }) => {
      const entry = entries.get(key);
      if (entry === undefined) return null;
      entries.delete(key);
      if (entry.untilMs <= now.getTime()) return null;
      // The order of the entries is that of their last use.
      entries.set(key, entry);
      return entry.value;
    },
    set: ({ key, value, now }) => {
      entries.delete(key);
      entries.set(key, { value, untilMs: now.getTime() + lifetimeSeconds * 1000 });
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    },
  };
}
