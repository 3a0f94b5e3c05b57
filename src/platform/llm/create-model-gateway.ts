import { createBudget } from './create-budget.ts';
import { keepAnswers } from './kept-answers.ts';
import type { ModelGateway } from './model-gateway.ts';
import type { ModelGatewaySettings } from './model-gateway-settings.ts';
import { type ModelSettings, providerName } from './model-settings.ts';
import { modelPrices, priceFor } from './prices.ts';
import type { ReadyModel } from './send-within-budget.ts';

/** Opens access to the configured models. Nothing is sent, and the AI SDK not loaded, until something is asked. */
export function createModelGateway(settings: ModelGatewaySettings): ModelGateway {
  if (settings.models.length === 0) {
    const reason = 'No language model is configured: set OPENAI_API_KEY, ANTHROPIC_API_KEY or SOPHIA_MODELS.';
    return { state: 'off', reason };
  }
  const chain = settings.models.map((model) => makeReady({ model, settings }));
  const budget = createBudget(settings.budget);
  const answers = settings.reuse === undefined ? null : keepAnswers(settings.reuse);
  return {
    state: 'on',
    models: chain.map(({ provider, name }) => ({ provider, model: name })),
    generateObject: async (request) => {
      const { askChain } = await import('./ask-chain.ts');
      return askChain({ chain, budget, settings, answers, request });
    },
    chooseTools: async (request) => {
      const { askChainForTools } = await import('./ask-chain.ts');
      return askChainForTools({ chain, budget, settings, request });
    },
    estimate: async (request) => {
      const { estimateFirst } = await import('./ask-chain.ts');
      return estimateFirst({ chain, settings, request });
    },
  };
}

function makeReady({ model, settings }: { model: ModelSettings; settings: ModelGatewaySettings }): ReadyModel {
  const provider = providerName(model);
  const fetch = settings.httpClient.createFetch({
    // Asking twice costs twice at worst and changes nothing at the vendor.
    retryUnsafe: true,
    policy: { timeoutMs: settings.timeoutMs ?? 180_000, retries: settings.retries ?? 2 },
  });
  return {
    provider,
    name: model.model,
    settings: model,
    fetch,
    price: priceFor(settings.prices ?? modelPrices, { provider, model: model.model }),
  };
}
