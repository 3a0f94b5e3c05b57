import { z } from 'zod';
import { createDocument, type Sentence } from '#modules/analysis/language';
import { readRecords } from './read-records.ts';

const Rated = z.object({ id: z.string(), score: z.number(), text: z.string() });

/** A sentence with the mean rating of twenty people, -4 to 4. */
export interface RatedSentence {
  readonly set: 'amazon_reviews' | 'nyt_editorials';
  /** Weights are trained on four documents of five, and figures are of the fifth. */
  readonly part: 'training' | 'development';
  readonly rating: number;
  readonly text: string;
  /** The whole text as one sentence. */
  readonly sentence: Sentence;
}

export function readRatings(dataDirectory: string): RatedSentence[] {
  const sets = ['amazon_reviews', 'nyt_editorials'] as const;
  return sets.flatMap((set) =>
    readRecords({ dataDirectory, file: `sentiment_vader/dev_${set}.jsonl`, schema: Rated }).map((record) => {
      const document = Number(record.id.split('_')[0]);
      const part = document % 5 === 0 ? ('development' as const) : ('training' as const);
      return { set, part, rating: record.score, text: record.text, sentence: asOneSentence(record.text) };
    }),
  );
}

function asOneSentence(text: string): Sentence {
  const turn = { turn: 0, speaker: 'A', side: 'unknown' as const, text, startMs: null, endMs: null, cues: [] };
  const transcript = {
    format: 'plain-text' as const,
    externalId: null,
    title: null,
    startedAt: null,
    date: null,
    timeZone: 'UTC',
    parties: [],
    turns: [turn],
    warnings: [],
  };
  const { sentences } = createDocument({ transcript });
  const words = sentences.flatMap((sentence) => sentence.words);
  return {
    index: 0,
    turn: 0,
    sentence: 0,
    speaker: 'A',
    side: 'unknown',
    start: 0,
    end: text.length,
    text,
    spaced: ` ${words.map((word) => word.lower).join(' ')} `,
    words,
    hasQuestionMark: false,
    startMs: null,
    endMs: null,
  };
}
