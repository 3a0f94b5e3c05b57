import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SalesModelFile, talkFeatureNames } from '../../src/modules/analysis/rules/learned/index.ts';
import { carries, fitSalesModels, labelsOf, learnedOf, type SalesCorpus } from './fit-sales-models.ts';
import {
  callSentences,
  developmentLines,
  worldSentences,
  writtenCallSentences,
  writtenSentences,
} from './sales-corpus.ts';

/** Everything that the sales models learn from. */
export function readSalesCorpus(): SalesCorpus {
  return {
    written: [...writtenSentences(), ...developmentLines(), ...writtenCallSentences()],
    spoken: [...callSentences(), ...worldSentences()],
  };
}

function trainSales(outFile: string): void {
  const corpus = readSalesCorpus();
  const sentences = learnedOf(corpus);
  const { figures, ...models } = fitSalesModels(corpus);
  const file = SalesModelFile.parse({
    format: 'sophia.sales-models/1',
    provenance: {
      corpus:
        'data/training, examples/calls, evals/development and simulators/world/phrasings/own: written for this project',
      licence: 'Apache-2.0, as the project',
      command: 'node scripts/train/train-sales.ts',
      samples: Object.fromEntries([
        ['sentences', sentences.length],
        ...labelsOf(sentences).map(
          (label) => [label, sentences.filter((sentence) => carries(sentence, label)).length] as const,
        ),
      ]),
      crossValidated: figures,
    },
    talkFeatures: [...talkFeatureNames],
    ...models,
  });
  writeFileSync(outFile, `${JSON.stringify(file)}\n`);
  process.stdout.write(
    `${sentences.length} sentences, ${file.terms.length} terms, ${readFileSync(outFile).length} bytes\n${JSON.stringify(figures)}\n`,
  );
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { out: { type: 'string', default: 'src/modules/analysis/weights/sales.json' } },
  });
  trainSales(values.out);
}
