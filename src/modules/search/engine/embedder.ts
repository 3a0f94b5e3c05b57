/** Makes vectors of texts: near in sense, near in angle. Each has length one, or is all zeros where nothing is known. */
export interface Embedder {
  /** Names the way of embedding; vectors of two names never meet. */
  readonly model: string;
  readonly dimensions: number;
  /** Below this cosine two texts are alike by chance only. */
  readonly leastCosine: number;
  /** What likeness counts beside the words, of which the best place counts one. */
  readonly likenessShare: number;
  /** Whether it computes in this process, so that it costs nothing and does not fail. */
  readonly isLocal: boolean;
  /** A question is waited for; what is to be found is not. Where it is not local it throws `vendor.*` and `model.*`. */
  embed(texts: readonly string[], what?: 'question' | 'chunks'): Promise<readonly Float32Array[]>;
}

/** Brings a vector to length one, in place. */
export function normalize(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  if (sum === 0) return vector;
  const scale = 1 / Math.sqrt(sum);
  for (let place = 0; place < vector.length; place += 1) {
    vector[place] = (vector[place] ?? 0) * scale;
  }
  return vector;
}
