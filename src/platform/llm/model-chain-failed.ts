import { SophiaError } from '#platform/errors';
import type { Billed } from './billed.ts';
import type { ModelFailure, ModelUsage } from './model-gateway.ts';

/** No model of the chain gave an answer. Carries each failure and what the attempts used up. */
export class ModelChainFailed extends SophiaError {
  readonly failures: readonly ModelFailure[];
  readonly usage: ModelUsage;
  readonly costMicroUsd: number;
  readonly unpricedTokens: number;

  constructor(outcome: Billed & { failures: readonly ModelFailure[] }) {
    const last = outcome.failures.at(-1);
    const stopped = last?.code === 'model.budget-exceeded' || outcome.failures.length === 1;
    const code = last !== undefined && stopped ? last.code : 'model.exhausted';
    const reasons = outcome.failures.map((failure) => `${failure.provider}:${failure.model}: ${failure.reason}`);
    super(code, `Expected an answer from a language model, found none: ${reasons.join(' ')}`, {
      details: { failures: outcome.failures },
    });
    this.name = 'ModelChainFailed';
    this.failures = outcome.failures;
    this.usage = outcome.usage;
    this.costMicroUsd = outcome.costMicroUsd;
    this.unpricedTokens = outcome.unpricedTokens;
  }
}
