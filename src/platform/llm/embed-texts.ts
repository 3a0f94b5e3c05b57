import type { EmbeddingModelV4 } from '@ai-sdk/provider';
import { SophiaError } from '#platform/errors';
import type { Fetch } from '#platform/http-client';
import { defaultMaskedKinds, maskTexts } from '#platform/masking';
import type { SpendEntry } from './budget.ts';
import type { Budget, Ceiling } from './create-budget.ts';
import { describeFailure } from './describe-failure.ts';
import type { EmbeddingRequest } from './embedding-gateway.ts';
import type { EmbeddingGatewaySettings, EmbeddingModelSettings } from './embedding-gateway-settings.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { ModelFailureCode } from './model-gateway.ts';
import { costMicroUsd, type ModelPrice } from './prices.ts';

interface Embedding {
  readonly settings: EmbeddingGatewaySettings;
  readonly provider: string;
  readonly price: ModelPrice | null;
  readonly budget: Budget;
  readonly fetch: Fetch;
  readonly request: EmbeddingRequest;
}

/** OpenAI takes 2,048 texts and 300,000 tokens in one request, and 8,192 tokens of one text (API reference, embeddings). */
const textsPerRequest = 96;
const tokensPerRequest = 100_000;
const tokensPerText = 8_000;

/** Masks the texts, and embeds them in as many requests as it takes. */
export async function embedTexts(embedding: Embedding): Promise<readonly Float32Array[]> {
  const { settings, fetch, request } = embedding;
  const { texts } = await maskTexts({ texts: request.texts, kinds: settings.mask ?? defaultMaskedKinds });
  const model = await createModel({ settings: settings.model, fetch });
  const vectors: Float32Array[] = [];
  for (const part of inRequests(texts.map(cut))) vectors.push(...(await embedPart({ embedding, model, texts: part })));
  return vectors;
}

/** The classes come from where `createLanguageModel` has them, for its reasons. */
async function createModel({
  settings,
  fetch,
}: {
  settings: EmbeddingModelSettings;
  fetch: Fetch;
}): Promise<EmbeddingModelV4> {
  const baseURL = settings.baseUrl.replace(/\/+$/u, '');
  if (settings.vendor === 'openai') {
    const { OpenAIEmbeddingModel } = await import('@ai-sdk/openai/internal');
    const headers = { authorization: `Bearer ${settings.apiKey}`, ...settings.headers };
    return new OpenAIEmbeddingModel(settings.model, {
      provider: 'openai.embedding',
      url: ({ path }) => baseURL + path,
      headers: () => headers,
      fetch,
    });
  }
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const { name, headers, apiKey } = settings;
  const key = apiKey === null ? {} : { apiKey };
  return createOpenAICompatible({ name, baseURL, headers, fetch, ...key }).embeddingModel(settings.model);
}

async function embedPart(options: {
  embedding: Embedding;
  model: EmbeddingModelV4;
  texts: readonly string[];
}): Promise<Float32Array[]> {
  const { embedding, model, texts } = options;
  const { settings, budget, request } = embedding;
  const ceiling = ceilingOf({ embedding, texts });
  let bill: SpendEntry | null = null;
  const reservation = await budget.reserve(ceiling).catch((error: unknown) => {
    report({ embedding, code: 'model.budget-exceeded', reason: messageOf(error), bill: null });
    throw error;
  });
  try {
    const answer = await model.doEmbed({
      values: [...texts],
      ...(takesDimensions(settings.model) ? { dimensions: settings.dimensions } : {}),
    });
    bill = billFor({ embedding, tokens: answer.usage?.tokens ?? null, ceiling });
    const vectors = answer.embeddings.map((numbers) => toVector({ numbers, settings }));
    if (vectors.length !== texts.length) throw malformed(`${texts.length} vectors, found ${vectors.length}.`);
    report({ embedding, code: 'ok', reason: null, bill });
    return vectors;
  } catch (error) {
    const described = describeFailure(error);
    if (described?.mayBill === true) bill ??= billFor({ embedding, tokens: null, ceiling });
    if (described === null) throw error;
    const { code, reason } = described;
    report({ embedding, code, reason, bill });
    const { provider } = embedding;
    throw new SophiaError(
      code,
      `${provider}:${settings.model.model} could not embed for ${request.purpose}: ${reason}`,
      {
        cause: error,
      },
    );
  } finally {
    await reservation.settle(bill);
  }
}

