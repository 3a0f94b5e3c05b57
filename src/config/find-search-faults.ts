import type { ConfigFault, RawSettings } from './config-fault.ts';
import { dimensionsOf } from './embedding-choice.ts';
import { searchSettings } from './search-settings.ts';

const modelNeeds = { openai: 'OPENAI_API_KEY', compatible: 'SOPHIA_MODEL_BASE_URL' } as const;
const storeNeeds: Readonly<Record<string, string>> = { pinecone: 'PINECONE_API_KEY', weaviate: 'WEAVIATE_URL' };

/** What the embedding and the store of vectors cannot do without. */
export function findSearchFaults(raw: RawSettings): ConfigFault[] {
  return [...modelFaults(raw), ...storeFaults(raw)];
}

function modelFaults(raw: RawSettings): ConfigFault[] {
  const setting = 'SOPHIA_EMBEDDING_MODEL';
  const choice = searchSettings.SOPHIA_EMBEDDING_MODEL.safeParse(raw[setting]).data;
  if (choice === undefined || typeof choice === 'string') return [];
  const need = modelNeeds[choice.provider];
  const faults: ConfigFault[] = [];
  if (!(need in raw)) {
    const sentence = `${setting}: it names a model of ${choice.provider}, which needs ${need}; found none. Set ${need}, or remove ${setting}.`;
    faults.push({ setting, sentence });
  }
  if (!('SOPHIA_EMBEDDING_DIMENSIONS' in raw) && dimensionsOf(choice) === null) {
    const sentence = `SOPHIA_EMBEDDING_DIMENSIONS: expected how many numbers a vector of ${choice.model} has; found nothing. Set it as the page of that model says.`;
    faults.push({ setting: 'SOPHIA_EMBEDDING_DIMENSIONS', sentence });
  }
  return faults;
}

function storeFaults(raw: RawSettings): ConfigFault[] {
  const setting = 'SOPHIA_VECTOR_STORE';
  const choice = raw[setting]?.trim().toLowerCase() ?? 'auto';
  const need = storeNeeds[choice];
  if (need === undefined || need in raw) return [];
  const sentence = `${setting}: ${choice} needs ${need}; found none. Set ${need}, or choose another store.`;
  return [{ setting, sentence }];
}
