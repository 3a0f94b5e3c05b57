import { z } from 'zod';
import { askModel, type RawAnswer } from './ask-model.ts';
import type { Billed } from './billed.ts';
import type { Budget, Ceiling } from './create-budget.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { EstimateRequest, ModelFailure, ObjectRequest } from './model-gateway.ts';
import { type ParsedAnswer, parseAnswer } from './parse-answer.ts';
import { costMicroUsd } from './prices.ts';
import { type BilledFailure, failed, type ReadyModel, sendWithinBudget } from './send-within-budget.ts';

/** An outcome with the answer as it came. */
type ObjectOutcome<Value> =
  | { readonly ok: true; readonly value: Value; readonly text: string }
  | { readonly ok: false; readonly failure: ModelFailure };

interface Attempt<Value> {
  readonly ready: ReadyModel;
  readonly request: ObjectRequest<Value>;
  /** Undoes the masking of the request in an answer, before the schema looks at it. */
  readonly restore: (value: unknown) => unknown;
  readonly budget: Budget;
  readonly onBilled: (billed: Billed) => void;
}

/**
 * Asks one model, and once more where the answer does not fit (with the fault named) or the connection broke off.
 * Throws only when canceled.
 */
export async function tryModel<Value>(attempt: Attempt<Value>): Promise<ObjectOutcome<Value>> {
  const schema = z.preprocess(attempt.restore, attempt.request.schema);
  let faulty: { text: string; problem: string } | null = null;
  let failure: ModelFailure | null = null;
  for (let round = 0; round < 2; round += 1) {
    const asked: RawAnswer | BilledFailure = await askWithinBudget({ ...attempt, faulty });
    if ('failure' in asked) {
      failure = asked.failure;
      if (asked.brokeOff) continue;
      return { ok: false, failure };
    }
    if (asked.ending === 'length') {
      return failed(attempt.ready, {
        code: 'model.truncated',
        reason: `The answer was cut off at ${attempt.request.maxOutputTokens} tokens.`,
      });
    }
    if (asked.ending === 'content-filter')
      return failed(attempt.ready, { code: 'model.refused', reason: 'The model declined to answer.' });
    const parsed: ParsedAnswer<Value> = parseAnswer(asked.text, schema);
    if (parsed.ok) return { ok: true, value: parsed.value, text: asked.text };
    faulty = { text: asked.text, problem: parsed.problem };
    failure = null;
  }
  if (failure !== null) return { ok: false, failure };
  return failed(attempt.ready, {
    code: 'model.malformed',
    reason: `After one repair ${faulty?.problem ?? 'the answer does not fit'}.`,
  });
}

/** The most that a request can cost: our upper estimate of what is sent, and all the output that is allowed. */
export async function ceilingOf(
  ready: ReadyModel,
  request: EstimateRequest,
): Promise<Ceiling & { inputTokens: number }> {
  const { asSchema } = await import('ai');
  const schema = JSON.stringify(await asSchema(request.schema).jsonSchema);
  const inputTokens = estimateTokens(request.system) + estimateTokens(request.prompt) + estimateTokens(schema);
  const outputTokens = request.maxOutputTokens;
  const tokens = { inputTokens, cachedInputTokens: 0, outputTokens };
  return {
    inputTokens,
    tokens: inputTokens + outputTokens,
    costMicroUsd: ready.price === null ? null : costMicroUsd(ready.price, tokens),
  };
}

async function askWithinBudget<Value>(
  options: Attempt<Value> & { faulty: { text: string; problem: string } | null },
): Promise<RawAnswer | BilledFailure> {
  const { ready, request, budget, faulty, onBilled } = options;
  const { purpose, signal } = request;
  const sent = faulty === null ? request : { ...request, prompt: request.prompt + faulty.text };
  return sendWithinBudget({
    ready,
    budget,
    purpose,
    signal,
    ceiling: await ceilingOf(ready, sent),
    onBilled,
    send: (model) => askModel({ model, reasoning: ready.settings.reasoning, request, faulty }),
  });
}
