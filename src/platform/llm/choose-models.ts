import { SophiaError } from '#platform/errors';
import { ModelSettings, type ModelSettingsInput } from './model-settings.ts';

interface Access {
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
}

/** What the configuration says about models; the same form as its part `models`. */
export interface ModelChoices {
  /** Asked in this order; empty where no model is configured. */
  readonly chain: readonly { readonly provider: 'openai' | 'anthropic' | 'compatible'; readonly model: string }[];
  readonly openai: Access;
  readonly anthropic: Access;
  readonly compatible: Access & { readonly headers: Readonly<Record<string, string>> };
}

/**
 * Returns the settings of each model of the chain, in order; none where the chain is empty, and then the gateway is
 * off. Throws `config.invalid` naming every model that lacks a key or an address.
 */
export function chooseModels(choices: ModelChoices): ModelSettings[] {
  const models: ModelSettings[] = [];
  const faults: string[] = [];
  for (const { provider, model } of choices.chain) {
    const found = settingsFor({ provider, model, choices });
    const parsed = typeof found === 'string' ? null : ModelSettings.safeParse(found);
    if (parsed?.success === true) models.push(parsed.data);
    else faults.push(`${provider}:${model} ${typeof found === 'string' ? found : 'has an address that is not a URL'}`);
  }
  if (faults.length > 0) {
    throw new SophiaError('config.invalid', `Expected each model to have what it needs, found: ${faults.join('; ')}.`);
  }
  return models;
}

function settingsFor(link: {
  provider: 'openai' | 'anthropic' | 'compatible';
  model: string;
  choices: ModelChoices;
}): ModelSettingsInput | string {
  const { provider, model, choices } = link;
  const { apiKey, baseUrl } = choices[provider];
  if (provider === 'compatible') {
    if (baseUrl === null) return 'has no address: set SOPHIA_MODEL_BASE_URL';
    return {
      vendor: provider,
      model,
      name: nameOf(baseUrl),
      baseUrl,
      apiKey,
      headers: { ...choices.compatible.headers },
    };
  }
  if (apiKey === null) return `has no key: set ${provider === 'openai' ? 'OPENAI_API_KEY' : 'ANTHROPIC_API_KEY'}`;
  return { vendor: provider, model, apiKey, ...(baseUrl === null ? {} : { baseUrl }) };
}

/** Names the gateways that people know, so that reports say more than `compatible`. */
function nameOf(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return 'compatible';
  const { hostname, port } = new URL(baseUrl);
  if (hostname === 'openrouter.ai') return 'openrouter';
  if (hostname.endsWith('portkey.ai') || port === '8787') return 'portkey';
  return port === '11434' ? 'ollama' : 'compatible';
}
