import { redactString } from '#platform/log';
import type { ConfigFault, RawSettings } from './config-fault.ts';
import { findMisspelledNames } from './find-misspelled-names.ts';
import { findPlainConnections } from './find-plain-connections.ts';
import { findSearchFaults } from './find-search-faults.ts';
import type { ModelProvider } from './model-choice.ts';
import { nearestName } from './nearest-name.ts';
import { SettingMeta } from './setting-value.ts';
import { type SettingName, Settings } from './settings.ts';

const retired: Readonly<Record<string, { readonly replacedBy: readonly string[]; readonly why: string }>> = {
  HUBSPOT_API_KEY: {
    replacedBy: ['HUBSPOT_ACCESS_TOKEN'],
    why: 'HubSpot no longer takes API keys: create a private app there and set HUBSPOT_ACCESS_TOKEN to its access token',
  },
  GONG_API_KEY: {
    replacedBy: ['GONG_ACCESS_KEY', 'GONG_ACCESS_KEY_SECRET'],
    why: 'Gong gives out a pair: set GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET',
  },
};

/** Everything that is wrong, not only the first: each setting by itself, names nobody knows, and what does not go together. */
export function findFaults(raw: RawSettings): readonly ConfigFault[] {
  return [
    ...invalidValues(raw),
    ...unknownNames(raw),
    ...findMisspelledNames({ raw, known: Object.keys(Settings.shape) }),
    ...retiredNames(raw),
    ...databaseConflict(raw),
    ...modelGaps(raw),
    ...unusedAddress(raw),
    ...openidGaps(raw),
    ...newcomerGaps(raw),
    ...findPlainConnections(raw),
    ...findSearchFaults(raw),
  ];
}

function invalidValues(raw: RawSettings): ConfigFault[] {
  const result = Settings.safeParse(raw);
  return (result.error?.issues ?? []).map((issue) => {
    const setting = String(issue.path[0]);
    const found = isSecret(setting) ? 'something else (not shown: it may be a secret)' : `"${raw[setting] ?? ''}"`;
    return {
      setting,
      sentence: `${setting}: expected ${issue.message}; found ${redactString(found)}. Correct it or remove it.`,
    };
  });
}

function isSecret(setting: string): boolean {
  const schema = Object.entries(Settings.shape).find(([name]) => name === setting)?.[1];
  return SettingMeta.parse(schema?.meta()).secret;
}

function unknownNames(raw: RawSettings): ConfigFault[] {
  const known = Object.keys(Settings.shape);
  return Object.keys(raw)
    .filter((setting) => setting.startsWith('SOPHIA_') && !known.includes(setting))
    .map((setting) => {
      const nearest = nearestName(setting, known);
      const advice =
        nearest === undefined ? 'Remove it; .env.example lists all that there are' : `Did you mean ${nearest}?`;
      return { setting, sentence: `${setting}: there is no such setting. ${advice.replace(/([^?])$/, '$1.')}` };
    });
}

function retiredNames(raw: RawSettings): ConfigFault[] {
  return Object.entries(retired)
    .filter(([setting, { replacedBy }]) => setting in raw && !replacedBy.every((name) => name in raw))
    .map(([setting, { why }]) => ({ setting, sentence: `${setting}: ${why}, and remove ${setting}.` }));
}

function databaseConflict(raw: RawSettings): ConfigFault[] {
  const { DATABASE_URL: first, POSTGRES_URL: second } = raw;
  if (first === undefined || second === undefined || first === second) {
    return [];
  }
  return [
    {
      setting: 'DATABASE_URL',
      sentence:
        'DATABASE_URL and POSTGRES_URL: expected one database; found two different addresses. Remove one of the two settings.',
    },
  ];
}

/** What a model of each provider cannot do without. */
const providerNeeds: Readonly<Record<ModelProvider, SettingName>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  compatible: 'SOPHIA_MODEL_BASE_URL',
};

function modelGaps(raw: RawSettings): ConfigFault[] {
  const chain = Settings.shape.SOPHIA_MODELS.safeParse(raw['SOPHIA_MODELS']).data ?? [];
  const providers = [...new Set(chain.map((choice) => choice.provider))];
  return providers
    .map((provider) => ({ provider, need: providerNeeds[provider] }))
    .filter(({ need }) => !(need in raw))
    .map(({ provider, need }) => ({
      setting: 'SOPHIA_MODELS',
      sentence: `SOPHIA_MODELS: it names a model of ${provider}, which needs ${need}; found none. Set ${need}, or take that model out.`,
    }));
}

function unusedAddress(raw: RawSettings): ConfigFault[] {
  const setting = 'SOPHIA_MODEL_BASE_URL';
  const choices = `${raw['SOPHIA_MODELS'] ?? ''},${raw['SOPHIA_EMBEDDING_MODEL'] ?? ''}`;
  if (!(setting in raw) || /(?:^|,)\s*compatible\s*:/i.test(choices)) return [];
  // Beside a chain that works, an address that lies unused is no reason to refuse a start.
  if (['SOPHIA_MODELS', 'OPENAI_API_KEY', 'ANTHROPIC_API_KEY'].some((name) => name in raw)) return [];
  const sentence = `${setting}: expected a model that is asked there, in SOPHIA_MODELS or SOPHIA_EMBEDDING_MODEL; found none. Set for example SOPHIA_MODELS=compatible:llama3.1, or remove ${setting}.`;
  return [{ setting, sentence }];
}

const openidNames = [
  'SOPHIA_OIDC_ISSUER',
  'SOPHIA_OIDC_CLIENT_ID',
  'SOPHIA_OIDC_CLIENT_SECRET',
] as const satisfies SettingName[];

function openidGaps(raw: RawSettings): ConfigFault[] {
  const missing = openidNames.filter((name) => !(name in raw));
  if (missing.length === 0 || missing.length === openidNames.length) return [];
  return missing.map((setting) => ({
    setting,
    sentence: `${setting}: expected it beside ${openidNames.filter((name) => name in raw).join(' and ')}; found none. Set all three, or none of them.`,
  }));
}

/** Domains and role belong together, and both to a provider. */
function newcomerGaps(raw: RawSettings): ConfigFault[] {
  const names = ['SOPHIA_OIDC_DOMAINS', 'SOPHIA_OIDC_ROLE'] as const satisfies SettingName[];
  const given = names.filter((name) => name in raw);
  if (given.length === 0) return [];
  const missing: SettingName[] = names.filter((name) => !(name in raw));
  if (!openidNames.some((name) => name in raw)) missing.push('SOPHIA_OIDC_ISSUER');
  return missing.map((setting) => ({
    setting,
    sentence: `${setting}: expected it beside ${given.join(' and ')}; found none. Set it, or remove ${given.join(' and ')}.`,
  }));
}
