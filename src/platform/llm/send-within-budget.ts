import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { LanguageModelUsage } from 'ai';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import type { Fetch } from '#platform/http-client';
import type { Billed } from './billed.ts';
import type { SpendEntry } from './budget.ts';
import type { Budget, Ceiling } from './create-budget.ts';
import { describeFailure } from './describe-failure.ts';
import { createLanguageModel } from './language-model.ts';
import type { ModelFailure } from './model-gateway.ts';
import type { ModelSettings } from './model-settings.ts';
import { costMicroUsd, type ModelPrice } from './prices.ts';

/** One model of the chain, ready to be asked. */
export interface ReadyModel {
  readonly provider: string;
  readonly name: string;
  readonly settings: ModelSettings;
  readonly fetch: Fetch;
  readonly price: ModelPrice | null;
}

export type ModelOutcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: ModelFailure };

export interface BilledFailure {
  readonly failure: ModelFailure;
  /** The request arrived and no answer came: worth asking once more, though it may cost twice. */
  readonly brokeOff: boolean;
}

/** One request to one model, with what it costs at most. */
interface Sending<Answer> {
  readonly ready: ReadyModel;
  readonly budget: Budget;
  readonly purpose: string;
  readonly signal: AbortSignal | undefined;
  readonly ceiling: Ceiling & { readonly inputTokens: number };
  readonly onBilled: (billed: Billed) => void;
  readonly send: (model: LanguageModelV4) => Promise<Answer>;
}

/** Sends a request that the budget bears, and bills it. Throws only when canceled, and what is no fault of a model. */
export async function sendWithinBudget<Answer extends { readonly usage: LanguageModelUsage }>(
  sending: Sending<Answer>,
): Promise<Answer | BilledFailure> {
  const { ready, budget, purpose, signal, ceiling } = sending;
  signal?.throwIfAborted();
  const reservation = await budget.reserve(ceiling).catch(asBudgetFailure(ready));
  if ('failure' in reservation) return reservation;
  let bill: SpendEntry | null = null;
  try {
    const answer = await sending.send(await createLanguageModel(ready));
    bill = billFor({ ready, purpose, usage: answer.usage, ceiling });
    return answer;
  } catch (error) {
    const canceled = signal?.aborted === true;
    const described = canceled ? null : describeFailure(error);
    if (canceled || described?.mayBill === true) bill = billFor({ ready, purpose, usage: undefined, ceiling });
    if (described === null) throw error;
    const { code, reason, mayBill } = described;
    const failure = { provider: ready.provider, model: ready.name, code, reason };
    return { failure, brokeOff: mayBill && code === 'vendor.unavailable' };
  } finally {
    await reservation.settle(bill);
    if (bill !== null) sending.onBilled(billedFrom(bill));
  }
}

function asBudgetFailure(ready: ReadyModel): (error: unknown) => BilledFailure {
  return (error) => {
    if (!(error instanceof SophiaError) || error.code !== 'model.budget-exceeded') throw error;
    const { provider, name: model } = ready;
    const failure = { provider, model, code: 'model.budget-exceeded' as const, reason: error.message };
    return { failure, brokeOff: false };
  };
}

function billFor(options: {
  ready: ReadyModel;
  purpose: string;
  usage: LanguageModelUsage | undefined;
  ceiling: Ceiling & { inputTokens: number };
}): SpendEntry {
  const { ready, purpose, usage, ceiling } = options;
  const inputTokens = usage?.inputTokens;
  const outputTokens = usage?.outputTokens;
  const tokens = {
    inputTokens: inputTokens ?? ceiling.inputTokens,
    cachedInputTokens: usage?.inputTokenDetails.cacheReadTokens ?? 0,
    outputTokens: outputTokens ?? ceiling.tokens - ceiling.inputTokens,
  };
  return {
    provider: ready.provider,
    model: ready.name,
    purpose,
    ...tokens,
    costMicroUsd: ready.price === null ? reportedCostMicroUsd(usage) : costMicroUsd(ready.price, tokens),
    estimated: inputTokens === undefined || outputTokens === undefined,
  };
}

/** What OpenRouter says that a request cost, in US dollars; null from everybody else. */
function reportedCostMicroUsd(usage: LanguageModelUsage | undefined): number | null {
  const reported = z.object({ cost: z.number().nonnegative() }).safeParse(usage?.raw);
  return reported.success ? Math.ceil(reported.data.cost * 1_000_000) : null;
}

function billedFrom(bill: SpendEntry): Billed {
  const { inputTokens, outputTokens, estimated } = bill;
  return {
    usage: { requests: 1, inputTokens, outputTokens, cachedInputTokens: bill.cachedInputTokens, estimated },
    costMicroUsd: bill.costMicroUsd ?? 0,
    unpricedTokens: bill.costMicroUsd === null ? inputTokens + outputTokens : 0,
  };
}

export function failed(
  ready: ReadyModel,
  why: Pick<ModelFailure, 'code' | 'reason'>,
): { ok: false; failure: ModelFailure } {
  return { ok: false, failure: { provider: ready.provider, model: ready.name, ...why } };
}