/** Of OpenAI's models those of the third generation can be shortened; elsewhere nothing is asked for. */
function takesDimensions({ vendor, model }: EmbeddingModelSettings): boolean {
  return vendor === 'openai' && model.startsWith('text-embedding-3');
}

function toVector({
  numbers,
  settings,
}: {
  numbers: readonly number[];
  settings: EmbeddingGatewaySettings;
}): Float32Array {
  if (numbers.length !== settings.dimensions) {
    throw malformed(
      `vectors of ${settings.dimensions} dimensions, found ${numbers.length}: set SOPHIA_EMBEDDING_DIMENSIONS to that.`,
    );
  }
  const length = Math.hypot(...numbers);
  if (!Number.isFinite(length)) throw malformed('numbers, found something else.');
  return Float32Array.from(numbers, (number) => (length === 0 ? 0 : number / length));
}

function malformed(rest: string): SophiaError {
  return new SophiaError('vendor.malformed', `Expected the model to give ${rest}`);
}

function ceilingOf({ embedding, texts }: { embedding: Embedding; texts: readonly string[] }): Ceiling {
  const tokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  return { tokens, costMicroUsd: costOf({ price: embedding.price, tokens }) };
}

function billFor(options: { embedding: Embedding; tokens: number | null; ceiling: Ceiling }): SpendEntry {
  const { embedding, tokens, ceiling } = options;
  const inputTokens = tokens ?? ceiling.tokens;
  return {
    provider: embedding.provider,
    model: embedding.settings.model.model,
    purpose: embedding.request.purpose,
    inputTokens,
    cachedInputTokens: 0,
    outputTokens: 0,
    costMicroUsd: costOf({ price: embedding.price, tokens: inputTokens }),
    estimated: tokens === null,
  };
}

function costOf({ price, tokens }: { price: ModelPrice | null; tokens: number }): number | null {
  return price === null ? null : costMicroUsd(price, { inputTokens: tokens, cachedInputTokens: 0, outputTokens: 0 });
}

function report(options: {
  embedding: Embedding;
  code: 'ok' | ModelFailureCode;
  reason: string | null;
  bill: SpendEntry | null;
}): void {
  const { embedding, code, reason, bill } = options;
  const { settings, provider, request } = embedding;
  const mark = { provider, model: settings.model.model, purpose: request.purpose };
  const inputTokens = bill?.inputTokens ?? 0;
  const isPriced = bill === null || bill.costMicroUsd !== null;
  settings.onOutcome?.({
    ...mark,
    code,
    reason,
    usage: { requests: 1, inputTokens, cachedInputTokens: 0, outputTokens: 0, estimated: bill?.estimated ?? false },
    costMicroUsd: bill?.costMicroUsd ?? 0,
    unpricedTokens: isPriced ? 0 : inputTokens,
  });
  if (code === 'ok') settings.log.info({ ...mark, inputTokens }, 'A model embedded texts.');
  else settings.log.warn({ ...mark, code, reason }, 'A model did not embed texts.');
}

/** What is longer than a model takes is embedded by its beginning. */
function cut(text: string): string {
  let kept = text === '' ? ' ' : text;
  for (let tokens = estimateTokens(kept); tokens > tokensPerText; tokens = estimateTokens(kept)) {
    kept = kept.slice(0, Math.floor((kept.length * tokensPerText * 0.98) / tokens));
  }
  return kept;
}

function inRequests(texts: readonly string[]): string[][] {
  const requests: string[][] = [];
  let tokens = 0;
  for (const text of texts) {
    const own = estimateTokens(text);
    const last = requests.at(-1);
    if (last === undefined || last.length === textsPerRequest || tokens + own > tokensPerRequest) {
      requests.push([text]);
      tokens = own;
    } else {
      last.push(text);
      tokens += own;
    }
  }
  return requests;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
