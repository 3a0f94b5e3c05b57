import type { Document } from '../language/index.ts';
import type { SentenceModels } from './load-models.ts';
import { type LabelScores, probabilityOf, scoreSegments } from './score-segments.ts';
import { segmentsOf } from './segment.ts';

/** What a sentence may be, as marked by people in meetings. */
export const sentenceLabels = ['actionItem', 'decision', 'problem', 'summary'] as const;
export type SentenceLabel = (typeof sentenceLabels)[number];

/** For each label one probability (0 to 1) a sentence, and the probability from which a sentence counts as one. */
export type SentenceScores = {
  readonly [label in SentenceLabel]: { readonly probabilities: Float64Array; readonly threshold: number };
};

/** Scores every sentence of a call; `models` are `loadSentenceModels('meetings')`. */
export function scoreSentences(options: {
  readonly document: Document;
  readonly models: SentenceModels;
}): SentenceScores {
  const scores = scoreSegments({ models: options.models, segments: segmentsOf(options.document) });
  const count = options.document.sentences.length;
  return {
    actionItem: probabilitiesOf(scores.get('actionItem'), count),
    decision: probabilitiesOf(scores.get('decision'), count),
    problem: probabilitiesOf(scores.get('problem'), count),
    summary: probabilitiesOf(scores.get('summary'), count),
  };
}

function probabilitiesOf(scores: LabelScores | undefined, count: number): SentenceScores[SentenceLabel] {
  return {
    probabilities: (scores?.logOdds ?? new Float64Array(count)).map(probabilityOf),
    threshold: probabilityOf(scores?.threshold ?? Number.POSITIVE_INFINITY),
  };
}
