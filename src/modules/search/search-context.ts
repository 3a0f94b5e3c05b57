import type { Context } from '#platform/context';
import type { SearchEngine } from './engine/search-engine.ts';
import { createSearchEngine } from './engine/search-engine.ts';

/** What searching and indexing need beyond the ordinary context. */
export interface SearchContext extends Context {
  /** The one of this process; where it is left out, what was read before is read again. */
  readonly search?: SearchEngine;
}

export function engineOf(ctx: SearchContext): SearchEngine {
  return ctx.search ?? createSearchEngine();
}
