import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { featuresOf, IntentModelFile, noIntents, readIntentExamples } from '#modules/assistant';
import { type SparseRow, trainSparse } from './sparse-model.ts';

const penalty = 0.02;
const iterations = 80;
/** Of each intent of the public data, so that a stranger's question is known as one. */
const strangersPerIntent = 8;
const smallestWeight = 0.12;
/** What strangers say less often tells nothing. */
const fewestAmongStrangers = 4;

export interface IntentExample {
  readonly text: string;
  readonly intent: string;
}

/** Fits one weighted list of words for each intent; the same examples give the same bytes. */
export function fitIntents({
  examples,
  provenance,
  strangersIntent,
}: {
  examples: readonly IntentExample[];
  provenance: Record<string, unknown>;
  /** The intent of whatever is none; words that it alone uses rarely are left out. */
  strangersIntent: string;
}): IntentModelFile {
  const intents = [...new Set(examples.map(({ intent }) => intent))].sort();
  const seen = new Map<string, number>();
  const featured = examples.map(({ text }) => featuresOf(text));
  for (const feature of featured.flat()) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const own = new Set(
    examples.flatMap(({ intent }, place) => (intent === strangersIntent ? [] : (featured[place] ?? []))),
  );
  const features = [...seen]
    .filter(([feature, times]) => own.has(feature) || times >= fewestAmongStrangers)
    .map(([feature]) => feature)
    .sort();
  const places = new Map(features.map((feature, place) => [feature, place]));
  const rows = featured.map((own) => rowOf({ own, places }));
  const weights = intents.map((intent) => {
    const labels = Float64Array.from(examples, (example) => (example.intent === intent ? 1 : 0));
    const positives = labels.reduce((sum, label) => sum + label, 0);
    const emphasis = Math.min(20, Math.sqrt((labels.length - positives) / Math.max(1, positives)));
    return trainSparse({
      rows,
      labels,
      importance: labels.map((label) => (label === 1 ? emphasis : 1)),
      featureCount: features.length,
      penalty,
      iterations,
    });
  });
  const terms: Record<string, number[]> = {};
  for (const [place, feature] of features.entries()) {
    const entries = weights.flatMap((own, intent) => {
      const weight = Math.round((own[place] ?? 0) * 100) / 100;
      return Math.abs(weight) < smallestWeight ? [] : [intent, weight];
    });
    if (entries.length > 0) terms[feature] = entries;
  }
  const constants = weights.map((own) => Math.round((own[features.length] ?? 0) * 100) / 100);
  return IntentModelFile.parse({ format: 'sophia.intents/1', provenance, intents, constants, terms });
}

function rowOf({ own, places }: { own: readonly string[]; places: ReadonlyMap<string, number> }): SparseRow {
  const known = own.flatMap((feature) => places.get(feature) ?? []).sort((one, other) => one - other);
  const value = 1 / Math.sqrt(Math.max(1, own.length));
  return { features: Int32Array.from(known), values: Float64Array.from(known, () => value) };
}

const Line = z.object({ text: z.string() }).loose();

/** Questions of the public data, the first of each of its intents. */
function readStrangers(folder: string): string[] {
  const lines = ['dev_train.jsonl', 'dev_oos_train.jsonl'].flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Line.parse(JSON.parse(line))),
  );
  const taken = new Map<string, number>();
  return lines.flatMap((line) => {
    const label = String(line['intent'] ?? line['label'] ?? 'oos');
    const count = taken.get(label) ?? 0;
    taken.set(label, count + 1);
    return count < strangersPerIntent || label === 'oos' ? [line.text] : [];
  });
}

function trainIntents({ data, out }: { data: string; out: string }): void {
  const own = readIntentExamples();
  const folder = join(data, 'intent_clinc150');
  if (!existsSync(folder))
    throw new Error(`Expected ${folder}, found nothing there: name the folder of the data with --data.`);
  const strangers = readStrangers(folder).map((text) => ({ text, intent: noIntents.outOfScope }));
  const model = fitIntents({
    examples: [...own, ...strangers],
    strangersIntent: noIntents.outOfScope,
    provenance: {
      corpus:
        'the examples of src/modules/assistant/kinds and data/questions, written for this project; questions of other fields from CLINC150',
      licence: 'Apache-2.0, as the project; CLINC150: CC BY 3.0',
      command: 'node scripts/train/train-intents.ts --data <folder>',
      samples: { own: own.length, strangers: strangers.length },
    },
  });
  writeFileSync(out, `${JSON.stringify(model)}\n`);
  process.stdout.write(
    `${own.length} own questions, ${strangers.length} of others, ${model.intents.length} intents, ${Object.keys(model.terms).length} terms, ${readFileSync(out).length} bytes\n`,
  );
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared/data' },
      out: { type: 'string', default: 'src/modules/assistant/weights/intents.json' },
    },
  });
  trainIntents(values);
}
