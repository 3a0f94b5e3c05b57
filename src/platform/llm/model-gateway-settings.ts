import type { Clock } from '#platform/clock';
import type { HttpClient } from '#platform/http-client';
import type { Log } from '#platform/log';
import type { MaskedKind } from '#platform/masking';
import type { Billed } from './billed.ts';
import type { BudgetSettings } from './budget.ts';
import type { ReusedAnswer } from './kept-answers.ts';
import type { ModelFailureCode } from './model-gateway.ts';
import type { ModelSettings } from './model-settings.ts';
import type { ModelPrice } from './prices.ts';

export interface ModelGatewaySettings {
  /** The chain in the order it is tried; without any the gateway is off. */
  readonly models: readonly ModelSettings[];
  readonly httpClient: HttpClient;
  readonly budget: BudgetSettings;
  readonly log: Log;
  /** For one request, from start to the last byte; 180 seconds where it is not given. */
  readonly timeoutMs?: number;
  /** Retries of one request before the next model is asked; 2 where it is not given. */
  readonly retries?: number;
  /** What is masked in prompts; `defaultMaskedKinds` where it is not given. */
  readonly mask?: readonly MaskedKind[];
  readonly prices?: readonly ModelPrice[];
  /** Gives an answer again to exactly the same request for a while; without it every request is sent. */
  readonly reuse?: { readonly clock: Clock; readonly onReused?: (reused: ReusedAnswer) => void };
  /** Called after each model was asked; for metrics and health. */
  readonly onOutcome?: (outcome: AskedModel) => void;
}

/** What came of asking one model, with what it used up. It holds no text of the prompt and none of the answer. */
export interface AskedModel extends Billed {
  readonly provider: string;
  readonly model: string;
  readonly purpose: string;
  readonly code: 'ok' | ModelFailureCode;
  /** Why there was no answer; null where there was one. */
  readonly reason: string | null;
}
