import type { SearchAnswer } from '#contracts';
import type { Policy } from '#modules/changesets';
import type { Context } from '#platform/context';
import type { SearchEngine } from './engine/search-engine.ts';
import { createSearchEngine } from './engine/search-engine.ts';

/** What searching and indexing need beyond the ordinary context. */
export interface SearchContext extends Context {
  /** The one of this process; where it is left out, what was read before is read again. */
  readonly search?: SearchEngine;
  /** Names the field that has the next steps of deals; where it is left out, the usual ones do. */
  readonly policy?: Pick<Policy, 'fields'>;
  /** Told of each search as it ended; for metrics. It holds nothing of what was looked for. */
  readonly countSearch?: (ended: EndedSearch) => void;
}

/** How a search ended. */
export interface EndedSearch {
  readonly mode: 'words' | 'words_and_likeness';
  readonly outcome: 'found' | 'failed' | NonNullable<SearchAnswer['nothingBecause']>;
  readonly durationMs: number;
}

export function engineOf(ctx: SearchContext): SearchEngine {
  return ctx.search ?? createSearchEngine();
}
