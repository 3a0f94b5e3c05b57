import type { z } from 'zod';
import type { ModelChoice } from './model-choice.ts';
import { settingValue } from './setting-value.ts';

/** The name of our own embedding, for those who want to say it. */
const ownModel = 'sophia-words-1';

/** The embedding of a provider, or our own. */
export type EmbeddingChoice = (ModelChoice & { readonly provider: 'openai' | 'compatible' }) | typeof ownModel;

/** What is known to come back (developers.openai.com, embeddings); for any other model it has to be set. */
const knownDimensions: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 1536,
  'text-embedding-3-large': 3072,
  'text-embedding-ada-002': 1536,
};

export function embeddingModelValue(): z.ZodType<EmbeddingChoice, string> {
  return settingValue({
    expected: `${ownModel}, or a model as provider:model, provider being openai or compatible`,
    read: (text) => {
      if (text.toLowerCase() === ownModel) return ownModel;
      const colon = text.indexOf(':');
      const provider = (['openai', 'compatible'] as const).find(
        (name) => name === text.slice(0, Math.max(colon, 0)).trim(),
      );
      const model = text.slice(colon + 1).trim();
      return provider === undefined || !/^[\w./:-]{1,100}$/u.test(model) ? undefined : { provider, model };
    },
  });
}

/** How many numbers a vector of the model has; null where that is not known. A gateway's name of it counts as well. */
export function dimensionsOf({ model }: { readonly model: string }): number | null {
  return knownDimensions[model.replace(/^openai\//u, '')] ?? null;
}
