/** Texts to be embedded. */
export interface EmbeddingRequest {
  readonly texts: readonly string[];
  /** Stands in the ledger, such as `search.index`. */
  readonly purpose: string;
  /** Whether somebody waits for it: then it is tried once, and for a few seconds only. */
  readonly isAwaited: boolean;
}

/** Access to one model of a provider that makes vectors of texts. */
export interface EmbeddingGateway {
  readonly provider: string;
  readonly model: string;
  readonly dimensions: number;
  /**
   * The vectors of the texts, in order, each of length one. Personal data is masked in what is sent. Throws
   * `model.budget-exceeded` before a request that could pass the cap, and `vendor.*` where the provider fails.
   */
  embed(request: EmbeddingRequest): Promise<readonly Float32Array[]>;
}
