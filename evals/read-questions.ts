import { z } from 'zod';
import { type CallIndex, indexCall } from '#modules/analysis/search';
import { readRecords } from './read-records.ts';

const MeetingLine = z.object({
  id: z.string(),
  general_query_list: z.array(z.object({ query: z.string(), answer: z.string() })),
  specific_query_list: z.array(
    z.object({ query: z.string(), relevant_text_span: z.array(z.tuple([z.coerce.number(), z.coerce.number()])) }),
  ),
  meeting_transcripts: z.array(z.object({ speaker: z.string(), content: z.string() })),
});

/** A question about a meeting, and the turns that people marked as its answer. */
export interface MarkedQuestion {
  readonly text: string;
  readonly turns: ReadonlySet<number>;
}

export interface QuestionedMeeting {
  readonly id: string;
  readonly index: CallIndex;
  readonly questions: readonly MarkedQuestion[];
  /** What people answered when asked to summarize the whole meeting. */
  readonly summaries: readonly string[];
}

/** Reads the meetings with questions; marks of noise in braces are taken out of the text. */
export function readQuestions(dataDirectory: string, part: 'train' | 'val'): QuestionedMeeting[] {
  const file = part === 'train' ? 'qmsum/dev_train.jsonl.gz' : 'qmsum/dev_val.jsonl';
  return readRecords({ dataDirectory, file, schema: MeetingLine }).map((line) => ({
    id: line.id,
    index: indexCall(
      line.meeting_transcripts.map((turn) => ({
        speaker: turn.speaker,
        text: turn.content.replaceAll(/\{[^}]*\}/gu, ' '),
      })),
    ),
    questions: line.specific_query_list.map(({ query, relevant_text_span: spans }) => ({
      text: query,
      turns: turnsOf(spans, line.meeting_transcripts.length),
    })),
    summaries: line.general_query_list.map((general) => general.answer),
  }));
}

function turnsOf(spans: readonly (readonly [number, number])[], count: number): Set<number> {
  const turns = new Set<number>();
  for (const [from, to] of spans) {
    for (let turn = from; turn <= Math.min(to, count - 1); turn += 1) {
      turns.add(turn);
    }
  }
  return turns;
}
