import { z } from 'zod';
import { type Segment, wordsOf } from '#modules/analysis/sentence-models';
import { readRecords } from './read-records.ts';

const ActLine = z.object({
  dialog: z.string(),
  role: z.enum(['persuader', 'persuadee']),
  text: z.string(),
  act: z.string(),
});

export const persuasionLabels = ['negativeReaction', 'positiveReaction', 'agreement', 'question'] as const;
export type PersuasionLabel = (typeof persuasionLabels)[number];

const questionActs =
  /^(?:ask-(?:org-info|donation-procedure|donation-amount|donate-more|not-donate-reason|persuader-donation-intention)|(?:task|personal|source)-related-inquiry)$/u;

const isLabel: { readonly [label in PersuasionLabel]: (act: string) => boolean } = {
  negativeReaction: (act) => act === 'negative-reaction-to-donation',
  positiveReaction: (act) => act === 'positive-reaction-to-donation',
  agreement: (act) => act === 'agree-donation',
  question: (act) => questionActs.test(act),
};

/** One chat of the evaluation data: its sentences, without punctuation, and what people called each of them. */
export interface PersuasionChat {
  readonly id: string;
  readonly texts: readonly string[];
  readonly segments: readonly Segment[];
  /** 1 where the one who is to be persuaded speaks. */
  readonly ofPersuaded: Uint8Array;
  readonly labels: { readonly [label in PersuasionLabel]: Float64Array };
}

export function readPersuasionChats(dataDirectory: string): PersuasionChat[] {
  const lines = readRecords({ dataDirectory, file: 'persuasionforgood/dev_acts.jsonl', schema: ActLine });
  const chats = Map.groupBy(lines, (line) => line.dialog);
  return [...chats].map(([id, chat]) => ({
    id,
    texts: chat.map((line) => line.text),
    segments: chat.map((line) => ({ words: wordsOf(line.text), speaker: line.role, startMs: null, endMs: null })),
    ofPersuaded: Uint8Array.from(chat, (line) => (line.role === 'persuadee' ? 1 : 0)),
    labels: {
      negativeReaction: marksOf(chat, 'negativeReaction'),
      positiveReaction: marksOf(chat, 'positiveReaction'),
      agreement: marksOf(chat, 'agreement'),
      question: marksOf(chat, 'question'),
    },
  }));
}

function marksOf(chat: readonly z.infer<typeof ActLine>[], label: PersuasionLabel): Float64Array {
  return Float64Array.from(chat, (line) => (isLabel[label](line.act) ? 1 : 0));
}
