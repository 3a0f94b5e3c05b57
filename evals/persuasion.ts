import { type PersuasionTraining, persuasionTraining } from '../scripts/train/persuasion-task.ts';
import { crossValidate, type LabelTask } from '../scripts/train/train-labels.ts';
import type { EvaluationRow } from './evaluation-row.ts';
import { bestThreshold, type Judgement, judgeCalls } from './measures.ts';
import { type PersuasionLabel, readPersuasionChats } from './read-persuasion.ts';

const rowsToMake: readonly { readonly label: PersuasionLabel; readonly name: string; readonly floor: number }[] = [
  { label: 'negativeReaction', name: 'Negative reactions (objection-like)', floor: 0.22 },
  { label: 'positiveReaction', name: 'Positive reactions (buying-signal-like)', floor: 0.54 },
  { label: 'agreement', name: 'Agreement (buying-signal-like)', floor: 0.37 },
  { label: 'question', name: 'Questions, punctuation stripped', floor: 0.67 },
];

/**
 * Reactions to a proposal in persuasion chats, cross-validated by chat: the committed weights have seen these chats,
 * so the models are fitted anew without the fold that is judged, and the threshold comes from the other folds.
 */
export async function evaluate(options: { dataDirectory: string }): Promise<{ rows: EvaluationRow[] }> {
  const chats = readPersuasionChats(options.dataDirectory);
  const training = persuasionTraining(chats, 1);
  const rows: EvaluationRow[] = [];
  for (const { label, name, floor } of rowsToMake) {
    const task = training.tasks.find((candidate) => candidate.label === label);
    if (task === undefined) {
      continue;
    }
    const judged = judgeTask({ training, task, calls: chats.length });
    rows.push({
      measure: `${name}: F1 (PersuasionForGood)`,
      sample: `${chats.length} chats, ${judged.segments} sentences${label === 'question' ? '' : ' of the one persuaded'}, ${judged.wanted} marked`,
      floor,
      published: null,
      reached: judged.f1,
      interval: judged.f1Interval,
      unit: 'F1',
      note: `Cross-validated by chat, threshold from the other folds. Precision ${judged.precision.toFixed(2)}, recall ${judged.recall.toFixed(2)}. Floor: a linear model, on the test chats.`,
    });
  }
  return { rows };
}

function judgeTask(options: {
  readonly training: PersuasionTraining;
  readonly task: LabelTask;
  readonly calls: number;
}): Judgement {
  const { task } = options;
  const { corpus, folds } = options.training;
  const heldOut = crossValidate({ corpus, folds, task });
  const rows = Array.from({ length: options.calls }, (_call, call) => {
    const from = corpus.bounds[call] ?? 0;
    const own = Array.from({ length: (corpus.bounds[call + 1] ?? 0) - from }, (_row, place) => from + place);
    return own.filter((row) => task.judged === undefined || task.judged[row] === 1);
  });
  const thresholds = new Map(
    Array.from(new Set(folds), (fold) => {
      const others = rows.filter((_rows, call) => folds[call] !== fold).flat();
      return [fold, bestThreshold(pick(heldOut, others), pick(task.labels, others)).threshold];
    }),
  );
  return judgeCalls(
    rows.map((own, call) => ({
      scores: pick(heldOut, own),
      labels: pick(task.labels, own),
      threshold: thresholds.get(folds[call] ?? 0) ?? 0,
    })),
  );
}

function pick(values: Float64Array, places: readonly number[]): Float64Array {
  return Float64Array.from(places, (row) => values[row] ?? 0);
}
