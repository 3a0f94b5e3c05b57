import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Fetch } from '#platform/http-client';
import { type ModelSettings, providerName } from './model-settings.ts';

/**
 * Makes the model object of the AI SDK; never a bare name, and always with our own `fetch`. The classes come from the
 * packages' `internal` entry: the main one reads the environment while it is imported, and fails where
 * OPENAI_BASE_URL or ANTHROPIC_BASE_URL is set and empty. They are loaded here, as most starts never ask a model.
 */
export async function createLanguageModel({
  settings,
  fetch,
}: {
  settings: ModelSettings;
  fetch: Fetch;
}): Promise<LanguageModelV4> {
  const baseURL = settings.baseUrl.replace(/\/+$/u, '');
  switch (settings.vendor) {
    case 'anthropic': {
      const { AnthropicLanguageModel } = await import('@ai-sdk/anthropic/internal');
      const { generateId } = await import('ai');
      const headers = { 'anthropic-version': '2023-06-01', 'x-api-key': settings.apiKey, ...settings.headers };
      const provider = 'anthropic.messages';
      const config = { provider, baseURL, headers: () => headers, fetch, generateId, supportedUrls: () => ({}) };
      return new AnthropicLanguageModel(settings.model, config);
    }
    case 'openai': {
      const { OpenAIChatLanguageModel, OpenAIResponsesLanguageModel } = await import('@ai-sdk/openai/internal');
      const headers = { authorization: `Bearer ${settings.apiKey}`, ...settings.headers };
      const config = { headers: () => headers, fetch, url: ({ path }: { path: string }) => baseURL + path };
      return settings.api === 'chat'
        ? new OpenAIChatLanguageModel(settings.model, { ...config, provider: 'openai.chat' })
        : new OpenAIResponsesLanguageModel(settings.model, { ...config, provider: 'openai.responses' });
    }
    case 'compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      return createOpenAICompatible({
        name: providerName(settings),
        baseURL,
        headers: settings.headers,
        fetch,
        supportsStructuredOutputs: settings.structuredOutputs,
        ...(settings.apiKey === null ? {} : { apiKey: settings.apiKey }),
      })(settings.model);
    }
  }
}
