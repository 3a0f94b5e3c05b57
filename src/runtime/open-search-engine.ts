import type { SearchConfig } from '#config';
import {
  createProviderEmbedder,
  createSearchEngine,
  createWordEmbedder,
  type Embedder,
  type SearchEngine,
} from '#modules/search';
import { createSpendLedger } from '#modules/spend';
import type { Context } from '#platform/context';
import { chooseModels, createEmbeddingGateway, type EmbeddingModelSettings } from '#platform/llm';
import { noteAskedModel } from './note-asked-model.ts';
import type { Resources } from './open-resources.ts';

/** For models whose price is not known, each workspace and day. */
const capUnpricedTokens = 2_000_000;

/** What search works with in a workspace, which has its own budget. */
export function openSearchEngine({ ctx, resources }: { ctx: Context; resources: Resources }): SearchEngine {
  const { embedding } = resources.config.search;
  return createSearchEngine({
    embedder: (embedding === null ? null : openEmbedder({ ctx, resources, embedding })) ?? createWordEmbedder(),
    findEmbedder: (name) => findEmbedder({ ctx, resources, name }),
    place: resources.vectorPlaces.placeOf(ctx.workspaceId),
  });
}

/** A model that was configured before, as far as its provider still is: what it has made answers until it is replaced. */
function findEmbedder({ ctx, resources, name }: { ctx: Context; resources: Resources; name: string }): Embedder | null {
  const { vendor, model, dimensions } =
    /^(?<vendor>[a-z0-9-]+):(?<model>.+)@(?<dimensions>\d+)$/u.exec(name)?.groups ?? {};
  if (vendor === undefined || model === undefined || dimensions === undefined) return null;
  const provider = vendor === 'openai' ? 'openai' : 'compatible';
  const found = openEmbedder({ ctx, resources, embedding: { provider, model, dimensions: Number(dimensions) } });
  return found?.model === name ? found : null;
}

/** Null where the provider lacks its key or address. */
function openEmbedder({
  ctx,
  resources,
  embedding,
}: {
  ctx: Context;
  resources: Resources;
  embedding: NonNullable<SearchConfig['embedding']>;
}): Embedder | null {
  const { config, httpClient, log } = resources;
  const { provider, model, dimensions } = embedding;
  const { apiKey, baseUrl } = config.models[provider];
  if (provider === 'openai' ? apiKey === null : baseUrl === null) return null;
  const [settings] = chooseModels({ ...config.models, chain: [{ provider, model }] }).filter(isEmbedding);
  if (settings === undefined) return null;
  const gateway = createEmbeddingGateway({
    model: settings,
    dimensions,
    httpClient,
    log,
    mask: config.models.mask,
    budget: { capMicroUsd: config.models.budgetMicroUsd, capUnpricedTokens, ledger: createSpendLedger({ ctx }) },
    onOutcome: (outcome) => noteAskedModel({ resources, outcome }),
  });
  return createProviderEmbedder({ gateway });
}

function isEmbedding(settings: ReturnType<typeof chooseModels>[number]): settings is EmbeddingModelSettings {
  return settings.vendor !== 'anthropic';
}
