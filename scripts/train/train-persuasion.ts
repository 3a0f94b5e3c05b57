import { writeFileSync } from 'node:fs';
import { ModelFile } from '#modules/analysis/sentence-models';
import { readPersuasionChats } from '../../evals/read-persuasion.ts';
import { persuasionTraining } from './persuasion-task.ts';
import { readTrainingArguments, type TrainingArguments } from './read-training-arguments.ts';
import { trainLabel, vocabularyPart } from './train-labels.ts';

/** Trains how people take a proposal: negative and positive reactions, agreement, and questions. */
function trainPersuasion(options: TrainingArguments): void {
  const chats = readPersuasionChats(options.data);
  const { corpus, folds, tasks, vocabulary } = persuasionTraining(chats, options.seed);
  const labels: ModelFile['labels'] = {};
  const crossValidated: Record<string, Record<string, number>> = {};
  const samples: Record<string, number> = { calls: chats.length, segments: corpus.terms.count };
  for (const task of tasks) {
    const trained = trainLabel({ corpus, folds, task });
    labels[task.label] = trained.model;
    crossValidated[task.label] = trained.scores;
    samples[task.label] = task.labels.reduce((sum, mark) => sum + mark, 0);
    console.error(task.label, trained.scores);
  }
  const file: ModelFile = {
    format: 'sophia.sentence-models/1',
    provenance: {
      corpus: 'PersuasionForGood, chats with dialogue acts (development part)',
      source: 'https://github.com/Sea-Snell/persuasionforgood',
      licence: 'Apache-2.0',
      attribution:
        'Wang et al., Persuasion for Good: Towards a Personalized Persuasive Dialogue System for Social Good, ACL 2019; only statistics of its words are in this file.',
      command: `node scripts/train/train-persuasion.ts --seed ${options.seed} --date ${options.date}`,
      seed: options.seed,
      date: options.date,
      samples,
      crossValidated,
    },
    ...vocabularyPart(vocabulary),
    labels,
  };
  writeFileSync(options.out, `${JSON.stringify(ModelFile.parse(file))}\n`);
}

if (import.meta.main) {
  trainPersuasion(readTrainingArguments('src/modules/analysis/weights/persuasion.json'));
}
