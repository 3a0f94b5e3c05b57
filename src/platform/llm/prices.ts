/** What a million tokens cost, in micro US dollars, up to `uptoInputTokens` of one request's input. */
export interface PriceBand {
  /** Null for the last band. */
  readonly uptoInputTokens: number | null;
  readonly inputMicroUsdPerMillion: number;
  readonly cachedInputMicroUsdPerMillion: number;
  readonly outputMicroUsdPerMillion: number;
}

/** One model's list price, with the page that published it and the day it was checked. */
export interface ModelPrice {
  readonly provider: string;
  readonly model: string;
  readonly bands: readonly PriceBand[];
  readonly source: string;
  readonly checkedOn: string;
}

const anthropicPage = 'https://platform.claude.com/docs/en/about-claude/pricing';
const openAiPage = 'https://developers.openai.com/api/docs/pricing';

/**
 * List prices without discounts, from copies of the vendors' pages and dated notes that cite them: compare with the
 * page before relying on them. A model that is not here has no known cost: its tokens are counted instead.
 */
export const modelPrices: readonly ModelPrice[] = [
  anthropic('claude-opus-5-5', [flat({ input: 4, cached: 0.2, output: 20 })]),
  anthropic('claude-opus-5', [flat({ input: 5, cached: 0.5, output: 25 })]),
  anthropic('claude-sonnet-5-5', [flat({ input: 2, cached: 0.1, output: 10 })]),
  anthropic('claude-sonnet-5', [flat({ input: 2, cached: 0.2, output: 10 })]),
  anthropic('claude-haiku-5-5', [
    { ...flat({ input: 0.1, cached: 0.01, output: 0.5 }), uptoInputTokens: 100_000 },
    flat({ input: 0.5, cached: 0.05, output: 2.5 }),
  ]),
  anthropic('claude-haiku-4-5', [flat({ input: 1, cached: 0.1, output: 5 })]),
  openAi('gpt-6.1-sol', longContext({ input: 2, cached: 0.1, output: 10 })),
  openAi('gpt-6-sol', longContext({ input: 2, cached: 0.2, output: 10 })),
  openAi('gpt-6-luna', longContext({ input: 0.1, cached: 0.01, output: 0.5 })),
  openAi('gpt-5.6-terra', longContext({ input: 2, cached: 0.2, output: 12 })),
  openAi('gpt-5.6-luna', longContext({ input: 0.2, cached: 0.02, output: 1.2 })),
  openAi('gpt-5-mini', [flat({ input: 0.25, cached: 0.025, output: 2 })]),
  openAi('text-embedding-3-small', [flat({ input: 0.02, cached: 0.02, output: 0 })]),
  openAi('text-embedding-3-large', [flat({ input: 0.13, cached: 0.13, output: 0 })]),
  openAi('text-embedding-ada-002', [flat({ input: 0.1, cached: 0.1, output: 0 })]),
];

/** Returns the price of a model, dated names (`-2026-04-23`, `-20251001`) included, or null where none is known. */
export function priceFor(
  prices: readonly ModelPrice[],
  wanted: { readonly provider: string; readonly model: string },
): ModelPrice | null {
  const undated = wanted.model.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8})$/u, '');
  const ofProvider = prices.filter((price) => price.provider === wanted.provider);
  return (
    ofProvider.find((price) => price.model === wanted.model) ??
    ofProvider.find((price) => price.model === undated) ??
    null
  );
}

/** Returns what a request cost in micro US dollars, rounded up. Input tokens include the cached ones. */
export function costMicroUsd(
  price: ModelPrice,
  tokens: { readonly inputTokens: number; readonly cachedInputTokens: number; readonly outputTokens: number },
): number {
  const band = price.bands.find(
    (candidate) => candidate.uptoInputTokens === null || tokens.inputTokens <= candidate.uptoInputTokens,
  );
  if (band === undefined) throw new RangeError(`The price of ${price.model} has no last band.`);
  const fresh = Math.max(0, tokens.inputTokens - tokens.cachedInputTokens);
  const microUsdTimesMillion =
    fresh * band.inputMicroUsdPerMillion +
    tokens.cachedInputTokens * band.cachedInputMicroUsdPerMillion +
    tokens.outputTokens * band.outputMicroUsdPerMillion;
  return Math.ceil(microUsdTimesMillion / 1_000_000);
}

interface UsdPerMillion {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

function flat(usd: UsdPerMillion): PriceBand {
  return {
    uptoInputTokens: null,
    inputMicroUsdPerMillion: Math.round(usd.input * 1_000_000),
    cachedInputMicroUsdPerMillion: Math.round(usd.cached * 1_000_000),
    outputMicroUsdPerMillion: Math.round(usd.output * 1_000_000),
  };
}

/** OpenAI charges requests above 272,000 input tokens double for input and half as much again for output. */
function longContext(usd: UsdPerMillion): PriceBand[] {
  const above = flat({ input: usd.input * 2, cached: usd.cached * 2, output: usd.output * 1.5 });
  return [{ ...flat(usd), uptoInputTokens: 272_000 }, above];
}

function anthropic(model: string, bands: readonly PriceBand[]): ModelPrice {
  return { provider: 'anthropic', model, bands, source: anthropicPage, checkedOn: '2026-10-16' };
}

function openAi(model: string, bands: readonly PriceBand[]): ModelPrice {
  return { provider: 'openai', model, bands, source: openAiPage, checkedOn: '2026-10-01' };
}
