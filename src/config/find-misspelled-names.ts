import type { ConfigFault, RawSettings } from './config-fault.ts';
import { editDistance } from './nearest-name.ts';

const ownPrefix = 'SOPHIA_';
const vendorPrefixes = ['GONG_', 'HUBSPOT_', 'SLACK_', 'OPENAI_', 'ANTHROPIC_', 'PINECONE_', 'WEAVIATE_'];
const mostTypingErrors = 2;
/** Names that other programs use, near as they are; so are further keys (`OPENAI_API_KEY_2`). */
const foreignNames: ReadonlySet<string> = new Set(['SLACK_API_TOKEN', 'OPENAI_BASE_URI', 'WEAVIATE_URI']);
const furtherKey = /_?\d+$|KEYS$|TOKENS$/;

/**
 * Names of the vendors' settings that are written wrong. Other programs have variables with these prefixes too, so
 * only what is a letter or two away from a setting that is not set counts.
 */
export function findMisspelledNames({ raw, known }: { raw: RawSettings; known: readonly string[] }): ConfigFault[] {
  const unset = known.filter((name) => !name.startsWith(ownPrefix) && !(name in raw));
  return Object.keys(raw).flatMap((setting) => {
    const prefix = vendorPrefixes.find((start) => setting.startsWith(start));
    if (prefix === undefined || known.includes(setting)) return [];
    if (foreignNames.has(setting) || furtherKey.test(setting)) return [];
    const meant = unset.find((name) => name.startsWith(prefix) && editDistance(setting, name) <= mostTypingErrors);
    if (meant === undefined) return [];
    return [{ setting, sentence: `${setting}: there is no such setting. Did you mean ${meant}? Rename or remove it.` }];
  });
}
