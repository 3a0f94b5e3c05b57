/** One request's bill. */
export interface SpendEntry {
  readonly provider: string;
  readonly model: string;
  readonly purpose: string;
  /** The cached part included. */
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Null where the price table does not know the model; then the tokens count against the token cap. */
  readonly costMicroUsd: number | null;
  /** True where the provider never said, and these are upper estimates. */
  readonly estimated: boolean;
}

export interface SpendTotal {
  readonly costMicroUsd: number;
  /** Tokens of models without a known price. */
  readonly unpricedTokens: number;
}

/** Where spend is kept. The caps are for whatever period the ledger sums over (a month, a run). */
export interface SpendLedger {
  total(): Promise<SpendTotal>;
  record(entry: SpendEntry): Promise<void>;
}

export interface BudgetSettings {
  /** Null for no cap. */
  readonly capMicroUsd: number | null;
  /** Cap for tokens of models without a known price; null for no cap. */
  readonly capUnpricedTokens: number | null;
  readonly ledger: SpendLedger;
}
