import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { ChunkMemory } from '../engine/chunk-memory.ts';
import { type ScoredChunk, scoreVectors } from '../engine/score-chunks.ts';
import { collections, spaceOf } from '../storing/open-store.ts';
import type { VectorSource } from './choose-vectors.ts';

export interface Near {
  /** Best first. */
  readonly near: readonly ScoredChunk[];
  /** What likeness counts beside the words. */
  readonly likenessShare: number;
  /** Why likeness was not searched; null where it was. */
  readonly wordsOnlyBecause: string | null;
}

interface NearSearch {
  readonly ctx: Context;
  readonly source: VectorSource;
  readonly memory: ChunkMemory;
  /** The rows that may be ranked: no other counts, wherever vectors are compared. */
  readonly rows: Int32Array;
  readonly query: string;
  readonly limit: number;
}

/**
 * The chunks whose sense is near, among those that may be ranked. Where the provider or the store fails there are none,
 * with the reason: words find without them.
 */
export async function findNear(search: NearSearch): Promise<Near> {
  const { ctx, source } = search;
  const { embedder } = source;
  if (embedder === null) return { near: [], likenessShare: 0, wordsOnlyBecause: reasons.model };
  let failing: keyof typeof reasons = 'provider';
  try {
    const [vector] = await embedder.embed([search.query], 'question');
    failing = 'store';
    const found = vector === undefined ? [] : await compare({ ...search, vector });
    const near = found.filter(({ score }) => score >= embedder.leastCosine);
    return { near, likenessShare: embedder.likenessShare, wordsOnlyBecause: null };
  } catch (error) {
    if (!(error instanceof SophiaError) || !/^(?:vendor|model)\./u.test(error.code)) throw error;
    ctx.log.warn({ problem: error.message }, 'A question was answered by words alone');
    return {
      near: [],
      likenessShare: 0,
      wordsOnlyBecause: reasons[error.code === 'model.budget-exceeded' ? 'budget' : failing],
    };
  }
}

/** For whoever asks; what a vendor said is for those who see the status. */
const reasons = {
  model: 'The vectors are of a model that is not set up any more, until new ones are made.',
  budget: 'The budget for models is spent.',
  provider: 'The provider of the embedding does not answer.',
  store: 'The store of vectors does not answer.',
} as const;

async function compare(search: NearSearch & { readonly vector: Float32Array }): Promise<readonly ScoredChunk[]> {
  const { source, memory, rows, vector, limit } = search;
  if (source.inStore === null) return scoreVectors({ memory, rows, vector, limit });
  if (vector.every((value) => value === 0)) return [];
  const { store, row } = source.inStore;
  const among = rows.length === memory.size ? null : new Set(Array.from(rows, (own) => memory.chunkIds[own] ?? -1));
  const found = await Promise.all(
    collections.map((collection) => store.nearest({ space: spaceOf({ row, collection }), vector, limit, among })),
  );
  const admitted = new Set(rows);
  return found
    .flat()
    .flatMap(({ chunkId, score }) => {
      const own = memory.rowOf(chunkId);
      return own !== undefined && admitted.has(own) ? [{ row: own, score }] : [];
    })
    .sort((left, right) => right.score - left.score || left.row - right.row)
    .slice(0, limit);
}
