import type { ModelUsage } from './model-gateway.ts';

/** What was used up, and what it cost as far as prices are known. */
export interface Billed {
  readonly usage: ModelUsage;
  readonly costMicroUsd: number;
  /** Tokens of models that the price table does not know. */
  readonly unpricedTokens: number;
}

export const nothingBilled: Billed = {
  usage: { requests: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, estimated: false },
  costMicroUsd: 0,
  unpricedTokens: 0,
};

export function addBilled(left: Billed, right: Billed): Billed {
  return {
    usage: {
      requests: left.usage.requests + right.usage.requests,
      inputTokens: left.usage.inputTokens + right.usage.inputTokens,
      cachedInputTokens: left.usage.cachedInputTokens + right.usage.cachedInputTokens,
      outputTokens: left.usage.outputTokens + right.usage.outputTokens,
      estimated: left.usage.estimated || right.usage.estimated,
    },
    costMicroUsd: left.costMicroUsd + right.costMicroUsd,
    unpricedTokens: left.unpricedTokens + right.unpricedTokens,
  };
}
