export { type CachedKind, type CachedThing, type CacheTag, cachedThings } from './cached-things.ts';
export { type Cache, type CacheOptions, createCache } from './create-cache.ts';
export { createStore, type Store } from './create-store.ts';
export { keptThings } from './kept-things.ts';
export { readCached } from './read-cached.ts';
export { sweepMarks } from './sweep-marks.ts';
export { cacheMarks } from './tables.ts';
