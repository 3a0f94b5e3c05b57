import { createRequire } from 'node:module';
import { z } from 'zod';
import { loadSentimentLexicon, rateSentence } from '#modules/analysis/sentiment';
import type { EvaluationRow } from './evaluation-row.ts';
import { type RatedSentence, readRatings } from './read-ratings.ts';

const Analyzer = z.object({
  SentimentIntensityAnalyzer: z.custom<{ polarity_scores: (text: string) => { compound: number } }>(
    (value) => typeof value === 'function',
  ),
});

/** The band that VADER's authors take for neutral. */
const vaderBand = 0.05;
const published = { amazon_reviews: 0.565, nyt_editorials: 0.487 } as const;

/**
 * Judges the class of rated sentences (positive, neutral, negative by the sign of the mean of twenty ratings) on the
 * documents that no weight was trained on. The floor is VADER on the same sentences with its own neutral band.
 */
export function evaluate(input: { dataDirectory: string }): { rows: EvaluationRow[] } {
  const lexicon = loadSentimentLexicon();
  const { SentimentIntensityAnalyzer: vader } = Analyzer.parse(createRequire(import.meta.url)('vader-sentiment'));
  const rated = readRatings(input.dataDirectory).filter(({ part }) => part === 'development');
  const sets = ['amazon_reviews', 'nyt_editorials'] as const;
  const rows = sets.flatMap((set) => {
    const members = rated.filter((sentence) => sentence.set === set);
    const ours = members.map(({ sentence }) => rateSentence(sentence, lexicon));
    const theirs = members.map(({ text }) => vader.polarity_scores(text).compound);
    const base = { sample: `${members.length} sentences of ${set}`, unit: 'accuracy' };
    return [
      {
        ...base,
        measure: `sentence sentiment, three classes by sign, ${set}`,
        floor: accuracy(members, { scores: theirs, human: 0, found: vaderBand }),
        published: published[set],
        reached: accuracy(members, { scores: ours, human: 0, found: 0 }),
        note: 'documents held out of training; the published figure is of the test part',
      },
      {
        ...base,
        measure: `sentence sentiment, three classes with a neutral band of 0.2, ${set}`,
        floor: accuracy(members, { scores: theirs, human: 0.2, found: vaderBand }),
        published: null,
        reached: accuracy(members, { scores: ours, human: 0.2, found: 0.05 }),
        note: 'ratings from -0.2 to 0.2 of ±4 are neutral',
      },
    ];
  });
  return { rows };
}

function accuracy(
  members: readonly RatedSentence[],
  { scores, human, found }: { scores: readonly number[]; human: number; found: number },
): number {
  const right = members.filter((member, index) => {
    return classOf(member.rating, human) === classOf(scores[index] ?? 0, found);
  }).length;
  return Math.round((right / Math.max(1, members.length)) * 1000) / 1000;
}

function classOf(value: number, band: number): -1 | 0 | 1 {
  if (value > 0 && value >= band) return 1;
  return value < 0 && value <= -band ? -1 : 0;
}
