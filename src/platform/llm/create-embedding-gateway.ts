import { createBudget } from './create-budget.ts';
import type { EmbeddingGateway } from './embedding-gateway.ts';
import type { EmbeddingGatewaySettings } from './embedding-gateway-settings.ts';
import { providerName } from './model-settings.ts';
import { modelPrices, priceFor } from './prices.ts';

const awaited = { timeoutMs: 5_000, retries: 0 };
const unhurried = { timeoutMs: 60_000, retries: 2 };

/** Opens access to a model that embeds. Nothing is sent, and the AI SDK not loaded, until something is to be embedded. */
export function createEmbeddingGateway(settings: EmbeddingGatewaySettings): EmbeddingGateway {
  const { model, dimensions, httpClient } = settings;
  const provider = providerName(model);
  const budget = createBudget(settings.budget);
  const price = priceFor(settings.prices ?? modelPrices, { provider, model: model.model });
  const fetches = {
    awaited: httpClient.createFetch({ retryUnsafe: true, policy: awaited }),
    unhurried: httpClient.createFetch({ retryUnsafe: true, policy: unhurried }),
  };
  return {
    provider,
    model: model.model,
    dimensions,
    embed: async (request) => {
      const { embedTexts } = await import('./embed-texts.ts');
      const fetch = request.isAwaited ? fetches.awaited : fetches.unhurried;
      return embedTexts({ settings, provider, price, budget, fetch, request });
    },
  };
}
