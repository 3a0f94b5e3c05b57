import { writeFileSync } from 'node:fs';
import { stemsOf, WordRarityFile } from '#modules/search';
import { readQuestions } from '../../evals/read-questions.ts';
import { readTrainingArguments, type TrainingArguments } from './read-training-arguments.ts';

const turnsPerStretch = 10;
const fewestStretches = 4;

/** Counts in how many stretches of ten turns of the training meetings each stem stands: rare words tell more. */
function trainWordRarity(options: TrainingArguments): void {
  const counts = new Map<string, number>();
  let stretches = 0;
  const meetings = readQuestions(options.data, 'train');
  for (const { index } of meetings) {
    for (let from = 0; from < index.turns.length; from += turnsPerStretch) {
      const text = index.turns.slice(from, from + turnsPerStretch).map((turn) => turn.text);
      stretches += 1;
      for (const stem of new Set(stemsOf(text.join('\n')))) {
        counts.set(stem, (counts.get(stem) ?? 0) + 1);
      }
    }
  }
  const kept = [...counts].filter(([, count]) => count >= fewestStretches);
  kept.sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
  const file: WordRarityFile = {
    format: 'sophia.word-rarity/1',
    provenance: {
      corpus: 'QMSum, training meetings',
      source: 'https://github.com/Yale-LILY/QMSum',
      licence: 'MIT',
      attribution: 'Zhong et al., QMSum, NAACL 2021; how often stems of words occur, no text.',
      command: `node scripts/train/train-word-rarity.ts --date ${options.date}`,
      date: options.date,
      meetings: meetings.length,
    },
    stretches,
    stems: Object.fromEntries(kept),
  };
  writeFileSync(options.out, `${JSON.stringify(WordRarityFile.parse(file))}\n`);
}

if (import.meta.main) {
  trainWordRarity(readTrainingArguments('src/modules/search/weights/word-rarity.json'));
}
