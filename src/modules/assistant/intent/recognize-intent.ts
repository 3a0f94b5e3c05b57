import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { featuresOf } from './features.ts';

/** Weights of words for each kind of question, as scripts/train/train-intents.ts writes them. */
export const IntentModelFile = z.strictObject({
  format: z.literal('sophia.intents/1'),
  provenance: z.record(z.string(), z.unknown()),
  intents: z.array(z.string()),
  constants: z.array(z.number()),
  /** Of a feature: the places of intents and their weights, one after the other. */
  terms: z.record(z.string(), z.array(z.number())),
});
export type IntentModelFile = z.infer<typeof IntentModelFile>;

export interface Ranked {
  readonly intent: string;
  /** 0 to 1: how sure the recognizer is of this intent by itself. */
  readonly certainty: number;
}

const loaded: { model: IntentModelFile | null } = { model: null };

/** The intents that a question may have, the likeliest first. */
export function rankIntents(masked: string): Ranked[] {
  loaded.model ??= IntentModelFile.parse(
    JSON.parse(readFileSync(new URL('../weights/intents.json', import.meta.url), 'utf8')),
  );
  return rankBy(loaded.model, masked);
}

export function rankBy(model: IntentModelFile, masked: string): Ranked[] {
  const features = featuresOf(masked).filter((feature) => Object.hasOwn(model.terms, feature));
  const weight = 1 / Math.sqrt(Math.max(1, featuresOf(masked).length));
  const scores = model.constants.slice();
  for (const feature of features) {
    const entries = model.terms[feature] ?? [];
    for (let place = 0; place + 1 < entries.length; place += 2) {
      const intent = entries[place] ?? 0;
      scores[intent] = (scores[intent] ?? 0) + weight * (entries[place + 1] ?? 0);
    }
  }
  return model.intents
    .map((intent, place) => ({ intent, certainty: 1 / (1 + Math.exp(-(scores[place] ?? 0))) }))
    .sort((one, other) => other.certainty - one.certainty);
}
