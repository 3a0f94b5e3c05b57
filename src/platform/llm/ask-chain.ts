import { defaultMaskedKinds, type MaskedKind } from '#platform/masking';
import { addBilled, type Billed, nothingBilled } from './billed.ts';
import type { Budget } from './create-budget.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { maskRequest } from './mask-request.ts';
import { ModelChainFailed } from './model-chain-failed.ts';
import type {
  CostEstimate,
  EstimateRequest,
  ModelFailure,
  ObjectAnswer,
  ObjectRequest,
  ToolCall,
  ToolRequest,
} from './model-gateway.ts';
import type { ModelGatewaySettings } from './model-gateway-settings.ts';
import type { ModelOutcome, ReadyModel } from './send-within-budget.ts';
import { ceilingOf, tryModel } from './try-model.ts';
import { tryTools } from './try-tools.ts';

interface ChainRequest<Request> {
  readonly chain: readonly ReadyModel[];
  readonly budget: Budget;
  readonly settings: ModelGatewaySettings;
  readonly request: Request;
}

/**
 * The answer to exactly this where it is kept; otherwise asks the models in order until one gives an answer that fits.
 * Throws ModelChainFailed.
 */
export async function askChain<Value>(
  options: ChainRequest<ObjectRequest<Value>> & { readonly answers: KeptAnswers | null },
): Promise<ObjectAnswer<Value>> {
  const { chain, budget, settings, answers } = options;
  const { request, restore } = await maskRequest({ request: options.request, kinds: kindsOf(settings) });
  const asked = { chain, request, restore };
  const kept = (await answers?.find(asked)) ?? null;
  if (kept !== null) {
    const { provider, model } = kept.reused;
    settings.reuse?.onReused?.(kept.reused);
    settings.log.info({ ...kept.reused }, 'An answer of a language model was given again.');
    return { value: kept.value, provider, model, ...nothingBilled, fellBackFrom: [] };
  }
  const said: { text: string | null } = { text: null };
  const answer = await tryInOrder({
    ...options,
    attempt: async (ready, onBilled) => {
      const outcome = await tryModel({ ready, request, restore, budget, onBilled });
      said.text = outcome.ok ? outcome.text : null;
      return outcome;
    },
  });
  if (said.text !== null && answer.fellBackFrom.length === 0) {
    const { provider, model, costMicroUsd } = answer;
    await answers?.keep(asked, { text: said.text, provider, model, costMicroUsd });
  }
  return answer;
}

/** Asks the models in order until one calls tools that are there. Throws ModelChainFailed. */
export async function askChainForTools(options: ChainRequest<ToolRequest>): Promise<ObjectAnswer<readonly ToolCall[]>> {
  const { budget, settings } = options;
  const { request, restore } = await maskRequest({ request: options.request, kinds: kindsOf(settings) });
  return tryInOrder({
    ...options,
    attempt: (ready, onBilled) => tryTools({ ready, request, restore, budget, onBilled }),
  });
}

// oxlint-disable-next-line sophia/two-parameters -- a model, and who is told what it costs while it is asked
type AttemptWith<Value> = (ready: ReadyModel, onBilled: (billed: Billed) => void) => Promise<ModelOutcome<Value>>;

async function tryInOrder<Value>({
  chain,
  settings,
  request: { purpose },
  attempt,
}: ChainRequest<{ readonly purpose: string }> & { attempt: AttemptWith<Value> }): Promise<ObjectAnswer<Value>> {
  // The AI SDK writes its warnings to standard output, which belongs to the command's result.
  globalThis.AI_SDK_LOG_WARNINGS = false;
  const failures: ModelFailure[] = [];
  let total = nothingBilled;
  for (const ready of chain) {
    let own = nothingBilled;
    const outcome = await attempt(ready, (billed) => {
      own = addBilled(own, billed);
    });
    total = addBilled(total, own);
    const code = outcome.ok ? 'ok' : outcome.failure.code;
    const mark = { provider: ready.provider, model: ready.name, purpose };
    settings.onOutcome?.({ ...mark, code, reason: outcome.ok ? null : outcome.failure.reason, ...own });
    if (outcome.ok) {
      settings.log.info({ ...mark, ...own.usage, costMicroUsd: own.costMicroUsd }, 'A language model answered.');
      return { value: outcome.value, provider: ready.provider, model: ready.name, ...total, fellBackFrom: failures };
    }
    failures.push(outcome.failure);
    settings.log.warn({ ...mark, code, reason: outcome.failure.reason }, 'A language model gave no usable answer.');
    if (code === 'model.budget-exceeded') break;
  }
  throw new ModelChainFailed({ failures, ...total });
}

/** What the first model of the chain would cost at most. */
export async function estimateFirst(options: {
  chain: readonly ReadyModel[];
  settings: ModelGatewaySettings;
  request: EstimateRequest;
}): Promise<CostEstimate> {
  const [ready] = options.chain;
  if (ready === undefined) throw new RangeError('A gateway that is on has a model.');
  const { request } = await maskRequest({ request: options.request, kinds: kindsOf(options.settings) });
  const ceiling = await ceilingOf(ready, request);
  return {
    provider: ready.provider,
    model: ready.name,
    inputTokens: ceiling.inputTokens,
    outputTokensAtMost: request.maxOutputTokens,
    costMicroUsdAtMost: ceiling.costMicroUsd,
  };
}

function kindsOf(settings: ModelGatewaySettings): readonly MaskedKind[] {
  return settings.mask ?? defaultMaskedKinds;
}
