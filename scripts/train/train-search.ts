import { writeFileSync } from 'node:fs';
import {
  chooseWindows,
  RankerFile,
  readQuery,
  scoreWindows,
  searchStride,
  type WindowFeatures,
  windowFeatureNames,
  windowFeatures,
  windowTurns,
} from '#modules/analysis/search';
import { foldsOf } from '../../evals/folds.ts';
import { meanOf } from '../../evals/measures.ts';
import { readQuestions } from '../../evals/read-questions.ts';
import { minimize } from './minimize.ts';
import { readTrainingArguments, type TrainingArguments } from './read-training-arguments.ts';
import { rounded } from './train-labels.ts';

const width = windowFeatureNames.length;
const penalty = 5;
const spread = 1;

interface RankedQuestion {
  readonly fold: number;
  readonly features: WindowFeatures;
  readonly turns: ReadonlySet<number>;
  /** For each window the share of its turns that answer the question. */
  readonly shares: Float64Array;
}

/** Trains how the features of a window count, so that the windows which answer a question come first. */
function trainSearch(options: TrainingArguments): void {
  const meetings = readQuestions(options.data, 'train');
  const folds = foldsOf(
    meetings.map((meeting) => meeting.id),
    { folds: 5, seed: options.seed },
  );
  const questions = meetings.flatMap((meeting, place) =>
    meeting.questions
      .filter((question) => question.turns.size > 0)
      .map(({ text, turns }): RankedQuestion => {
        const query = readQuery(text, meeting.index.speakers);
        const features = windowFeatures({ index: meeting.index, query, stride: searchStride });
        const shares = Float64Array.from(features.starts, (start) => overlap(start, turns) / windowTurns);
        return { fold: folds[place] ?? 0, features, turns, shares };
      }),
  );
  const judged = [...new Set(folds)].flatMap((fold) => {
    const weights = fit(questions.filter((question) => question.fold !== fold));
    return questions.filter((question) => question.fold === fold).map((question) => judge(question, weights));
  });
  const weights = fit(questions);
  const file: RankerFile = {
    format: 'sophia.window-ranker/1',
    provenance: {
      corpus: 'QMSum, training meetings',
      source: 'https://github.com/Yale-LILY/QMSum',
      licence: 'MIT',
      attribution: 'Zhong et al., QMSum, NAACL 2021; one weight per feature, no text.',
      command: `node scripts/train/train-search.ts --seed ${options.seed} --date ${options.date}`,
      seed: options.seed,
      date: options.date,
      samples: { calls: meetings.length, questions: questions.length },
      crossValidated: {
        hitAt5: rounded(meanOf(judged.map((question) => (question.recall > 0 ? 1 : 0)))),
        recallAt5: rounded(meanOf(judged.map((question) => question.recall))),
      },
    },
    spread,
    weights: Object.fromEntries(windowFeatureNames.map((name, column) => [name, rounded(weights[column] ?? 0)])),
  };
  console.error(file.provenance.crossValidated);
  writeFileSync(options.out, `${JSON.stringify(RankerFile.parse(file), null, 2)}\n`);
}

/** Maximizes the chance that a window drawn by its score is one that answers. */
function fit(questions: readonly RankedQuestion[]): Float64Array {
  return minimize(
    (point, gradient) => {
      gradient.fill(0);
      let loss = 0;
      for (const question of questions) {
        loss += addQuestion(question, point, gradient);
      }
      point.forEach((value, column) => {
        loss += 0.5 * penalty * value * value;
        gradient[column] = (gradient[column] ?? 0) + penalty * value;
      });
      return loss;
    },
    {
      start: new Float64Array(width),
      iterations: 60,
      curvature: new Float64Array(width).fill(questions.length * 0.05),
    },
  );
}

function addQuestion(question: RankedQuestion, ...[point, gradient]: [Float64Array, Float64Array]): number {
  const { rows } = question.features;
  const scores = scoreWindows(rows, { weights: point, spread });
  const highest = scores.reduce((best, score) => Math.max(best, score), Number.NEGATIVE_INFINITY);
  const weights = scores.map((score) => Math.exp(score - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const answered = weights.reduce((sum, weight, row) => sum + weight * (question.shares[row] ?? 0), 0);
  weights.forEach((weight, row) => {
    const pull = weight / total - (weight * (question.shares[row] ?? 0)) / answered;
    for (let column = 0; column < width; column += 1) {
      gradient[column] = (gradient[column] ?? 0) + pull * (rows[row * width + column] ?? 0);
    }
  });
  return -Math.log(answered / total);
}

function judge(question: RankedQuestion, weights: Float64Array): { recall: number } {
  const { starts, rows } = question.features;
  const chosen = chooseWindows({ starts, scores: scoreWindows(rows, { weights, spread }), limit: 5, spread });
  const found = chosen.reduce((sum, row) => sum + overlap(starts[row] ?? 0, question.turns), 0);
  return { recall: found / question.turns.size };
}

function overlap(start: number, turns: ReadonlySet<number>): number {
  let count = 0;
  for (let turn = start; turn < start + windowTurns; turn += 1) {
    count += turns.has(turn) ? 1 : 0;
  }
  return count;
}

if (import.meta.main) {
  trainSearch(readTrainingArguments('src/modules/analysis/weights/search.json'));
}
