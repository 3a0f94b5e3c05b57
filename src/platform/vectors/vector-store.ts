import type { SearchCollection, VectorStoreKind } from '#contracts';

/** Where entries lie: a collection, and in it the name under which everything of one workspace and one model is. */
export interface VectorSpace {
  readonly collection: SearchCollection;
  /** At most 64 small letters, digits and hyphens. */
  readonly namespace: string;
  readonly dimensions: number;
}

/** What stands beside a vector; nothing of what was said. */
export type VectorAttributes = Readonly<Record<string, string | number | readonly string[]>>;

export interface VectorEntry {
  readonly chunkId: number;
  /** Of length one. */
  readonly vector: Float32Array;
  readonly attributes: VectorAttributes;
}

export interface NearChunk {
  readonly chunkId: number;
  /** The cosine. */
  readonly score: number;
}

export interface NearQuestion {
  readonly space: VectorSpace;
  readonly vector: Float32Array;
  readonly limit: number;
  /** The chunks that may be ranked at all; null for every one. What is not among them counts nowhere. */
  readonly among: ReadonlySet<number> | null;
}

/**
 * A store of copies of vectors, compared by cosine. What it holds can be made anew from the database at any time. All
 * of it throws `vendor.*`, a store in the database `db.*`; what was sent may be seen a little later.
 */
export interface VectorStore {
  readonly kind: Exclude<VectorStoreKind, 'memory'>;
  /** Makes the collection where it is not there. Returns true where nothing is left in it of what was there before. */
  prepare(space: VectorSpace): Promise<boolean>;
  /** Puts entries there, in the place of those with the same chunk. Any number. */
  upsert(options: { readonly space: VectorSpace; readonly entries: readonly VectorEntry[] }): Promise<void>;
  /** Takes entries out; one that is not there is no error. Any number. */
  remove(options: { readonly space: VectorSpace; readonly chunkIds: readonly number[] }): Promise<void>;
  /** Takes everything of the namespace out. */
  clear(space: VectorSpace): Promise<void>;
  /** The nearest, best first. */
  nearest(question: NearQuestion): Promise<readonly NearChunk[]>;
  /** What is there, page by page in no particular order. */
  list(options: {
    readonly space: VectorSpace;
    readonly after: string | null;
  }): Promise<{ readonly chunkIds: readonly number[]; readonly next: string | null }>;
}
