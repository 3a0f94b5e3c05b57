import type { NearChunk } from './vector-store.ts';

/** The most that Pinecone and Weaviate give back of one question. */
const mostAtOnce = 10_000;
/** So many ids fit into the filter of one question. */
const idsPerFilter = 1_000;
const widening = 4;

/**
 * The nearest of those that may be ranked, from a store that knows no rights. Where they are few it is asked about them
 * alone. Otherwise it is asked for more than is needed, wider each time, until so many of them are found or it has no
 * more; where even that does not fill the list, they are asked about in parts.
 */
export async function nearestAmong({
  among,
  limit,
  ask,
}: {
  readonly among: ReadonlySet<number> | null;
  readonly limit: number;
  readonly ask: (options: {
    readonly limit: number;
    readonly only: readonly number[] | null;
  }) => Promise<readonly NearChunk[]>;
}): Promise<readonly NearChunk[]> {
  if (among === null) return ask({ limit, only: null });
  if (among.size === 0) return [];
  if (among.size > 2 * idsPerFilter) {
    for (let asked = limit * widening; ; asked *= widening) {
      const wanted = Math.min(asked, mostAtOnce);
      const found = await ask({ limit: wanted, only: null });
      const admitted = found.filter(({ chunkId }) => among.has(chunkId));
      if (admitted.length >= limit || found.length < wanted) return admitted.slice(0, limit);
      if (wanted === mostAtOnce) break;
    }
  }
  const ids = [...among];
  const best: NearChunk[] = [];
  for (let from = 0; from < ids.length; from += idsPerFilter) {
    best.push(...(await ask({ limit, only: ids.slice(from, from + idsPerFilter) })));
  }
  return best.sort((left, right) => right.score - left.score).slice(0, limit);
}
