import { z } from 'zod';
import { settingValue, splitList } from './setting-value.ts';

export const modelProviders = ['openai', 'anthropic', 'compatible'] as const;
export type ModelProvider = (typeof modelProviders)[number];

/** One link of the fallback chain. */
export interface ModelChoice {
  readonly provider: ModelProvider;
  readonly model: string;
}

/** Used where a provider's key is set and no chain is. */
export const defaultModels: Readonly<Record<Exclude<ModelProvider, 'compatible'>, string>> = {
  anthropic: 'claude-haiku-4-5',
  openai: 'gpt-5-mini',
};

/** `provider:model, provider:model`: the first is asked first, the next when it fails. */
export function modelChainValue(): z.ZodType<readonly ModelChoice[], string> {
  return settingValue({
    expected: `models as provider:model, with commas between them, provider being one of ${modelProviders.join(', ')}`,
    read: (text) => {
      const choices = splitList(text).map(readChoice);
      const known = choices.filter((choice) => choice !== undefined);
      return known.length === choices.length && known.length > 0 ? known : undefined;
    },
  });
}

/** `Name=value, Name=value`, or a JSON object where a value holds a comma. */
export function headersValue(): z.ZodType<Readonly<Record<string, string>>, string> {
  return settingValue({
    expected: 'headers as Name=value with commas between them, or a JSON object of texts',
    read: (text) => (text.startsWith('{') ? readJsonHeaders(text) : readPlainHeaders(text)),
  });
}

function readChoice(part: string): ModelChoice | undefined {
  const colon = part.indexOf(':');
  const provider = modelProviders.find((name) => name === part.slice(0, Math.max(colon, 0)).trim().toLowerCase());
  const model = part.slice(colon + 1).trim();
  return provider === undefined || model === '' ? undefined : { provider, model };
}

const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const Headers = z.record(z.string().regex(headerName), z.string());

function readJsonHeaders(text: string): Record<string, string> | undefined {
  try {
    return Headers.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function readPlainHeaders(text: string): Record<string, string> | undefined {
  const pairs = splitList(text).map((part) => {
    const equals = part.indexOf('=');
    return [part.slice(0, Math.max(equals, 0)).trim(), part.slice(equals + 1).trim()];
  });
  return Headers.safeParse(Object.fromEntries(pairs)).data;
}
