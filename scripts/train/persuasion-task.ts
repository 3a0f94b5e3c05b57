import type { Slot } from '#modules/analysis/sentence-models';
import { foldsOf } from '../../evals/folds.ts';
import { type PersuasionChat, type PersuasionLabel, persuasionLabels } from '../../evals/read-persuasion.ts';
import type { Corpus } from './context-model.ts';
import { corpusOf, joined, type Vocabulary, vocabularyOf } from './corpus.ts';
import type { LabelSettings, LabelTask } from './train-labels.ts';

const slots: readonly Slot[] = [
  { name: 'own', from: 0, to: 0 },
  { name: 'previous', from: -1, to: -1 },
  { name: 'next', from: 1, to: 1 },
  { name: 'before', from: -4, to: -2 },
  { name: 'after', from: 2, to: 4 },
];

const common = { slots, denseScale: 0.2, positiveWeight: 1, iterations: 40, callShare: 0 };

/** Chosen by cross-validation over the chats. */
const settings: { readonly [label in PersuasionLabel]: LabelSettings } = {
  negativeReaction: { ...common, slotScales: [1, 0.7, 0.7, 1, 1], penalty: 1 },
  positiveReaction: { ...common, slotScales: [1, 0.3, 0.3, 0.3, 0.3], penalty: 0.5 },
  agreement: { ...common, slotScales: [1, 0.3, 0.3, 0.3, 0.3], penalty: 0.5 },
  question: { ...common, slotScales: [1, 0.3, 0.3, 0.3, 0.3], penalty: 1 },
};

export interface PersuasionTraining {
  readonly vocabulary: Vocabulary;
  readonly corpus: Corpus;
  readonly folds: readonly number[];
  readonly tasks: readonly LabelTask[];
}

/** What is to be learned from the chats. Reactions are learned from, and judged on, the one who is persuaded. */
export function persuasionTraining(chats: readonly PersuasionChat[], seed: number): PersuasionTraining {
  const vocabulary = vocabularyOf(
    chats.map(({ id, segments }) => ({ group: id, segments })),
    { minimum: [2, 3], groups: 3 },
  );
  const persuaded = Uint8Array.from(chats.flatMap((chat) => Array.from(chat.ofPersuaded)));
  return {
    vocabulary,
    corpus: corpusOf(
      chats.map((chat) => chat.segments),
      vocabulary,
    ),
    folds: foldsOf(
      chats.map((chat) => chat.id),
      { folds: 5, seed },
    ),
    tasks: persuasionLabels.map((label) => ({
      label,
      settings: settings[label],
      labels: joined(chats.map((chat) => chat.labels[label])),
      ...(label === 'question' ? {} : { judged: persuaded }),
    })),
  };
}
