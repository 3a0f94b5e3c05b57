import type { z } from 'zod';

/** Tokens as the providers counted them, or as we estimated where `estimated` says so. */
export interface ModelUsage {
  /** Requests that reached a provider. */
  readonly requests: number;
  readonly inputTokens: number;
  /** The part of `inputTokens` that the provider read from its cache. */
  readonly cachedInputTokens: number;
  /** Reasoning included. */
  readonly outputTokens: number;
  /** True where a part was never reported (a dropped connection, a timeout) and is our upper estimate. */
  readonly estimated: boolean;
}

export type ModelFailureCode =
  | 'model.malformed'
  | 'model.truncated'
  | 'model.refused'
  | 'model.budget-exceeded'
  | 'vendor.timeout'
  | 'vendor.rate-limited'
  | 'vendor.unavailable'
  | 'vendor.unauthorized'
  | 'vendor.refused'
  | 'vendor.malformed';

/** One model of the chain that could not give an answer, and why. */
export interface ModelFailure {
  readonly provider: string;
  readonly model: string;
  readonly code: ModelFailureCode;
  /** A sentence; it holds no text of the prompt and none of the answer. */
  readonly reason: string;
}

export interface ObjectRequest<Value> {
  /** What the answer must fit. Every field required, no open objects: the vendors' structured outputs ask for it. */
  readonly schema: z.ZodType<Value>;
  /** Names the schema to the vendor: letters, digits and underscores. */
  readonly schemaName: string;
  readonly system: string;
  readonly prompt: string;
  readonly maxOutputTokens: number;
  /** What the spend is for, such as `analysis` or `tracker`; stands in the ledger. */
  readonly purpose: string;
  readonly signal?: AbortSignal;
}

export interface ObjectAnswer<Value> {
  readonly value: Value;
  /** Of every request made for this answer, failed ones included. */
  readonly usage: ModelUsage;
  readonly provider: string;
  readonly model: string;
  /** Of every request made for this answer, as far as prices are known; see `unpricedTokens`. */
  readonly costMicroUsd: number;
  /** Tokens of models that the price table does not know. */
  readonly unpricedTokens: number;
  /** The models that were tried before, in order. */
  readonly fellBackFrom: readonly ModelFailure[];
}

/** Something that a model may ask for; whoever asked the model decides whether it is done. */
export interface OfferedTool {
  /** Letters, digits and underscores. */
  readonly name: string;
  readonly description: string;
  /** Every field required, no open objects: the vendors' structured outputs ask for it. */
  readonly input: z.ZodType;
}

export interface ToolRequest extends Omit<ObjectRequest<unknown>, 'schema' | 'schemaName'> {
  readonly tools: readonly OfferedTool[];
}

/** A tool that is asked for, with the input as its schema gives it. */
export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
}

export interface CostEstimate {
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokensAtMost: number;
  /** Null where the price table does not know the model. */
  readonly costMicroUsdAtMost: number | null;
}

export type EstimateRequest = Pick<ObjectRequest<unknown>, 'schema' | 'system' | 'prompt' | 'maxOutputTokens'>;

/** Access to language models, or the reason why there is none: `off` is a value, not an error. */
export type ModelGateway = ModelGatewayOff | ModelGatewayOn;

export interface ModelGatewayOff {
  readonly state: 'off';
  readonly reason: string;
}

export interface ModelGatewayOn {
  readonly state: 'on';
  /** The chain in the order it is tried. */
  readonly models: readonly { readonly provider: string; readonly model: string }[];
  /**
   * Asks the models in order until one gives an answer that fits the schema. Throws ModelChainFailed where none does,
   * with the code of the last failure if there was one model, of `model.exhausted` if several failed, and
   * `model.budget-exceeded` before a request that could pass the cap.
   */
  generateObject<Value>(request: ObjectRequest<Value>): Promise<ObjectAnswer<Value>>;
  /**
   * Asks the models in order until one calls tools of those that are offered, with inputs that fit. Nothing is run: a
   * request knows what was done before by its prompt alone. Throws as `generateObject` does.
   */
  chooseTools(request: ToolRequest): Promise<ObjectAnswer<readonly ToolCall[]>>;
  /** What the first model of the chain would cost at most. Nothing is sent. */
  estimate(request: EstimateRequest): Promise<CostEstimate>;
}
